package lexicon

import (
	"strings"
	"testing"
)

// A key that is misspelt would leave its words without a class.
func TestEveryKeyOfATableIsKnown(t *testing.T) {
	for language, table := range tables {
		for _, entry := range table.words {
			if acts[entry[0]] == "" && classes[entry[0]] == 0 {
				t.Errorf("%s: %q is neither an act nor a class", language, entry[0])
			}
			if strings.ToLower(entry[1]) != entry[1] {
				t.Errorf("%s, %s: a word has a capital", language, entry[0])
			}
		}
		if len(Of(language).Words) == 0 {
			t.Errorf("%s has no words", language)
		}
	}
	if Of("xx") != nil {
		t.Error("a language that is not known has a lexicon")
	}
}

func TestOrganisationsAreToldByTheirWords(t *testing.T) {
	for name, want := range map[string]bool{
		"Harbour Board": true, "Stroud & Pellam": true, "BHB": true, "Verkehrsministerium": true,
		"Mara Quill": false, "U.S.": true, "": false, "A": false,
	} {
		if Organisation(name) != want {
			t.Errorf("Organisation(%q) = %v", name, !want)
		}
	}
}
