package attribution

import (
	"quoth/internal/annotation"
	"quoth/internal/ledger"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// proposals tells the attributions in the terms of the article.
func (r *reading) proposals(all []found) (list []Proposal) {
	speakers := r.speakers(all)
	for k, f := range all {
		p := Proposal{Content: r.target(f.content), Score: min(max(f.p, 0), 1), Act: annotation.Statement}
		if f.quote != nil {
			p.Content, p.Form = f.quote.target, annotation.Direct
		} else {
			p.Form = ledger.FormOf(r.article, p.Content)
		}
		if f.cue >= 0 {
			p.Cue = r.span(f.from, f.to)
			if act := r.tokens[f.cue].act; act != "" {
				p.Act = act
			}
			p.Negated = r.tokens[f.cue].is(lexicon.Negative)
			for i := f.from; i < f.to; i++ {
				p.Negated = p.Negated || r.tokens[i].is(lexicon.Negation)
			}
		}
		if f.source.to > f.source.from {
			p.Source = append(p.Source, r.span(f.source.from, f.source.to))
		}
		if who := speakers[k]; who != nobody {
			p.Speaker, p.Kind = who.name, who.kind
			p.Score *= who.sure
		}
		p.Content, p.Source = r.tidy(p.Content), r.tidy(p.Source)
		if p.Cue.Len() > 0 {
			p.Cue = text.Trim(r.text, p.Cue)
		}
		if len(p.Content) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// tidy makes spans that an annotation may have (see annotation.Target.Check):
// a line end is a token, but no mark ends in one.
func (r *reading) tidy(spans []text.Bytes) (tidy []text.Bytes) {
	for _, b := range spans {
		b = text.Trim(r.text, b)
		switch last := len(tidy) - 1; {
		case b.Len() <= 0:
		case last >= 0 && b.Start <= tidy[last].End:
			tidy[last].End = max(tidy[last].End, b.End)
		default:
			tidy = append(tidy, b)
		}
	}
	return tidy
}
