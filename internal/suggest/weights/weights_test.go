package weights

import (
	"io/fs"
	"strings"
	"testing"

	"quoth/internal/suggest/attribution"
)

func TestEveryFileIsAModelOfItsLanguage(t *testing.T) {
	names, err := fs.Glob(files, "*.weights")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := attribution.DecodeModel(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		language := strings.TrimSuffix(name, ".weights")
		if m := Of(language); m == nil || m != Of(language+"-XX") || m.Language() != language {
			t.Errorf("%s is not the model of %s", name, language)
		}
	}
	if Of("xx") != nil {
		t.Error("a model of no language")
	}
}

func TestAFileOfAnotherVersionIsRefused(t *testing.T) {
	good := Of("en").Encode()
	for name, data := range map[string][]byte{"empty": nil, "cut": good[:len(good)-1], "other": append([]byte("quoth-attribution-0 "), good[20:]...)} {
		if _, err := attribution.DecodeModel(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
