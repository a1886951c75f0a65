package factcheck

import (
	"fmt"
	"io"

	"quoth/internal/annotation"
	"quoth/internal/format"
)

type thing struct {
	Type      string `json:"@type"`
	Name      string `json:"name,omitempty"`
	SameAs    string `json:"sameAs,omitempty"`
	URL       string `json:"url,omitempty"`
	Headline  string `json:"headline,omitempty"`
	Published string `json:"datePublished,omitempty"`
	Archived  string `json:"archivedAt,omitempty"`
	Abstract  string `json:"abstract,omitempty"`
	Publisher *thing `json:"publisher,omitempty"`
}

type rating struct {
	Type string `json:"@type"`
	Name string `json:"alternateName"`
}

type reviewed struct {
	Type       string `json:"@type"`
	ID         string `json:"@id"`
	Text       string `json:"text"`
	Author     *thing `json:"author,omitempty"`
	Published  string `json:"datePublished,omitempty"`
	Appearance *thing `json:"appearance,omitempty"`
}

type review struct {
	Type     string   `json:"@type"`
	ID       string   `json:"@id"`
	Reviewed string   `json:"claimReviewed"`
	Date     string   `json:"datePublished"`
	Author   *thing   `json:"author,omitempty"`
	Rating   rating   `json:"reviewRating"`
	Body     string   `json:"reviewBody,omitempty"`
	Item     reviewed `json:"itemReviewed"`
	Citation []thing  `json:"citation,omitempty"`
}

// ClaimReview writes a graph with a review of each claim that has a verdict.
// It is a draft: the address of the page with the review, which consumers
// want as url, is not known here.
func ClaimReview(w io.Writer, d *format.Document) error {
	graph := struct {
		Context string   `json:"@context"`
		Graph   []review `json:"@graph"`
	}{"https://schema.org", []review{}}
	for _, c := range of(d) {
		if c.Claim.Verdict == "" {
			continue
		}
		id := fmt.Sprintf("urn:quoth:%s:%s:%s", d.Article.ID, c.l.ID, c.ID)
		r := review{
			Type: "ClaimReview", ID: id + "#review", Reviewed: c.words(), Date: c.Modified.UTC().Format("2006-01-02"),
			Rating: rating{"Rating", c.Claim.Verdict}, Body: c.Claim.Justification,
			Item: reviewed{Type: "Claim", ID: id + "#claim", Text: c.Target.Words(d.Article), Published: day(d.Article.Meta.Published)},
		}
		if c.Creator != "" {
			r.Author = &thing{Type: "Person", Name: c.Creator}
		}
		if p := c.speaker; p != nil {
			r.Item.Author = &thing{Type: kindOf(p), Name: p.Name}
			if p.Wikidata != "" {
				r.Item.Author.SameAs = "https://www.wikidata.org/entity/" + p.Wikidata
			}
		}
		if m := d.Article.Meta; c.address() != "" || m.Title != "" {
			r.Item.Appearance = &thing{Type: "NewsArticle", URL: c.address(), Headline: m.Title, Published: day(m.Published)}
			if m.Publisher != "" {
				r.Item.Appearance.Publisher = &thing{Type: "Organization", Name: m.Publisher}
			}
		}
		for _, v := range c.Evidence {
			r.Citation = append(r.Citation, thing{Type: "CreativeWork", URL: v.URL, Archived: v.Archived, Abstract: v.Quote, Published: v.Date})
		}
		graph.Graph = append(graph.Graph, r)
	}
	return write(w, graph, "  ")
}

func kindOf(p *annotation.Speaker) string {
	switch p.Kind {
	case annotation.Organisation, annotation.Group:
		return "Organization"
	}
	return "Person"
}

// WithoutVerdict tells which claims have no review.
func WithoutVerdict(d *format.Document) []format.Loss {
	l := format.Loss{Feature: "claims without a verdict"}
	for _, c := range of(d) {
		if c.Claim.Verdict == "" {
			if l.Count++; l.Count == 1 {
				l.Example = string(c.ID)
			}
		}
	}
	if l.Count == 0 {
		return nil
	}
	return []format.Loss{l}
}
