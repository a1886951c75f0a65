package local

import (
	"testing"
	"time"

	"quoth/internal/article"
)

func TestRevisionsStandTogetherTheNewestInFront(t *testing.T) {
	entry := func(id, key string, hour int) ArticleEntry {
		return ArticleEntry{ID: article.ID(id), Key: key, Added: noon.Add(time.Duration(hour) * time.Hour)}
	}
	got := ""
	for _, g := range Group([]ArticleEntry{entry("old", "a", 1), entry("paste", "", 2), entry("other", "b", 3), entry("new", "a", 4), entry("paste2", "", 5), entry("mid", "a", 2)}) {
		for _, e := range g {
			got += string(e.ID) + " "
		}
		got += "| "
	}
	if want := "new mid old | paste | other | paste2 | "; got != want {
		t.Errorf("groups %s, want %s", got, want)
	}
}
