package answers

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"quoth/internal/agreement"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/local"
	"quoth/internal/scheme"
	"quoth/internal/studio"
	"quoth/internal/text"
)

// How many pairs and passages the screen is told of.
const (
	pairsShown    = 60
	passagesShown = 200
)

// choices are the schemes in which layers can be compared, the one of the most
// articles first.
func choices(entries []local.ArticleEntry) (list []studio.Choice) {
	for _, e := range entries {
		layers := map[scheme.ID]int{}
		for _, l := range e.Layers {
			if l.Gold {
				continue
			}
			if layers[l.Scheme]++; layers[l.Scheme] != 2 {
				continue
			}
			i := slices.IndexFunc(list, func(c studio.Choice) bool { return c.ID == l.Scheme })
			if i < 0 {
				i = len(list)
				list = append(list, studio.Choice{ID: l.Scheme, Name: cmp.Or(l.SchemeName, string(l.Scheme))})
			}
			list[i].Articles++
		}
	}
	slices.SortStableFunc(list, func(a, b studio.Choice) int { return cmp.Compare(b.Articles, a.Articles) })
	return list
}

func (w *Worker) agreement(ctx context.Context, q studio.Comparing, tell func(done, total int)) (*studio.Agreement, error) {
	entries, err := w.entries(ctx, q.Articles)
	if err != nil {
		return nil, err
	}
	a := &studio.Agreement{Schemes: choices(entries), Scheme: q.Scheme, Labels: map[string]studio.Label{}}
	if len(a.Schemes) == 0 {
		return a, nil
	}
	if !slices.ContainsFunc(a.Schemes, func(c studio.Choice) bool { return c.ID == a.Scheme }) {
		a.Scheme = a.Schemes[0].ID
	}
	compared := func(l local.LayerEntry) bool { return l.Scheme == a.Scheme && !l.Gold }
	var corpus []*agreement.Continuum
	texts := map[article.ID]*article.Article{}
	for i, e := range entries {
		tell(i, len(entries))
		e.Layers = slices.DeleteFunc(slices.Clone(e.Layers), func(l local.LayerEntry) bool { return !compared(l) })
		if len(e.Layers) < 2 {
			continue
		}
		d, err := w.document(ctx, e, compared)
		if err != nil {
			return nil, err
		}
		named(d.Layers)
		c, err := agreement.FromLayers(d.Article, d.Layers)
		if err != nil {
			return nil, err
		}
		corpus, texts[e.ID] = append(corpus, c), d.Article
		a.Articles++
		for _, l := range d.Layers {
			a.Layers++
			a.Marks += len(l.Annotations)
			for _, label := range l.Scheme.Labels {
				a.Labels[label.ID] = studio.Label{Name: label.Name, Color: label.Color, Pattern: label.Pattern}
			}
		}
	}
	began := w.Now()
	r := agreement.Measure(corpus, agreement.Options{Gamma: q.Gamma, Draw: agreement.DefaultGamma, Bootstrap: q.Bootstrap})
	a.Took = float64(w.Now().Sub(began).Microseconds()) / 1000
	a.Pairs, a.Passages = len(r.Pairs), len(r.Disputed)
	if !q.Whole {
		if len(r.Pairs) > pairsShown {
			slices.SortStableFunc(r.Pairs, func(x, y agreement.Pair) int { return cmp.Compare(least(x), least(y)) })
			r.Pairs = r.Pairs[:pairsShown]
		}
		r.Disputed = r.Disputed[:min(len(r.Disputed), passagesShown)]
	}
	for _, p := range r.Disputed {
		a.Around = append(a.Around, around(texts[p.Article], p.Span))
	}
	var b bytes.Buffer
	err = r.WriteJSON(&b, func(id article.ID, s agreement.Span) string {
		at, _ := text.From(texts[id].Text, s) // spans of the report are of its texts
		return texts[id].Text[at.Start:at.End]
	})
	if err == nil {
		err = json.Unmarshal(b.Bytes(), &a.Report)
	}
	return a, err
}

// least orders pairs by how little they agree; where alpha is undefined there
// is nothing to see.
func least(p agreement.Pair) float64 {
	if v := p.Figures.Get("alpha_nominal").Value; agreement.Defined(v) {
		return v
	}
	return 2
}

// named gives the layers that tell nobody's name one of their own.
func named(layers []*annotation.Layer) {
	for i, l := range layers {
		if l.Creator == "" {
			copied := *l
			copied.Creator = "you"
			layers[i] = &copied
		}
	}
}

// aroundMost is how many bytes of a paragraph stand on either side.
const aroundMost = 160

// around is what stands beside a passage in the paragraphs where it begins and
// ends, cut between words.
func around(a *article.Article, s agreement.Span) (x studio.Around) {
	at, err := text.From(a.Text, s)
	if err != nil || at.Len() == 0 {
		return x
	}
	first, last := a.Blocks[a.BlockAt(at.Start)].Span, a.Blocks[a.BlockAt(at.End-1)].Span
	x.Before = a.Text[min(first.Start, at.Start):at.Start]
	if cut := len(x.Before) - aroundMost; cut > 0 {
		if space := bytes.IndexByte([]byte(x.Before[cut:]), ' '); space >= 0 {
			x.Before = "…" + x.Before[cut+space:]
		}
	}
	x.After = a.Text[at.End:max(last.End, at.End)]
	if len(x.After) > aroundMost {
		if space := bytes.LastIndexByte([]byte(x.After[:aroundMost]), ' '); space >= 0 {
			x.After = x.After[:space] + " …"
		}
	}
	return x
}
