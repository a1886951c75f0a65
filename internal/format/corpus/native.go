package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// readNative reads one native document. The strict reader stops at the first
// thing that is wrong; then everything is looked for.
func readNative(r Record) (*format.Document, []foreign.Fault) {
	d, err := format.Read(r.Data)
	if err == nil {
		return d, nil
	}
	faults := everyFault(r.Data)
	if len(faults) == 0 {
		what := strings.TrimSuffix(err.Error(), ": "+annotation.ErrInvalid.Error())
		faults = []foreign.Fault{{What: what}}
	}
	return nil, faults
}

// A loose document is the parts of a native one that can be wrong one by one.
type loose struct {
	Article struct {
		Text string `json:"text"`
	} `json:"article"`
	Layers []struct {
		ID     string `json:"id"`
		Scheme struct {
			Labels []struct {
				ID string `json:"id"`
			} `json:"labels"`
		} `json:"scheme"`
		Annotations []struct {
			ID    string      `json:"id"`
			Label string      `json:"label"`
			Spans []looseSpan `json:"spans"`
		} `json:"annotations"`
		Attributions []struct {
			ID        string   `json:"id"`
			Source    []string `json:"source"`
			Cue       string   `json:"cue"`
			Content   []string `json:"content"`
			Speaker   string   `json:"speaker"`
			Addressee string   `json:"addressee"`
			Within    string   `json:"within"`
		} `json:"attributions"`
		Speakers []struct {
			ID string `json:"id"`
		} `json:"speakers"`
	} `json:"layers"`
}

type looseSpan struct {
	Start, End int
	StartUTF16 int `json:"startUtf16"`
	EndUTF16   int `json:"endUtf16"`
	Exact      string
}

// everyFault finds every broken offset, quote, label, reference and duplicate
// of a native document. It finds none where the document is broken as a whole.
func everyFault(data []byte) (faults []foreign.Fault) {
	var d loose
	if json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &d) != nil {
		return nil
	}
	tell := func(where, what string, args ...any) {
		faults = append(faults, foreign.Fault{Where: where, What: fmt.Sprintf(what, args...)})
	}
	layers := map[string]bool{}
	for _, l := range d.Layers {
		if layers[l.ID] {
			tell(l.ID, "two layers have the id")
		}
		layers[l.ID] = true
		labels, annotations, speakers, attributions := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}
		for _, s := range l.Scheme.Labels {
			labels[s.ID] = true
		}
		code := foreign.Draft{Text: d.Article.Text, Unit: foreign.CodePoints}
		utf16 := foreign.Draft{Text: d.Article.Text, Unit: foreign.UTF16}
		for _, a := range l.Annotations {
			if annotations[a.ID] {
				tell(a.ID, "two annotations have the id")
				continue
			}
			annotations[a.ID] = true
			if !labels[a.Label] {
				tell(a.ID, "the label %q is not in the scheme", a.Label)
			}
			c, u := foreign.Mark{ID: a.ID, Label: "any"}, foreign.Mark{ID: a.ID, Label: "any"}
			for _, s := range a.Spans {
				c.Spans, c.Exact = append(c.Spans, [2]int{s.Start, s.End}), append(c.Exact, s.Exact)
				u.Spans, u.Exact = append(u.Spans, [2]int{s.StartUTF16, s.EndUTF16}), append(u.Exact, s.Exact)
			}
			code.Marks, utf16.Marks = append(code.Marks, c), append(utf16.Marks, u)
		}
		_, found := code.Document()
		faults = append(faults, found...)
		_, found = utf16.Document()
		for _, f := range found {
			f.What = "UTF-16: " + f.What
			faults = append(faults, f)
		}
		for _, s := range l.Speakers {
			if speakers[s.ID] {
				tell(s.ID, "two speakers have the id")
			}
			speakers[s.ID] = true
		}
		for _, a := range l.Attributions {
			if _, twice := attributions[a.ID]; twice {
				tell(a.ID, "two attributions have the id")
			}
			attributions[a.ID] = a.Within
			parts := append(append([]string{}, a.Source...), a.Content...)
			if a.Cue != "" {
				parts = append(parts, a.Cue)
			}
			for _, id := range parts {
				if !annotations[id] {
					tell(a.ID, "its part %q is not an annotation of the layer", id)
				}
			}
			for _, id := range []string{a.Speaker, a.Addressee} {
				if id != "" && !speakers[id] {
					tell(a.ID, "speaker %q is not in the layer", id)
				}
			}
		}
		for id, within := range attributions {
			if within == "" {
				continue
			}
			if _, there := attributions[within]; !there {
				tell(id, "it lies within %q, which is not in the layer", within)
				continue
			}
			for n := 0; within != "" && within != id && n <= len(attributions); n++ {
				within = attributions[within]
			}
			if within == id {
				tell(id, "it lies within itself")
			}
		}
	}
	return faults
}
