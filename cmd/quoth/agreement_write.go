package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"quoth/internal/agreement"
	"quoth/internal/article"
	"quoth/internal/text"
)

// words are the text of a span of an article.
func words(a *article.Article, s agreement.Span) string {
	b, err := text.From(a.Text, s)
	if err != nil {
		return ""
	}
	return a.Text[b.Start:b.End]
}

// shown are the columns of the tables by label and by article, and of pairs.
var (
	shown     = []string{"percent", "fleiss_kappa", "alpha_nominal", "alpha_u", "gamma", "gamma_k", "f1_exact", "f1_overlap", "f1_characters"}
	shownPair = []string{"percent", "cohen_kappa", "alpha_nominal", "alpha_u", "precision_exact", "recall_exact", "f1_exact", "f1_overlap", "f1_characters", "speaker_percent"}
)

func writeAgreementTable(out io.Writer, r *agreement.Report, corpus []*agreement.Continuum, texts map[article.ID]*article.Article) error {
	var b bytes.Buffer
	marks := 0
	for _, c := range corpus {
		for _, list := range c.Marks {
			marks += len(list)
		}
	}
	fmt.Fprintf(&b, "%d annotators, %d articles, %d annotations\n\n", len(r.Annotators), len(corpus), marks)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, f := range r.Overall {
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, decimal(f.Value), interval(f))
	}
	w.Flush()
	columns(&b, "label", r.Labels, shown)
	if len(r.Articles) > 1 {
		columns(&b, "article", r.Articles, shown)
	}
	var pairs []agreement.Part
	for _, p := range r.Pairs[:min(len(r.Pairs), shownPairs)] {
		pairs = append(pairs, agreement.Part{Name: p.One + ", " + p.Other, Figures: p.Figures})
	}
	columns(&b, "pair, the first as reference", pairs, shownPair)
	if more := len(r.Pairs) - shownPairs; more > 0 {
		fmt.Fprintf(&b, "and %d more pairs: --format json has all\n", more)
	}
	writeMatrix(&b, r.Matrix)
	writeDisputed(&b, r.Disputed, texts)
	_, err := out.Write(b.Bytes())
	return err
}

// columns writes a table of parts, without the columns that no part has.
func columns(b *bytes.Buffer, title string, parts []agreement.Part, names []string) {
	if len(parts) == 0 {
		return
	}
	var have []string
	for _, n := range names {
		for _, f := range parts[0].Figures {
			if f.Name == n {
				have = append(have, n)
			}
		}
	}
	b.WriteByte('\n')
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\n", title, strings.Join(have, "\t"))
	for _, p := range parts {
		fmt.Fprint(w, cut(p.Name, 40))
		for _, n := range have {
			fmt.Fprintf(w, "\t%s", decimal(p.Figures.Get(n).Value))
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}

func writeMatrix(b *bytes.Buffer, m agreement.Matrix) {
	b.WriteByte('\n')
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	name := func(i int) string {
		if i == len(m.Labels)-1 {
			return "(none)"
		}
		return cut(m.Labels[i], 16)
	}
	fmt.Fprint(w, "characters\t")
	for i := range m.Labels {
		fmt.Fprintf(w, "%s\t", name(i))
	}
	fmt.Fprintln(w)
	for i, row := range m.Cells {
		fmt.Fprintf(w, "%s\t", name(i))
		for _, n := range row {
			fmt.Fprintf(w, "%.0f\t", n)
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}

func writeDisputed(b *bytes.Buffer, list []agreement.Passage, texts map[article.ID]*article.Article) {
	if len(list) == 0 {
		return
	}
	b.WriteString("\ndisputed passages, most disputed first\n")
	for _, p := range list[:min(len(list), shownDisputes)] {
		fmt.Fprintf(b, "\n%d to %d (%.0f %% of pairs differ): “%s”\n", p.Span.Start, p.Span.End, p.Share*100, cut(strings.Join(strings.Fields(words(texts[p.Article], p.Span)), " "), 120))
		for _, s := range p.Sides {
			labels := strings.Join(s.Labels, " + ")
			if labels == "" {
				labels = "(none)"
			}
			who := strings.Join(s.Annotators[:min(len(s.Annotators), 8)], ", ")
			if more := len(s.Annotators) - 8; more > 0 {
				who += fmt.Sprintf(" and %d more", more)
			}
			fmt.Fprintf(b, "  %s: %s\n", labels, who)
		}
	}
	if more := len(list) - shownDisputes; more > 0 {
		fmt.Fprintf(b, "\nand %d more: --format json has all\n", more)
	}
}

// cut shortens a text to some characters, on one line.
func cut(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

func decimal(v float64) string {
	if !agreement.Defined(v) {
		return "undefined"
	}
	return fmt.Sprintf("%.3f", v)
}

func interval(f agreement.Figure) string {
	if !agreement.Defined(f.Low) || !agreement.Defined(f.High) {
		return ""
	}
	return fmt.Sprintf("95 %%: %.3f to %.3f", f.Low, f.High)
}
