package agreement

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/article"
	"quoth/internal/text"
)

// randomContinuum is short, so that every corner comes up.
func randomContinuum(t *rapid.T) *Continuum {
	length := rapid.IntRange(1, 30).Draw(t, "length")
	c := &Continuum{Article: "a", Length: length}
	for who := range rapid.IntRange(2, 4).Draw(t, "annotators") {
		var marks []Mark
		for range rapid.IntRange(0, 4).Draw(t, "marks") {
			start := rapid.IntRange(0, length-1).Draw(t, "start")
			end := rapid.IntRange(start+1, length).Draw(t, "end")
			m := Mark{Label: rapid.SampledFrom([]string{"claim", "cue", "quote"}).Draw(t, "label"), Spans: []Span{{Start: text.CodePoint(start), End: text.CodePoint(end)}}}
			if next := end + 1; next < length && rapid.Bool().Draw(t, "two spans") {
				m.Spans = append(m.Spans, Span{Start: text.CodePoint(next), End: text.CodePoint(length)})
			}
			m.Speaker = rapid.SampledFrom([]string{"", "ada", "zoe"}).Draw(t, "speaker")
			marks = append(marks, m)
		}
		slices.SortStableFunc(marks, compareMarks)
		c.Annotators = append(c.Annotators, fmt.Sprint("annotator ", who))
		c.Marks = append(c.Marks, marks)
	}
	return c
}

// at is the set of labels that an annotator has on each character.
func at(c *Continuum, who int, only string) []string {
	sets := make([]string, c.Length)
	for i := range sets {
		for _, l := range []string{"claim", "cue", "quote"} {
			if only != "" && l != only {
				continue
			}
			if slices.ContainsFunc(c.Marks[who], func(m Mark) bool {
				return m.Label == l && slices.ContainsFunc(m.Spans, func(s Span) bool { return s.Contains(text.CodePoint(i)) })
			}) {
				sets[i] += l + " "
			}
		}
	}
	return sets
}

func coded(t *rapid.T, c *Continuum, only string, who ...int) *Ratings {
	rows := make([][]Value, c.Length)
	for _, w := range who {
		for i, set := range at(c, w, only) {
			rows[i] = append(rows[i], Word(set))
		}
	}
	r, err := NewRatings(rows)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(a, b float64) bool {
	return Defined(a) == Defined(b) && (!Defined(a) || math.Abs(a-b) < 1e-9*max(1, math.Abs(a)))
}

// Sums over sections against items of one character each.
func TestReportIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomContinuum(t)
		r := Measure([]*Continuum{c}, Options{})
		var everybody []int
		for who := range c.Annotators {
			everybody = append(everybody, who)
		}
		parts := append([]Part{{Figures: r.Overall}}, r.Labels...)
		for _, p := range parts {
			all := coded(t, c, p.Name, everybody...)
			for name, want := range map[string]float64{"percent": all.Percent(), "fleiss_kappa": all.FleissKappa(), "alpha_nominal": all.Alpha(Nominal)} {
				if got := p.Figures.Get(name).Value; !same(got, want) {
					t.Fatalf("%q %s = %v, by characters %v", p.Name, name, got, want)
				}
			}
			want := c.Units().AlphaU()
			if p.Name != "" {
				want = c.Units().AlphaULabel(p.Name)
			}
			if got := p.Figures.Get("alpha_u").Value; !same(got, want) {
				t.Fatalf("%q alpha_u = %v, of its units %v", p.Name, got, want)
			}
		}
		for _, p := range r.Pairs {
			i, j := slices.Index(c.Annotators, p.One), slices.Index(c.Annotators, p.Other)
			two := coded(t, c, "", i, j)
			units := c.Units()
			for name, want := range map[string]float64{
				"percent": two.Percent(), "cohen_kappa": two.CohenKappa(), "scott_pi": two.ScottPi(), "bennett_s": two.BennettS(), "alpha_nominal": two.Alpha(Nominal),
				"alpha_u": (&Units{Length: c.Length, By: [][]Unit{units.By[i], units.By[j]}}).AlphaU(),
			} {
				if got := p.Figures.Get(name).Value; !same(got, want) {
					t.Fatalf("%s and %s: %s = %v, by characters %v", p.One, p.Other, name, got, want)
				}
			}
			var overlap Match
			for _, l := range []string{"claim", "cue", "quote"} {
				touches := func(one, other []Mark) (n, of float64) {
					for _, m := range one {
						if m.Label != l {
							continue
						}
						n++
						if slices.ContainsFunc(other, func(o Mark) bool {
							return o.Label == l && slices.ContainsFunc(m.Spans, func(s Span) bool { return slices.ContainsFunc(o.Spans, s.Overlaps) })
						}) {
							of++
						}
					}
					return n, of
				}
				n, of := touches(c.Marks[i], c.Marks[j])
				k, by := touches(c.Marks[j], c.Marks[i])
				overlap.add(Match{n, k, of, by})
			}
			if got := p.Figures.Get("f1_overlap").Value; !same(got, overlap.F1()) {
				t.Fatalf("overlap F1 = %v, mark by mark %v", got, overlap.F1())
			}
			shared, one, other := 0.0, 0.0, 0.0
			for _, l := range []string{"claim", "cue", "quote"} {
				a, b := at(c, i, l), at(c, j, l)
				for k := range a {
					if a[k] != "" {
						one++
					}
					if b[k] != "" {
						other++
					}
					if a[k] != "" && b[k] != "" {
						shared++
					}
				}
			}
			if got, want := p.Figures.Get("f1_characters").Value, ratio(2*shared, one+other); !same(got, want) {
				t.Fatalf("F1 by characters = %v, want %v", got, want)
			}
		}
		for i := range r.Matrix.Cells {
			for j := range i {
				if !same(r.Matrix.Cells[i][j], r.Matrix.Cells[j][i]) {
					t.Fatalf("the matrix is not symmetric: %v", r.Matrix.Cells)
				}
			}
		}
		disputed := make([]bool, c.Length)
		last := math.Inf(1)
		for _, p := range r.Disputed {
			if p.Amount > last || p.Share <= 0 || p.Share > 1 || len(p.Sides) < 1 {
				t.Fatalf("passages %+v", r.Disputed)
			}
			last = p.Amount
			for i := p.Span.Start; i < p.Span.End; i++ {
				disputed[i] = true
			}
		}
		for i := range c.Length {
			differ := false
			for who := range c.Annotators {
				differ = differ || at(c, who, "")[i] != at(c, 0, "")[i]
			}
			if differ != disputed[i] {
				t.Fatalf("character %d: disputed %v, in a passage %v", i, differ, disputed[i])
			}
		}
	})
}

func span(start, end int) Span { return Span{Start: text.CodePoint(start), End: text.CodePoint(end)} }

// three annotators of 100 characters: two alike but for an edge and a label,
// one who marked little.
func harbour() *Continuum {
	return &Continuum{Article: "a1", Title: "Harbour", Length: 100, Annotators: []string{"Ada", "Bo", "Cy"}, Marks: [][]Mark{
		{{"quote", []Span{span(0, 10), span(20, 30)}, "mara quill"}, {"claim", []Span{span(40, 50)}, ""}},
		{{"quote", []Span{span(0, 10), span(20, 30)}, "mara quill"}, {"quote", []Span{span(42, 50)}, "tom"}},
		{{"quote", []Span{span(0, 10)}, "jo reed"}},
	}}
}

func TestReportOfThreeAnnotators(t *testing.T) {
	r := Measure([]*Continuum{harbour()}, Options{Gamma: true, Draw: DefaultGamma})
	for name, want := range map[string]string{
		// Two of three pairs differ on 20–30 and 40–42, all on 42–50.
		"percent": ".84", "f1_exact": ".2", "f1_overlap": ".6", "f1_characters": ".5882", "speaker_percent": ".3333", "speaker_alpha": "-.25",
	} {
		if got := r.Overall.Get(name).Value; !equals(got, want) {
			t.Errorf("%s = %v, want %s", name, got, want)
		}
	}
	if g := r.Overall.Get("gamma"); !Defined(g.Value) || g.Low > g.Value || g.High < g.Value {
		t.Errorf("gamma %+v", g)
	}
	if want := []string{"claim", "quote", ""}; !reflect.DeepEqual(r.Matrix.Labels, want) {
		t.Errorf("labels of the matrix: %q", r.Matrix.Labels)
	}
	// Ada and Bo: claim against quote on 42–50, claim alone on 40–42. Cy lacks
	// all that the others have.
	want := [][]float64{{0, 4, 6}, {4, 40, 14}, {6, 14, 212}}
	if !reflect.DeepEqual(r.Matrix.Cells, want) {
		t.Errorf("matrix %v, want %v", r.Matrix.Cells, want)
	}
	if len(r.Disputed) != 2 || r.Disputed[0].Span != span(40, 50) || r.Disputed[1].Span != span(20, 30) || !equals(r.Disputed[0].Share, ".933") {
		t.Errorf("disputed %+v", r.Disputed)
	}
	if want := []Side{{[]string{"quote"}, []string{"Ada", "Bo"}}, {nil, []string{"Cy"}}}; !reflect.DeepEqual(r.Disputed[1].Sides, want) {
		t.Errorf("sides %+v", r.Disputed[1].Sides)
	}
	if len(r.Pairs) != 3 || r.Pairs[0].One != "Ada" || r.Pairs[0].Other != "Bo" {
		t.Fatalf("pairs %+v", r.Pairs)
	}
	if p := r.Pairs[0].Figures; !equals(p.Get("precision_exact").Value, ".5") || !equals(p.Get("recall_exact").Value, ".5") || p.Get("speaker_percent").Value != 1 {
		t.Errorf("Ada and Bo: %+v", p)
	}
}

func TestReportOfLittle(t *testing.T) {
	one := harbour()
	one.Annotators, one.Marks = one.Annotators[:1], one.Marks[:1]
	empty := &Continuum{Article: "e", Length: 10, Annotators: []string{"Ada", "Bo"}, Marks: [][]Mark{nil, nil}}
	for name, corpus := range map[string][]*Continuum{
		"none": nil, "one annotator": {one}, "no length": {{Article: "z", Annotators: []string{"Ada", "Bo"}, Marks: [][]Mark{nil, nil}}},
	} {
		for _, f := range Measure(corpus, Options{Gamma: true, Draw: DefaultGamma, Bootstrap: 10}).Overall {
			if Defined(f.Value) {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
	for _, f := range Measure([]*Continuum{empty}, Options{Gamma: true, Draw: DefaultGamma}).Overall {
		if Defined(f.Value) && f.Name != "percent" {
			t.Errorf("nothing marked: %+v", f)
		}
	}
}

func TestIntervalsComeFromArticles(t *testing.T) {
	var corpus []*Continuum
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 20 {
		c := harbour()
		c.Article = article.ID(fmt.Sprint(i))
		c.Marks[1] = c.Marks[r.IntN(3)]
		corpus = append(corpus, c)
	}
	o := Options{Bootstrap: 500, Draw: DefaultGamma}
	a := Measure(corpus, o)
	for _, name := range []string{"percent", "alpha_nominal", "alpha_u", "f1_exact", "f1_overlap"} {
		f := a.Overall.Get(name)
		if !(f.Low < f.Value && f.Value < f.High) {
			t.Errorf("%+v", f)
		}
	}
	if b := Measure(corpus, o); fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("the same seed gives other figures")
	}
	if f := Measure(corpus[:1], o).Overall.Get("percent"); Defined(f.Low) {
		t.Errorf("an interval of one article: %+v", f)
	}
}
