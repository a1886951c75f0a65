package formattest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
)

// A View is what a format keeps of a document, in an order of its own: ids are
// replaced by what they name.
type View struct {
	Text   string
	Marks  []string
	Frames []string
	Others []string // speakers, what was read, and whether blind
}

// Seen is the view of what the features say.
func Seen(d *format.Document, keeps []format.Feature) (v View) {
	has := func(f format.Feature) bool { return slices.Contains(keeps, f) }
	if has(format.Spaces) {
		v.Text = d.Article.Text
	} else {
		v.Text = strings.Join(strings.Fields(d.Article.Text), " ")
	}
	for _, l := range d.Layers {
		marks := map[annotation.ID]string{}
		list := l.Annotations
		if !has(format.Overlapping) {
			list, _ = format.Flat(l)
		}
		if !has(format.Discontinuous) {
			list = apart(list)
		}
		for _, an := range list {
			s := fmt.Sprintf("%s %q", an.Label, passage(d, an, has))
			if has(format.IDs) {
				s = string(an.ID) + " " + s
			}
			if has(format.Notes) {
				s += fmt.Sprintf(" note %q", an.Note)
			}
			if has(format.Tags) {
				s += fmt.Sprintf(" tags %q", an.Tags)
			}
			if has(format.Fields) {
				said := *an
				said.Fields = maps.Clone(an.Fields)
				if !has(format.Relations) {
					said.Unrelate(l.Scheme, func(annotation.Relation) bool { return false })
				}
				if len(said.Fields) > 0 {
					s += fmt.Sprintf(" fields %q", said.Fields)
				}
			}
			for _, m := range []struct {
				kept format.Feature
				what any
			}{
				{format.Claims, an.Claim}, {format.Evidence, an.Evidence}, {format.Creators, an.Creator}, {format.Origins, an.Origin},
				{format.Times, []any{an.Created, an.Modified}},
			} {
				if has(m.kept) {
					s += " " + shown(m.what)
				}
			}
			marks[an.ID] = s
			v.Marks = append(v.Marks, s)
		}
		slices.Sort(v.Marks)
		if has(format.Speakers) {
			v.Others = append(v.Others, shown(l.Speakers))
		}
		if has(format.Coverage) {
			v.Others = append(v.Others, shown(l.Coverage))
		}
		if has(format.Blindness) && len(l.Annotations) > 0 { // a table tells it in its rows
			v.Others = append(v.Others, shown(l.Blind))
		}
		if !has(format.Attributions) {
			continue
		}
		of := func(ids ...annotation.ID) (list []string) {
			for _, id := range ids {
				list = append(list, marks[id])
			}
			return list
		}
		for _, at := range l.Attributions {
			s := fmt.Sprintf("content %v cue %v source %v", of(at.Content...), of(at.Cue), of(at.Source...))
			if has(format.Details) {
				s += fmt.Sprintf(" %s %s %v", at.Form, at.Act, at.Negated)
			}
			if has(format.Nesting) {
				s += fmt.Sprintf(" %s to %s in %s", at.ID, at.Addressee, at.Within)
			}
			if has(format.Speakers) {
				s += " by " + string(at.Speaker)
			}
			if has(format.Origins) {
				s += " " + shown(at.Origin)
			}
			v.Frames = append(v.Frames, s)
		}
		slices.Sort(v.Frames)
	}
	return v
}

// passage is where a mark stands: its spans, or, if white space is not kept,
// how much other than white space stands before each of their ends.
func passage(d *format.Document, an *annotation.Annotation, has func(format.Feature) bool) string {
	target := an.Target
	if has(format.Spaces) {
		return fmt.Sprint(target)
	}
	s := ""
	for _, b := range target {
		s += fmt.Sprintf("%d-%d ", solid(d.Article.Text[:b.Start]), solid(d.Article.Text[:b.End]))
	}
	return s
}

// apart makes an annotation of each span.
func apart(list []*annotation.Annotation) (each []*annotation.Annotation) {
	for _, an := range list {
		for _, b := range an.Target {
			one := *an
			one.Target = annotation.Target{b}
			each = append(each, &one)
		}
	}
	return each
}

func solid(s string) int { return len(strings.Join(strings.Fields(s), "")) }

// shown is a value as JSON; nothing in a list is as no list.
func shown(v any) string {
	b, _ := json.Marshal(v)
	return strings.Replace(string(b), "null", "[]", 1)
}
