//go:build js && wasm

package app

import (
	"math"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/studio"
)

// A measured is a measure as the screen calls it.
type measured struct{ id, name, short, about string }

var measures = []measured{
	{"percent", "Observed agreement", "Agreement", "share of the characters to which two people give the same labels"},
	{"alpha_nominal", "Krippendorff’s α, by character", "α", "the same, corrected for chance"},
	{"alpha_u", "Krippendorff’s unitised α", "αU", "where passages begin and end counts, too"},
	{"gamma", "Mathet’s γ", "γ", "of passages that are aligned, corrected for chance"},
	{"gamma_cat", "Mathet’s γ-cat", "γ-cat", "of the labels of aligned passages alone"},
	{"gamma_k", "Mathet’s γ-k", "γ-k", "of this label alone"},
	{"cohen_kappa", "Cohen’s κ", "κ", "of two people, by character"},
	{"scott_pi", "Scott’s π", "π", "of two people, by character"},
	{"bennett_s", "Bennett’s S", "S", "of two people, by character"},
	{"fleiss_kappa", "Fleiss’ κ", "Fleiss’ κ", "of any number of people, by character"},
	{"f1_exact", "F1, exact passages", "F1 exact", "passages with the same ends and label"},
	{"f1_overlap", "F1, overlapping passages", "F1 overlap", "passages of the same label that touch the same words"},
	{"f1_characters", "F1, by character", "F1 characters", "characters with the same label"},
	{"speaker_percent", "Same speaker", "Same speaker", "of passages that both give a speaker"},
	{"speaker_alpha", "Krippendorff’s α of speakers", "α of speakers", "the same, corrected for chance"},
}

func decimal(v *float64) string {
	if v == nil {
		return "undefined"
	}
	return strconv.FormatFloat(*v, 'f', 3, 64)
}

// headed is a table in its section; it scrolls by itself where it is too wide.
func headed(id, title, about string, rows ...goapp.UI) goapp.UI {
	return goapp.Section().Body(
		goapp.H2().ID(id).Text(title),
		goapp.If(about != "", goapp.P().Class("detail").Text(about)),
		goapp.Div().Class("wide").TabIndex(0).Role("region").Aria("labelledby", id).Body(goapp.Table().Body(rows...)),
	)
}

func overall(a *studio.Agreement) goapp.UI {
	var rows []goapp.UI
	for _, m := range measures {
		value, there := a.Report.Overall[m.id]
		if !there {
			continue
		}
		between := ""
		if value.Low != nil && value.High != nil {
			between = decimal(value.Low) + " to " + decimal(value.High)
		}
		rows = append(rows, goapp.Tr().Body(
			goapp.Th().Scope("row").Body(goapp.Text(m.name), goapp.Span().Class("detail").Text(m.about)),
			goapp.Td().ID("overall-"+m.id).Text(decimal(value.Value)), goapp.Td().Class("detail").Text(between),
		))
	}
	head := goapp.THead().Body(goapp.Tr().Body(goapp.Th().Scope("col").Text("Measure"), goapp.Th().Scope("col").Text("All"), goapp.Th().Scope("col").Text("95 % interval")))
	return headed("overall", "How far they agree", "1 is full agreement, 0 is chance. Undefined is where there is nothing to compare, or nobody chose otherwise. The interval is from drawing articles, so that it needs several.", head, goapp.TBody().Body(rows...))
}

// parts is a table of one row for each part, with the columns that are there.
func parts(id, title, about, first string, names []goapp.UI, of []studio.Measures, columns ...string) goapp.UI {
	var shown []measured
	for _, c := range columns {
		for _, m := range measures {
			if _, there := of[0][c]; there && m.id == c {
				shown = append(shown, m)
			}
		}
	}
	head := []goapp.UI{goapp.Th().Scope("col").Text(first)}
	for _, m := range shown {
		head = append(head, goapp.Th().Scope("col").Title(m.name+": "+m.about).Text(m.short))
	}
	rows := make([]goapp.UI, len(names))
	for i, name := range names {
		cells := []goapp.UI{goapp.Th().Scope("row").Body(name)}
		for _, m := range shown {
			cells = append(cells, goapp.Td().Text(decimal(of[i][m.id].Value)))
		}
		rows[i] = goapp.Tr().Body(cells...)
	}
	return headed(id, title, about, goapp.THead().Body(goapp.Tr().Body(head...)), goapp.TBody().Body(rows...))
}

func labels(a *studio.Agreement) goapp.UI {
	var names []goapp.UI
	var of []studio.Measures
	for _, p := range a.Report.Labels {
		names, of = append(names, goapp.Span().Body(chips(a, []string{p.Label})...)), append(of, p.Measures)
	}
	if len(names) == 0 {
		return goapp.Section()
	}
	return parts("by-label", "By label", "", "Label", names, of, "percent", "fleiss_kappa", "alpha_nominal", "alpha_u", "gamma_k", "f1_exact", "f1_overlap", "f1_characters")
}

func pairs(a *studio.Agreement) goapp.UI {
	var names []goapp.UI
	var of []studio.Measures
	for _, p := range a.Report.Pairs {
		names, of = append(names, goapp.Text(p.Annotators[0]+", "+p.Annotators[1])), append(of, p.Measures)
	}
	if len(names) == 0 {
		return goapp.Section()
	}
	about := ""
	if more := a.Pairs - len(names); more > 0 {
		about = "Those who agree least; the saved report has " + strconv.Itoa(more) + " more."
	}
	return parts("by-pair", "By two people", about, "People", names, of, "percent", "cohen_kappa", "alpha_nominal", "alpha_u", "f1_exact", "f1_overlap", "f1_characters", "speaker_percent")
}

func articles(a *studio.Agreement) goapp.UI {
	var names []goapp.UI
	var of []studio.Measures
	for _, p := range a.Report.Articles[:min(len(a.Report.Articles), 100)] {
		names, of = append(names, goapp.Text(p.Title)), append(of, p.Measures)
	}
	if len(names) < 2 {
		return goapp.Section()
	}
	about := ""
	if len(a.Report.Articles) > len(names) {
		about = "The first hundred; the saved report has all."
	}
	return parts("by-article", "By article", about, "Article", names, of, "percent", "fleiss_kappa", "alpha_nominal", "alpha_u", "f1_exact", "f1_overlap", "f1_characters")
}

// matrix shows which labels are taken for which. The shade of a cell tells
// what its number does.
func matrix(a *studio.Agreement) goapp.UI {
	m := a.Report.Matrix
	name := func(i int) string {
		if m.Labels[i] == nil {
			return "nothing"
		}
		if l := a.Labels[*m.Labels[i]]; l.Name != "" {
			return l.Name
		}
		return *m.Labels[i]
	}
	most := 0.0
	for i, row := range m.Characters {
		for k, n := range row {
			if i != k {
				most = max(most, n)
			}
		}
	}
	head := []goapp.UI{goapp.Td()}
	var rows []goapp.UI
	for i, row := range m.Characters {
		head = append(head, goapp.Th().Scope("col").Text(name(i)))
		cells := []goapp.UI{goapp.Th().Scope("row").Text(name(i))}
		for k, n := range row {
			cell := goapp.Td().Text(strconv.FormatFloat(math.Round(n), 'f', -1, 64))
			switch {
			case i == k:
				cell.Class("same")
			case n > 0:
				cell.Class("shade-" + strconv.Itoa(1+int(4*n/most)))
			}
			cells = append(cells, cell)
		}
		rows = append(rows, goapp.Tr().Body(cells...))
	}
	return headed("confused", "What is taken for what", "Characters, counted for each two people. On the diagonal both gave the label; elsewhere one gave that of the row and the other that of the column.", goapp.THead().Body(goapp.Tr().Body(head...)), goapp.TBody().Body(rows...))
}
