package attack

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/extract"
	"quoth/internal/ingest"
	"quoth/internal/render"
)

const beacon = "http://127.0.0.1:9"

// The corpus is worth nothing if its pages do not hold what they are for.
func TestTheCorpusHoldsWhatItIsFor(t *testing.T) {
	names := map[string]bool{}
	for _, p := range Pages(beacon) {
		if names[p.Name] || p.Name == "" {
			t.Errorf("%q is there twice", p.Name)
		}
		names[p.Name] = true
		if !p.Heavy && p.Name != "calls.html" && !strings.Contains(p.Data, "ran(") {
			t.Errorf("%s runs nothing", p.Name)
		}
		if len(p.Data) > ingest.Limit || !utf8.ValidString(p.Data) {
			t.Errorf("%s is refused before it does anything: %d bytes", p.Name, len(p.Data))
		}
	}
}

// Both readers of pages end soon and give an article of which every part that
// is no text is known to be harmless, and whose HTML holds only our own tags.
func TestNoReaderGivesAnythingThatRuns(t *testing.T) {
	readers := map[string]func(Page) (*article.Article, error){
		"ingest": func(p Page) (*article.Article, error) { return ingest.File(p.Name, []byte(p.Data), time.Time{}) },
		"extract": func(p Page) (*article.Article, error) {
			r, err := extract.Read(extract.Page{HTML: []byte(p.Data), URL: "https://mill.example/news/still"})
			if err != nil {
				return nil, err
			}
			return r.Article, nil
		},
		"paste": func(p Page) (*article.Article, error) { return ingest.Paste(Prose, p.Data, time.Time{}) },
	}
	for name, read := range readers {
		for _, p := range Pages(beacon) {
			if name == "extract" && !strings.HasSuffix(p.Name, ".html") {
				continue
			}
			began := time.Now()
			a, err := read(p)
			took := time.Since(began)
			if took > 500*time.Millisecond {
				t.Logf("%s, %s: %v", name, p.Name, took)
			}
			if took > 30*time.Second { // the slowest takes a second or two; what is quadratic, minutes
				t.Errorf("%s, %s took %v", name, p.Name, took)
			}
			if err != nil {
				if !p.Heavy {
					t.Errorf("%s, %s: %v", name, p.Name, err)
				}
				continue
			}
			harmless(t, name+", "+p.Name, a)
		}
	}
}

func harmless(t *testing.T, what string, a *article.Article) {
	t.Helper()
	if err := a.Check(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	for _, address := range append([]string{a.Meta.URL, a.Meta.Canonical}, linksOf(a)...) {
		low := strings.ToLower(address)
		if address != "" && !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "mailto:") {
			t.Errorf("%s: it leads to %q", what, address)
		}
	}
	for rest := render.Article(a); ; {
		at := strings.IndexByte(rest, '<')
		if at < 0 {
			break
		}
		end := strings.IndexByte(rest[at:], '>')
		tag := rest[at : at+end+1]
		rest = rest[at+end+1:]
		name := strings.Trim(strings.Fields(strings.Trim(tag, "<>"))[0], "/")
		if place.MatchString(tag) {
			continue
		}
		if !strings.Contains(" article div p h1 h2 h3 h4 h5 h6 blockquote pre ul ol li em strong code a ", " "+name+" ") || strings.Contains(tag, "onclick=") && !strings.Contains(tag, "href=") {
			t.Errorf("%s: the element %s", what, tag)
		}
	}
}

// place is where a picture stood: named, with its address, and nothing fetched.
var place = regexp.MustCompile(`^(</figure>|<figure class="image" role="img" data-src="https?://[^"]*" aria-label="Picture[^"]*">)$`)

func linksOf(a *article.Article) (all []string) {
	for _, m := range a.Marks {
		if m.Kind == article.Link {
			all = append(all, m.URL)
		}
	}
	for _, m := range a.Images {
		all = append(all, m.URL)
	}
	return all
}
