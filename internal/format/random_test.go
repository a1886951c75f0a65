package format

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// words are what random texts are made of: one to four bytes a character,
// families of emoji, combining marks, both directions.
var words = []string{"word", "é", "q̃", "🙂", "👩‍👩‍👧", "🇩🇪", "مفتوح", "橋", "𠮷", "“so”", "\"", "\\", "\t", "\n", " ", "\u00a0", "<b>", "="}

// anyText is any string that can stand in a field.
var anyText = rapid.OneOf(rapid.Just(""), rapid.String(), rapid.Custom(func(t *rapid.T) string {
	return fmt.Sprint(rapid.SliceOfN(rapid.SampledFrom(words), 0, 4).Draw(t, "words"))
}))

func randomDocument(t *rapid.T) *Document {
	var drafts []article.Draft
	for range rapid.IntRange(1, 5).Draw(t, "blocks") {
		s := "x"
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "text") {
			if w != "\n" || s[len(s)-1] != '\n' {
				s += w
			}
		}
		kind := rapid.SampledFrom(article.Kinds).Draw(t, "kind")
		d := article.Draft{Kind: kind, Text: s + "y"}
		if kind == article.Heading || kind == article.Item {
			d.Level = rapid.IntRange(2, 6).Draw(t, "level")
		}
		d.Ordered = kind == article.Item && rapid.Bool().Draw(t, "ordered")
		if rapid.Bool().Draw(t, "marked") {
			d.Marks = []article.Mark{{Kind: article.Link, Span: text.Bytes{Start: 0, End: 1}, URL: "mailto:" + anyText.Draw(t, "address")}}
		}
		drafts = append(drafts, d)
	}
	meta := article.Meta{
		Title: anyText.Draw(t, "title"), Bylines: rapid.SliceOfN(anyText, 0, 2).Draw(t, "bylines"), Publisher: anyText.Draw(t, "publisher"),
		URL: anyText.Draw(t, "url"), Canonical: anyText.Draw(t, "canonical"), Language: anyText.Draw(t, "language"),
		Direction: rapid.SampledFrom([]article.Direction{"", article.LeftToRight, article.RightToLeft}).Draw(t, "direction"), Retrieved: anyTime(t),
		Modified: anyText.Draw(t, "modified"), Section: anyText.Draw(t, "section"), Licence: anyText.Draw(t, "licence"),
		Notices: rapid.SliceOfN(anyText, 0, 2).Draw(t, "notices"),
	}
	if rapid.Bool().Draw(t, "sourced") {
		meta.Sources = map[string]string{"title": anyText.Draw(t, "title source"), "url": anyText.Draw(t, "url source")}
	}
	asides := []article.Aside{{Text: "aside" + anyText.Draw(t, "aside"), Kind: article.Caption, Reason: anyText.Draw(t, "reason"), Before: rapid.IntRange(0, len(drafts)).Draw(t, "before")}}
	a, err := article.New(drafts, meta, asides)
	if err != nil {
		t.Fatal(err)
	}
	for at := range drafts {
		if rapid.Bool().Draw(t, "pictured") {
			a.Images = append(a.Images, article.Image{URL: "https://" + anyText.Draw(t, "picture"), Alt: anyText.Draw(t, "alt"), Before: at})
		}
	}
	d := &Document{Article: a, Exported: anyTime(t), Generator: anyText.Draw(t, "generator")}
	for i := range rapid.IntRange(0, 2).Draw(t, "layers") {
		d.Layers = append(d.Layers, randomLayer(t, a, i))
	}
	return d
}

func anyTime(t *rapid.T) time.Time {
	seconds := rapid.Int64Range(-62135596799, 253402300799).Draw(t, "seconds") // years 1 to 9999, without the zero time
	return time.Unix(seconds, rapid.SampledFrom([]int64{0, 5e6, 123456789}).Draw(t, "nanoseconds")).UTC()
}

func anyOrigin(t *rapid.T) (o annotation.Origin) {
	if rapid.Bool().Draw(t, "machine") {
		o = annotation.Origin{Engine: anyText.Draw(t, "engine"), Version: anyText.Draw(t, "version"), Score: rapid.Float64Range(0, 1).Draw(t, "score"), Outcome: "accepted"}
	}
	return o
}

func randomTarget(t *rapid.T, a *article.Article) (target annotation.Target) {
	var edges []text.Byte
	for i := range a.Text {
		edges = append(edges, text.Byte(i))
	}
	edges = append(edges, text.Byte(len(a.Text)))
	i := 0
	for range rapid.IntRange(1, 3).Draw(t, "spans") {
		if i >= len(edges)-1 {
			break
		}
		from := rapid.IntRange(i, len(edges)-2).Draw(t, "from")
		to := rapid.IntRange(from+1, len(edges)-1).Draw(t, "to")
		b := text.Trim(a.Text, text.Bytes{Start: edges[from], End: edges[to]})
		if b.Len() > 0 && (len(target) == 0 || b.Start > target.End()) {
			target = append(target, b)
		}
		i = to + 1
	}
	if len(target) == 0 {
		target = annotation.Target{{Start: 0, End: 1}}
	}
	return target
}

func randomLayer(t *rapid.T, a *article.Article, n int) *annotation.Layer {
	l := annotation.NewLayer(annotation.LayerID(fmt.Sprint("layer-", n)), a.ID, reading, anyText.Draw(t, "creator"), anyTime(t))
	l.Modified = anyTime(t)
	if rapid.Bool().Draw(t, "blind") {
		l.Blind = &annotation.Blind{Since: anyTime(t)}
		if revealed := anyTime(t); revealed.After(l.Blind.Since) {
			l.Blind.Revealed = revealed
		}
	}
	if rapid.Bool().Draw(t, "gold") {
		l.Adjudication = &annotation.Adjudication{Of: []annotation.Party{{Layer: "x", Creator: anyText.Draw(t, "party")}, {Layer: "y"}}}
		for i := range rapid.IntRange(0, 3).Draw(t, "decisions") {
			d := &annotation.Decision{ID: annotation.ID(fmt.Sprint("d/", i)), Target: randomTarget(t, a), Creator: anyText.Draw(t, "decider"), Note: anyText.Draw(t, "why"), At: anyTime(t)}
			for range rapid.IntRange(0, 2).Draw(t, "votes") {
				d.Votes = append(d.Votes, annotation.Vote{Layer: "x", Annotation: "a/0", Label: "claim", Target: randomTarget(t, a), Speaker: anyText.Draw(t, "said by")})
			}
			if len(d.Votes) > 0 {
				d.Annotation = "a/0"
			}
			l.Adjudication.Decisions = append(l.Adjudication.Decisions, d)
		}
	}
	byRole := map[scheme.Role][]annotation.ID{}
	for i := range rapid.IntRange(0, 5).Draw(t, "annotations") {
		label := rapid.SampledFrom(reading.Labels).Draw(t, "label")
		an := &annotation.Annotation{
			ID: annotation.ID(fmt.Sprint("a/", i)), Label: label.ID, Target: randomTarget(t, a), Note: anyText.Draw(t, "note"),
			Tags: rapid.SliceOfN(anyText, 0, 2).Draw(t, "tags"), Creator: anyText.Draw(t, "creator"), Created: anyTime(t), Modified: anyTime(t), Origin: anyOrigin(t),
		}
		if label.Claim {
			an.Fields = map[string]string{"says": anyText.Draw(t, "says")}
			an.Claim = &annotation.Claim{Kind: rapid.SampledFrom(annotation.ClaimKinds).Draw(t, "kind"), Restatement: anyText.Draw(t, "restatement"), Verdict: anyText.Draw(t, "verdict")}
			an.Evidence = []annotation.Evidence{{URL: anyText.Draw(t, "evidence"), Stance: annotation.Refutes, Note: "n"}}
		}
		l.Annotations = append(l.Annotations, an)
		byRole[label.Role] = append(byRole[label.Role], an.ID)
	}
	l.Speakers = []*annotation.Speaker{{
		ID: "s", Name: "s" + anyText.Draw(t, "name"), Aliases: rapid.SliceOfN(anyText, 0, 2).Draw(t, "aliases"), Kind: annotation.Group,
		Quality: rapid.MapOfN(anyText, anyText, 0, 3).Draw(t, "quality"), Note: anyText.Draw(t, "note"),
	}}
	if content := byRole[scheme.Content]; len(content) > 0 {
		at := &annotation.Attribution{
			ID: "at", Source: byRole[scheme.Source], Content: content, Speaker: "s", Form: annotation.Mixed, Act: rapid.SampledFrom(annotation.Acts).Draw(t, "act"),
			Negated: rapid.Bool().Draw(t, "negated"), Created: anyTime(t), Modified: anyTime(t), Origin: anyOrigin(t),
		}
		if cues := byRole[scheme.Cue]; len(cues) > 0 {
			at.Cue = cues[0]
		}
		l.Attributions = []*annotation.Attribution{at}
	}
	for i := range a.Blocks {
		if rapid.Bool().Draw(t, "read") {
			l.Coverage = append(l.Coverage, &annotation.Reading{Block: i, At: anyTime(t)})
		}
	}
	return l
}

func TestAnyDocumentComesBackAsItWasAndFitsTheSchema(t *testing.T) {
	schema := compiled(t)
	rapid.Check(t, func(t *rapid.T) {
		want := randomDocument(t)
		var b bytes.Buffer
		if err := Write(&b, want); err != nil {
			t.Fatal(err)
		}
		got, err := Read(b.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if err := fits(schema, b.Bytes()); err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		for _, f := range Formats() {
			if err := f.Write(new(bytes.Buffer), want); err != nil {
				t.Fatalf("%s: %v", f.ID, err)
			}
		}
	})
}
