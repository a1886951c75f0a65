package format

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"quoth/internal/annotation"
)

// damage replaces one passage of a good file; it must be there.
func damage(t testing.TB, from, to string) []byte {
	t.Helper()
	s := string(written(t, sample(t)))
	if !strings.Contains(s, from) {
		t.Fatalf("%q is not in the file", from)
	}
	return []byte(strings.Replace(s, from, to, 1))
}

// broken files, by what is done to a good one, and what the error must say.
var damages = []struct{ name, from, to, want string }{
	{"newer version", `"formatVersion": 1`, `"formatVersion": 9`, "made by a newer Quoth (format version 9; this one reads 1)"},
	{"version 0", `"formatVersion": 1`, `"formatVersion": 0`, "no format version 0"},
	{"version in words", `"formatVersion": 1`, `"formatVersion": "1"`, "line 3, byte 42: here a whole number should stand"},
	{"other format", `"format": "quoth"`, `"format": "doccano"`, `of the format "doccano"`},
	{"no format", `"format": "quoth"`, `"x": "quoth"`, `has no "format"`},
	{"unit", `"codepoint"`, `"utf16"`, `the offsets count "utf16"`},
	{"no unit", `"offsetUnit": "codepoint",`, ``, `"offsetUnit" is missing`},
	{"no article", `"article": {`, `"artikel": {`, `"article" is missing`},
	{"changed text", `cross the Tolm bridge again 🎉\n\n`, `crossed the Tolm bridge again 🎉\n\n`, "SHA-256"},
	{"changed hash", `"sha256": "`, `"sha256": "00`, "SHA-256"},
	{"changed id", `"id": "fedd`, `"id": "0000`, "article's id"},
	{"half a surrogate pair", `"title": "Walkers`, `"title": "\ud83c Walkers`, `line 13, byte`},
	{"changed quote", `"exact":"told"`, `"exact":"tolt"`, `annotation cue, span 1: the file expects "tolt", but at code points 79 to 83 the text says "told"`},
	{"moved start", `"start":79`, `"start":78`, `annotation cue, span 1`},
	{"outside", `"start":79,"end":83`, `"start":79,"end":900`, "annotation cue, span 1: code points 79 to 900 do not lie in the article's text"},
	{"crossed", `"start":79,"end":83`, `"start":83,"end":79`, "crossed"},
	{"UTF-16 wrong", `"startUtf16":80,"endUtf16":84`, `"startUtf16":79,"endUtf16":83`, "annotation cue, span 1: its code points are right, but its UTF-16 offsets are 79 to 83 instead of 80 to 84"},
	{"prefix wrong", `"prefix":"dge is`, `"prefix":"ige is`, "annotation cue, span 1: the words before it are not"},
	{"suffix wrong", `"suffix":" reporters`, `"suffix":" porters`, "the words after it are not"},
	{"block of a span", `stays open","block":1}`, `stays open","block":2}`, "annotation cue, span 1: it begins in block 1, not 2"},
	{"no exact", `"exact":"told",`, ``, `"exact" is missing in this span`},
	{"no end", `"end":83,`, ``, `annotation cue, span 1: "end" is missing`},
	{"negative", `"start":79`, `"start":-79`, `"-79" is not a whole number`},
	{"fraction", `"start":79`, `"start":79.5`, `"79.5" is not a whole number`},
	{"huge", `"start":79`, `"start":79000000000000000000000000000000`, `is not a whole number from 0 with at most 15 digits`},
	{"huge score", `"score":0.8125`, `"score":1e999`, `"1e999" is too large`},
	{"score", `"score":0.8125`, `"score":1.5`, "the score 1.5"},
	{"leading zero", `"start":79`, `"start":079`, "here a value should stand"},
	{"null", `"label":"cue"`, `"label":null`, "here a text in quotes should stand"},
	{"neither true nor false", `"negated":true`, `"negated":1`, "here true or false should stand"},
	{"empty entry", `{"block":1,`, `null,{"block":1,`, "here an object should stand, not \"null"},
	{"name twice", `"label":"cue"`, `"label":"cue","la\u0062el":"cue"`, `the name "label" comes twice`},
	{"id twice", `"id":"cue"`, `"id":"source"`, "two annotations have the id source"},
	{"layer twice", `"id": "second/layer"`, `"id": "0195a000-0000-7000-8000-0000000000aa"`, "two layers"},
	{"label", `"id":"cue","label":"cue"`, `"id":"cue","label":"clue"`, `annotation cue: label "clue"`},
	{"reference", `"cue":"cue"`, `"cue":"gone"`, `attribution at1: its cue "gone"`},
	{"speaker", `"speaker":"s2"`, `"speaker":"s9"`, `speaker "s9"`},
	{"kind of speaker", `"kind":"unnamed"`, `"kind":"robot"`, `"robot"`},
	{"kind of block", `"kind":"headline"`, `"kind":"banner"`, `unknown kind "banner"`},
	{"block moved", `{"kind":"headline","start":0`, `{"kind":"headline","start":1`, "block 1: its code points are right"},
	{"mark", `{"kind":"strong","start":39`, `{"kind":"strong","start":4000`, "inline mark 1"},
	{"script as a link", `"https://example.org/report?a=1&b=2"`, `"javascript:alert(1)"`, "javascript"},
	{"direction", `"direction": "ltr"`, `"direction": "up"`, `"up"`},
	{"time", `"exported": "2026-03-01T12:01:30Z"`, `"exported": "yesterday"`, `line 6, byte 126: "yesterday" is not a time`},
	{"time of a year before 0", `"exported": "2026-03-01T12:01:30Z"`, `"exported": "0000-01-01T00:00:00+10:00"`, "year"},
	{"no time", `,"created":"2026-03-01T12:00:00Z"`, ``, "has no time"},
	{"coverage", `{"block":4,`, `{"block":3,`, "coverage 2"},
	{"coverage outside", `{"block":4,`, `{"block":44,`, "block 44"},
	{"two labels on one key", `"key": "m"`, `"key": "c"`, `both on the key "c"`},
	{"scheme of numbers", `"version": 3`, `"version": "3"`, "scheme"},
	{"count", `"spans":11`, `"spans":12`, `12 spans ("spans"), but 11 are in it`},
	{"something behind", "\n}\n", "\n}\n{}", "should end here"},
	{"comma", `"layers": [`, `"layers": [,`, "here a value should stand"},
	{"control character", `Ask <b>`, "Ask\x01<b>", "control character"},
	{"no such escape", `Ask <b>`, `Ask \x <b>`, "is not a character"},
}

func TestADamagedFileSaysWhatIsWrongAndGivesNothing(t *testing.T) {
	for _, tt := range damages {
		d, err := Read(damage(t, tt.from, tt.to))
		if d != nil || !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: document %v, error = %v\nwant one that says %s", tt.name, d != nil, err, tt.want)
		}
		if err != nil && (strings.Contains(err.Error(), "\n") || strings.Count(err.Error(), ": invalid") != 1) {
			t.Errorf("%s: not one sentence: %v", tt.name, err)
		}
		documents, err := ReadLibrary(damage(t, tt.from, tt.to))
		if documents != nil || !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%s: as a library: %d documents, %v", tt.name, len(documents), err)
		}
	}
}

func TestFalseIsReadAsFalse(t *testing.T) {
	d, err := Read(damage(t, `"negated":true`, `"negated":false`))
	if err != nil || d.Layers[0].Attributions[1].Negated {
		t.Errorf("negated: false is read as true, %v", err)
	}
}

func TestAFileCutAnywhereIsCutOff(t *testing.T) {
	data := written(t, sample(t))
	data = data[:len(data)-1] // the line break may be missing
	for n := 1; n < len(data); n++ {
		d, err := Read(data[:n])
		if d != nil || err == nil || !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), "the file is cut off at line") {
			t.Fatalf("cut at %d of %d: %v", n, len(data), err)
		}
	}
}

func TestWhatIsNotOursIsNamed(t *testing.T) {
	deep := strings.Repeat("[", 100000)
	for name, tt := range map[string]struct{ file, want string }{
		"nothing":      {"", "the file is empty"},
		"spaces":       {" \n\uFEFF", "this is not a Quoth file"},
		"words":        {"Dear editor,", "this is not a Quoth file"},
		"a list":       {"[1]", "this is not a Quoth file"},
		"not UTF-8":    {"{\"format\": \"\xe9 quoth\"}", "line 1, byte 12: this is not UTF-8"},
		"UTF-16":       {"\xff\xfe{\x00", "this is not UTF-8"},
		"JSON-LD":      {`{"@context": "http://www.w3.org/ns/anno.jsonld"}`, "JSON-LD"},
		"other JSON":   {`{"a": 1}`, `it has no "format"`},
		"depth bomb":   {`{"format": ` + deep, "more than 64 deep"},
		"empty object": {"{}", `it has no "format"`},
		"member":       {`{"format" 1}`, `":" should stand`},
		"word":         {`{"format": nul}`, "value should stand"},
		"bare library": {`{"format": "quoth-library", "formatVersion": 2}`, "whole library"},
	} {
		d, err := Read([]byte(tt.file))
		if d != nil || !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want one that says %s", name, err, tt.want)
		}
	}
	for name, tt := range map[string]struct{ file, want string }{
		"newer library":     {`{"format": "quoth-library", "formatVersion": 2, "documents": []}`, "the library was made by a newer Quoth"},
		"no documents":      {`{"format": "quoth-library", "formatVersion": 1}`, `"documents" is missing`},
		"library in itself": {`{"format": "quoth-library", "formatVersion": 1, "documents": [{"format": "quoth-library"}]}`, `"quoth-library"`},
	} {
		documents, err := ReadLibrary([]byte(tt.file))
		if documents != nil || !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want one that says %s", name, err, tt.want)
		}
	}
}

func TestALibraryWithOneDamagedDocumentGivesNone(t *testing.T) {
	good := string(written(t, sample(t)))
	bad := string(damage(t, `"exact":"told"`, `"exact":"tolt"`))
	documents, err := ReadLibrary([]byte(`{"format":"quoth-library","formatVersion":1,"documents":[` + good + "," + bad + "]}"))
	if documents != nil || err == nil || !strings.Contains(err.Error(), "annotation cue") {
		t.Errorf("%d documents, %v", len(documents), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, sample(f)))
	for _, tt := range damages {
		f.Add(damage(f, tt.from, tt.to))
	}
	f.Add([]byte(`{"format":"quoth-library","formatVersion":1,"documents":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
		if err != nil {
			if d != nil || !errors.Is(err, annotation.ErrInvalid) {
				t.Fatalf("document %v with error %v", d, err)
			}
			return
		}
		again, err := Read(written(t, d))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}
