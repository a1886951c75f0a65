package article

import (
	"reflect"
	"testing"
	"time"
)

func TestWhatIsKnownAlreadyStaysAndTheRestIsFilled(t *testing.T) {
	first := Meta{Title: "Ferry stops", Source: "paste", Language: "en", Retrieved: time.Unix(1, 0), Sources: map[string]string{"title": "words"}}
	again := Meta{
		Title: "FERRY STOPS", Source: "url", URL: "https://tide.example/ferry", Canonical: "https://tide.example/f", Publisher: "The Tide", Bylines: []string{"A. Reporter"},
		Retrieved: time.Unix(2, 0), Notices: []string{"it is only the beginning"}, Sources: map[string]string{"title": "og:title", "publisher": "json-ld", "canonical": "link rel=canonical"},
	}
	got, more := first.Filled(again)
	want := Meta{
		Title: "Ferry stops", Source: "paste", URL: "https://tide.example/ferry", Canonical: "https://tide.example/f", Publisher: "The Tide", Bylines: []string{"A. Reporter"},
		Language: "en", Retrieved: time.Unix(1, 0), Sources: map[string]string{"title": "words", "publisher": "json-ld", "canonical": "link rel=canonical"},
	}
	if !more || !reflect.DeepEqual(got, want) {
		t.Errorf("filled = %+v\nwant     %+v", got, want)
	}
	if len(first.Sources) != 1 {
		t.Error("the first has been changed")
	}
	if _, more := got.Filled(again); more {
		t.Error("filling twice finds something new")
	}
}
