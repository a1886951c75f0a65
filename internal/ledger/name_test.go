package ledger

import (
	"fmt"
	"reflect"
	"testing"

	"quoth/internal/annotation"
)

func people(names ...string) (list []*annotation.Speaker) {
	for _, n := range names {
		list = append(list, &annotation.Speaker{ID: annotation.SpeakerID(n), Name: n, Kind: annotation.Person})
	}
	return list
}

func namesOf(list []*annotation.Speaker) []string {
	got := []string{}
	for _, p := range list {
		got = append(got, p.Name)
	}
	return got
}

func TestMatchRanksNameThenSurnameThenWordThenRole(t *testing.T) {
	list := people("Quillon Marsh", "Ana Quill", "José Ñandú", "Quill", "Ana Quillery Stoll", "Ivo Tarn", "Harbour Board", "Pia Rask")
	list[5].Aliases = []string{"The Eel"}
	list[6].Role = "quillmakers"
	list[7].Description = "a keeper"
	for typed, want := range map[string][]string{
		"quill":   {"Quill", "Quillon Marsh", "Ana Quill", "Ana Quillery Stoll", "Harbour Board"},
		"QUILL":   {"Quill", "Quillon Marsh", "Ana Quill", "Ana Quillery Stoll", "Harbour Board"},
		"jose n":  {"José Ñandú"},
		"ñan":     {"José Ñandú"},
		"eel":     {"Ivo Tarn"},
		"the ee":  {"Ivo Tarn"},
		"a q":     {"Ana Quill", "Ana Quillery Stoll"},
		"keeper":  {"Pia Rask"},
		"tarn iv": {},
		"xyz":     {},
		"":        {},
		" ’ ":     {},
	} {
		if got := namesOf(Match(typed, list)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
}

func TestFindIsSureOrSilent(t *testing.T) {
	list := people("Mara Quill", "Ana Tarn", "Ivo Tarn", "Łucja Żak")
	list[0].Aliases = []string{"M. Quill"}
	list = append(list, &annotation.Speaker{Name: "a harbour official", Kind: annotation.Unnamed})
	for name, want := range map[string]string{
		"Mara Quill": "Mara Quill", "quill": "Mara Quill", "M. Quill": "Mara Quill", "Tarn": "", "Ivo Tarn": "Ivo Tarn",
		"Zak": "Łucja Żak", "ill": "", "official": "", "a harbour official": "a harbour official", "": "",
	} {
		got := ""
		if p := Find(name, list); p != nil {
			got = p.Name
		}
		if got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestEveryMarkedLetterHasItsPlainOne(t *testing.T) {
	if n := len([]rune(marked)); n != len(plain) {
		t.Fatalf("%d marked letters, %d plain ones", n, len(plain))
	}
	for in, want := range map[string]string{
		"Ångström": "angstrom", "Dvořák": "dvorak", "Şahin İnce": "sahin ince", "Straße": "strasse", "Æsir Œuvre": "aesir oeuvre",
		"O’Brien-Orlo": "o'brien orlo", "  J.  B. ": "j b", "Žižka": "zizka", "Ýmir": "ymir", "Győző": "gyozo", "李娜": "李娜",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestInitialsStandForAName(t *testing.T) {
	for name, want := range map[string]string{
		"Mara Quill": "MQ", "mara de la quill": "MQ", "Quill": "Q", "Émile “Ö” Żak": "ÉŻ", "李娜": "李", "": "?", "…": "?", "7 sources": "7S",
	} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestMergeKeepsEveryNameAndFillsWhatIsEmpty(t *testing.T) {
	into := &annotation.Speaker{ID: "1", Name: "Mara Quill", Aliases: []string{"Quill"}, Kind: annotation.Person, Role: "harbour master", Quality: map[string]string{"named": "yes"}, Note: "one"}
	from := &annotation.Speaker{ID: "2", Name: "a port official", Aliases: []string{"QUILL", "M. Quill"}, Kind: annotation.Unnamed, Role: "clerk", Affiliation: "Harbour Board", Quality: map[string]string{"named": "no", "multiple": "no"}, Note: "two"}
	before := fmt.Sprintf("%+v %+v", *into, *from)
	want := &annotation.Speaker{
		ID: "1", Name: "Mara Quill", Aliases: []string{"Quill", "a port official", "M. Quill"}, Kind: annotation.Person, Description: "a port official",
		Role: "harbour master", Affiliation: "Harbour Board", Quality: map[string]string{"named": "yes", "multiple": "no"}, Note: "one\n\ntwo",
	}
	got := Merge(into, from)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	got.Aliases[0], got.Quality["named"] = "changed", "changed"
	if after := fmt.Sprintf("%+v %+v", *into, *from); after != before {
		t.Errorf("the merged speakers changed: %s", after)
	}
}

func TestAnUnnamedSpeakerMergedWithANamedOneTakesTheName(t *testing.T) {
	got := Merge(
		&annotation.Speaker{ID: "1", Name: "a port official", Kind: annotation.Unnamed},
		&annotation.Speaker{ID: "2", Name: "Mara Quill", Kind: annotation.Person},
	)
	want := &annotation.Speaker{ID: "1", Name: "Mara Quill", Aliases: []string{"a port official"}, Kind: annotation.Person, Description: "a port official"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func BenchmarkMatch(b *testing.B) {
	var list []*annotation.Speaker
	for i := range 200 {
		list = append(list, &annotation.Speaker{Name: fmt.Sprintf("Mára Quill the %dth", i), Aliases: []string{"Quill", "The Eel"}, Role: "harbour master"})
	}
	for b.Loop() {
		Match("qui", list)
	}
}
