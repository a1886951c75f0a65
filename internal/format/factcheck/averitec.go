package factcheck

import (
	"bytes"
	"io"

	"quoth/internal/annotation"
	"quoth/internal/format"
)

type answer struct {
	Answer string `json:"answer"`
	Type   string `json:"answer_type"`
	URL    string `json:"source_url"`
	Cached string `json:"cached_source_url"`
	Medium string `json:"source_medium"`
}

type question struct {
	Question string   `json:"question"`
	Answers  []answer `json:"answers"`
}

type averitec struct {
	Claim         string     `json:"claim"`
	Required      bool       `json:"required_reannotation"`
	Label         string     `json:"label"`
	Justification string     `json:"justification"`
	Date          string     `json:"claim_date"`
	Speaker       *string    `json:"speaker"`
	URL           string     `json:"original_claim_url"`
	Cached        *string    `json:"cached_original_claim_url"`
	Article       *string    `json:"fact_checking_article"`
	Source        string     `json:"reporting_source"`
	Location      *string    `json:"location_ISO_code"`
	Types         []string   `json:"claim_types"`
	Strategies    []string   `json:"fact_checking_strategies"`
	Questions     []question `json:"questions"`
}

// typesOf are AVeriTeC's names of the kinds.
var typesOf = map[annotation.ClaimKind]string{
	annotation.Numerical: "Numerical Claim", annotation.Event: "Event/Property Claim", annotation.Causal: "Causal Claim",
	annotation.Position: "Position Statement", annotation.Said: "Quote Verification",
}

// Claims makes the rows of a document: each claim as JSON. Evidence becomes a
// question of its note with its quotation as an extractive answer; a stance
// has no place.
func Claims(d *format.Document) (rows [][]byte, err error) {
	for _, c := range of(d) {
		row := averitec{
			Claim: c.words(), Label: c.Claim.Verdict, Justification: c.Claim.Justification, Date: day(d.Article.Meta.Published), URL: c.address(),
			Source: d.Article.Meta.Publisher, Types: []string{}, Strategies: []string{}, Questions: []question{},
		}
		if c.speaker != nil {
			row.Speaker = &c.speaker.Name
		}
		if t := typesOf[c.Claim.Kind]; t != "" {
			row.Types = append(row.Types, t)
		}
		for _, v := range c.Evidence {
			kind := "Extractive"
			if v.Quote == "" {
				kind = "Unanswerable"
			}
			row.Questions = append(row.Questions, question{v.Note, []answer{{v.Quote, kind, v.URL, v.Archived, "Web text"}}})
		}
		var b bytes.Buffer
		if err := write(&b, row, ""); err != nil {
			return nil, err
		}
		rows = append(rows, bytes.TrimSpace(b.Bytes()))
	}
	return rows, nil
}

// A Writer writes the claims of many articles as one array, as AVeriTeC's
// files are.
type Writer struct {
	w     io.Writer
	begun bool
}

// NewWriter begins an array.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Add adds the rows of Claims.
func (w *Writer) Add(rows any) error {
	for _, row := range rows.([][]byte) {
		sep := ",\n"
		if !w.begun {
			sep, w.begun = "[\n", true
		}
		if _, err := io.WriteString(w.w, sep+string(row)); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the array.
func (w *Writer) Close() error {
	end := "\n]\n"
	if !w.begun {
		end = "[]\n"
	}
	_, err := io.WriteString(w.w, end)
	return err
}
