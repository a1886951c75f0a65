package studio

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
	"quoth/internal/text"
)

// Comparing asks how far the layers of articles agree.
type Comparing struct {
	Articles  []article.ID `json:"articles,omitempty"` // none: the whole library
	Scheme    scheme.ID    `json:"scheme,omitempty"`   // empty: the one that most can be compared in
	Gamma     bool         `json:"gamma,omitempty"`
	Bootstrap int          `json:"bootstrap,omitempty"`
	Whole     bool         `json:"whole,omitempty"` // all pairs and passages, for a file
}

// How many pairs and passages the screen is told of.
const (
	pairsShown    = 60
	passagesShown = 200
)

// An Agreement is how far layers agree, with what the screen needs to show it.
type Agreement struct {
	Schemes  []Choice         `json:"schemes"`
	Scheme   scheme.ID        `json:"scheme"`
	Articles int              `json:"articles"` // with two layers or more
	Layers   int              `json:"layers"`
	Marks    int              `json:"marks"`
	Pairs    int              `json:"pairs"`    // of annotators; the report may have fewer, those who agree least
	Passages int              `json:"passages"` // that are disputed; the report may have fewer
	Labels   map[string]Label `json:"labels"`   // by ID
	Around   []Around         `json:"around"`   // the report's passages
	Report   Report           `json:"report"`
}

// A Label is how a label of the scheme is shown.
type Label struct {
	Name    string         `json:"name"`
	Color   scheme.Color   `json:"color"`
	Pattern scheme.Pattern `json:"pattern"`
}

// A Choice is a scheme that two layers of an article have.
type Choice struct {
	ID       scheme.ID `json:"id"`
	Name     string    `json:"name"`
	Articles int       `json:"articles"`
}

// Around is the text before and behind a passage, in its paragraph.
type Around struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// choices are the schemes in which layers can be compared, the one of the most
// articles first.
func choices(entries []local.ArticleEntry) (list []Choice) {
	for _, e := range entries {
		layers := map[scheme.ID]int{}
		for _, l := range e.Layers {
			if l.Gold {
				continue
			}
			if layers[l.Scheme]++; layers[l.Scheme] != 2 {
				continue
			}
			i := slices.IndexFunc(list, func(c Choice) bool { return c.ID == l.Scheme })
			if i < 0 {
				i = len(list)
				list = append(list, Choice{ID: l.Scheme, Name: cmp.Or(l.SchemeName, string(l.Scheme))})
			}
			list[i].Articles++
		}
	}
	slices.SortStableFunc(list, func(a, b Choice) int { return cmp.Compare(b.Articles, a.Articles) })
	return list
}

func (w *Worker) agreement(ctx context.Context, q Comparing, tell func(done, total int)) (*Agreement, error) {
	entries, err := w.entries(ctx, q.Articles)
	if err != nil {
		return nil, err
	}
	a := &Agreement{Schemes: choices(entries), Scheme: q.Scheme, Labels: map[string]Label{}}
	if len(a.Schemes) == 0 {
		return a, nil
	}
	if !slices.ContainsFunc(a.Schemes, func(c Choice) bool { return c.ID == a.Scheme }) {
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
				a.Labels[label.ID] = Label{label.Name, label.Color, label.Pattern}
			}
		}
	}
	r := agreement.Measure(corpus, agreement.Options{Gamma: q.Gamma, Draw: agreement.DefaultGamma, Bootstrap: q.Bootstrap})
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
func around(a *article.Article, s agreement.Span) (x Around) {
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
