package article

import (
	"testing"

	"pgregory.net/rapid"
)

func TestOneArticleHasOneKeyAtAllItsAddresses(t *testing.T) {
	for want, addresses := range map[string][]string{
		"press.example/2031/11/bridge": {
			"https://press.example/2031/11/bridge", "http://press.example/2031/11/bridge/", "https://www.press.example/2031/11/bridge#comments",
			"https://PRESS.example:443/2031/11/bridge?utm_source=x&utm_medium=y&fbclid=1", "https://amp.press.example/2031/11/bridge", "https://m.press.example/2031/11/bridge",
			"https://press.example/2031/11/bridge/amp/", "https://press.example/amp/2031/11/bridge", "https://press.example/2031/11/bridge.amp.html", "https://press.example/2031/11/bridge.amp",
			"https://press.example/2031/11/bridge?amp=1", "https://press.example/2031/11/bridge?outputType=amp", "https://press.example/2031/11/bridge/print", "https://press.example/2031/11/bridge?view=print",
			"https://press.example//2031/11/./bridge/index.html", " https://www.amp.press.example./2031/11/bridge?ref=front&smid=tw-share ", "https://press.example/2031/11/bridge?singlepage=1&_ga=2.3",
		},
		"press.example/story.php?id=34&page=2": {"https://press.example/story.php?id=34&page=2", "https://press.example/story.php?page=2&gclid=a&id=34"},
		"press.example/story?view=3481":        {"https://press.example/story?view=3481"},
		"press.example:8080/a":                 {"http://press.example:8080/a"},
		"press.example":                        {"https://press.example", "https://www.press.example/", "https://press.example/index.html"},
		"www.example":                          {"https://www.example/"},
		"press.example/%C3%BC/a%2Fb":           {"https://press.example/%C3%BC/a%2Fb", "https://press.example/%c3%bc/a%2fb", "https://press.example/ü/%61%2fb"},
		"press.example/~a?q=%C3%BC%26b":        {"https://press.example/%7ea?q=%c3%bc%26b", "https://press.example/~%61?q=ü%26b"},
		"":                                     {"", "bridge", "mailto:a@press.example", "ftp://press.example/a", "https:///a", "javascript:alert(1)", "http://[::1"},
	} {
		for _, address := range addresses {
			if got := AddressKey(address); got != want {
				t.Errorf("AddressKey(%q) = %q, want %q", address, got, want)
			}
		}
	}
	for _, two := range [][2]string{
		{"https://press.example/a", "https://press.example/b"}, {"https://press.example/a", "https://other.example/a"},
		{"https://press.example/?id=1", "https://press.example/?id=2"}, {"https://press.example/A", "https://press.example/a"}, {"https://news.press.example/a", "https://press.example/a"},
		{"https://press.example/story?id=1;lang=en", "https://press.example/story?id=2;lang=en"}, {"https://press.example/a?cid=101", "https://press.example/a?cid=202"},
		{"https://press.example/a?view=bridge-closed", "https://press.example/a?view=ferry-stops"}, {"https://press.example/a?source=1", "https://press.example/a?source=2"},
		{"https://press.example/a?at_id=1", "https://press.example/a?at_id=2"},
	} {
		if AddressKey(two[0]) == AddressKey(two[1]) {
			t.Errorf("%q and %q are taken for one", two[0], two[1])
		}
	}
}

func TestAKeyIsItsOwnKey(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "amp", "print", "index.html", "bridge.amp", "%20", ".", "ü", "b?x=1", "?utm_source=2", "&amp=1", "?view=print", "#c", "www.", "//"})
	rapid.Check(t, func(t *rapid.T) {
		address := "https://" + rapid.SampledFrom([]string{"www.press.example", "amp.m.press.example", "press.example:81", "m.example", "PRESS.example."}).Draw(t, "host")
		for _, p := range rapid.SliceOfN(part, 0, 6).Draw(t, "parts") {
			address += "/" + p
		}
		key := AddressKey(address)
		if again := AddressKey("https://" + key); key != "" && again != key {
			t.Fatalf("the key of %q is %q, and its own %q", address, key, again)
		}
	})
}

func TestThePagesOwnNameCountsUnlessItIsTheFrontPage(t *testing.T) {
	for _, c := range []struct{ url, canonical, want string }{
		{"https://press.example/x?utm_source=1", "https://press.example/bridge", "press.example/bridge"},
		{"https://press.example/bridge", "https://press.example/", "press.example/bridge"},
		{"https://press.example/bridge", "", "press.example/bridge"},
		{"", "https://press.example/bridge", "press.example/bridge"},
		{"https://press.example/news/2031/bridge", "https://press.example/news", "press.example/news/2031/bridge"},
		{"", "", ""},
	} {
		if got := (Meta{URL: c.url, Canonical: c.canonical}).Key(); got != c.want {
			t.Errorf("key of %q, %q is %q, want %q", c.url, c.canonical, got, c.want)
		}
	}
}
