package class_test

import (
	"strings"
	"testing"
	"time"
)

// What a layer cannot hold is refused in words that say what to do, and leaves
// nothing. Package w3c has the whole list.
func TestWhatALayerCannotHoldIsRefusedInWords(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	with := func(name string, value any) map[string]any {
		an := d.quoting("on Monday", "claim")
		an[name] = value
		return an
	}
	elsewhere := map[string]any{"source": "https://elsewhere.example/a", "selector": map[string]any{"type": "TextQuoteSelector", "exact": "on Monday"}}
	for name, test := range map[string]struct {
		sent any
		want string
	}{
		"an unknown label":    {d.quoting("on Monday", "rumour"), "one of claim"},
		"words in two places": {d.quoting("a", "claim"), "give more of what stands before and after"},
		"lost words":          {d.quoting("it opened on Sunday at noon", "claim"), "are not in the article"},
		"another page":        {with("target", elsewhere), "name that as the source"},
		"an image":            {with("target", map[string]any{"id": "https://elsewhere.example/i.png", "type": "Image"}), "name that as the source"},
		"a video as a body":   {with("body", "https://elsewhere.example/v.mp4"), "give each body as a TextualBody"},
		"a field of no label": {with("body", []any{map[string]any{"type": "TextualBody", "purpose": "classifying", "value": "claim"}, map[string]any{"type": "TextualBody", "purpose": "describing", "field": "none", "value": "x"}}), "has no field"},
	} {
		a := d.ask("POST", d.container, test.sent)
		d.wrong(a, 422)
		if !strings.Contains(string(a.data), test.want) {
			t.Errorf("%s: %s", name, a.data)
		}
	}
	if k := d.log(); k.Seq != 0 {
		t.Errorf("%d operations are in the log", k.Seq)
	}
}

func TestNothingIsWrittenWhenItIsOver(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	d := l.desk(t)
	at := id(d.mark("The bridge").doc)
	until := l.base + "/assignments/" + string(d.assignment.ID) + "/until"
	l.teacher.post(until, map[string]any{"until": time.Now().Add(-time.Hour)}, nil)
	late := d.ask("POST", d.container, d.quoting("on Monday", "claim"))
	d.wrong(late, 403)
	if !strings.Contains(string(late.data), "was open until") {
		t.Errorf("%s", late.data)
	}
	l.teacher.post(until, map[string]any{}, nil)
	l.teacher.post(l.base+"/end", nil, nil)
	for _, a := range []*answer{d.ask("POST", d.container, d.quoting("on Monday", "claim")), d.ask("PUT", at, d.quoting("on Monday", "claim")), d.ask("DELETE", at, nil)} {
		d.wrong(a, 403)
		if !strings.Contains(string(a.data), "9b has ended") {
			t.Errorf("%s", a.data)
		}
	}
	if a := d.get(at); a.header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("Allow %q", a.header.Get("Allow"))
	}
}

// A clock that is wrong by a year makes no annotation of the future, and a
// time that has been is kept.
func TestTimesOfClientsAreTakenIfTheyHaveBeen(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	for _, test := range []struct {
		created time.Time
		kept    bool
	}{{time.Now().Add(365 * 24 * time.Hour), false}, {time.Date(2020, 5, 1, 8, 0, 0, 0, time.UTC), true}} {
		an := d.quoting("The bridge", "claim")
		an["created"], an["modified"] = test.created.UTC().Format(time.RFC3339), "2001-01-01T00:00:00Z"
		a := d.post(an)
		made, err := time.Parse(time.RFC3339, a.doc["created"].(string))
		if err != nil || made.Equal(test.created) != test.kept || made.After(time.Now()) {
			t.Errorf("created %s, and kept as %s", an["created"], a.doc["created"])
		}
		if modified := a.doc["modified"].(string); modified < "2026" || modified < a.doc["created"].(string) {
			t.Errorf("modified %s", modified)
		}
	}
}
