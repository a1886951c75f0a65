package class_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"quoth/internal/editor"
	"quoth/internal/project"
	"quoth/internal/text"
)

const (
	model   = "http://www.w3.org/ns/anno.jsonld"
	jsonLD  = `application/ld+json; profile="` + model + `"`
	minimal = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
	iris    = "http://www.w3.org/ns/oa#PreferContainedIRIs"
	whole   = "http://www.w3.org/ns/oa#PreferContainedDescriptions"
)

// A desk is a script with a token, and a container of its own.
type desk struct {
	*testing.T
	l          *lesson
	token      string
	assignment project.Assignment
	layer      project.Layer
	container  string // its address
	source     string // the address of the article
}

// desk assigns the article anew, so that nothing of other desks is there.
func (l *lesson) desk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, l: l, token: l.token()}
	l.teacher.post(l.base+"/assignments", map[string]any{"title": "Again", "articles": l.assignment.Articles, "opens": "finished"}, &d.assignment)
	l.teacher.post(l.base+"/assignments/"+string(d.assignment.ID)+"/articles/"+string(l.assignment.Articles[0])+"/layer", nil, &d.layer)
	d.container = l.at + l.base + "/layers/" + string(d.layer.ID) + "/annotations/"
	d.source = l.at + l.base + "/articles/" + string(l.assignment.Articles[0])
	return d
}

// token is a new one of the teacher's.
func (l *lesson) token() string {
	l.t.Helper()
	var given struct{ Token string }
	l.teacher.post("/api/tokens", nil, &given)
	return given.Token
}

// An answer is what came of a request.
type answer struct {
	code   int
	header http.Header
	data   []byte
	doc    map[string]any
}

// ask makes a request. Headers come in pairs; one that is empty is left out,
// and an Authorization header takes the place of the desk's.
func (d *desk) ask(method, address string, body any, headers ...string) *answer {
	d.Helper()
	sent := ""
	switch b := body.(type) {
	case nil:
	case string:
		sent = b
	default:
		data, err := json.Marshal(b)
		if err != nil {
			d.Fatal(err)
		}
		sent = string(data)
	}
	r, err := http.NewRequestWithContext(d.Context(), method, address, strings.NewReader(sent))
	if err != nil {
		d.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.token)
	if body != nil {
		r.Header.Set("Content-Type", jsonLD)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Del(headers[i])
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	came, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		d.Fatal(err)
	}
	defer came.Body.Close()
	a := &answer{code: came.StatusCode, header: came.Header}
	if a.data, err = io.ReadAll(came.Body); err != nil {
		d.Fatal(err)
	}
	_ = json.Unmarshal(a.data, &a.doc) // not every answer is an object
	return a
}

func (d *desk) get(address string, headers ...string) *answer {
	d.Helper()
	a := d.ask("GET", address, nil, headers...)
	if a.code != 200 {
		d.Fatalf("GET %s: %d %s", address, a.code, a.data)
	}
	return a
}

// preferring asks for the container with preferences.
func (d *desk) preferring(what ...string) *answer {
	d.Helper()
	return d.get(d.container, "Prefer", `return=representation;include="`+strings.Join(what, " ")+`"`)
}

// quoting is an annotation as a client that knows the standard makes it.
func (d *desk) quoting(exact, label string) map[string]any {
	return map[string]any{
		"@context": model, "type": "Annotation",
		"body":   []any{map[string]any{"type": "TextualBody", "purpose": "tagging", "value": label}},
		"target": map[string]any{"source": d.source, "selector": map[string]any{"type": "TextQuoteSelector", "exact": exact}},
	}
}

// post creates an annotation, which must work.
func (d *desk) post(an map[string]any, headers ...string) *answer {
	d.Helper()
	a := d.ask("POST", d.container, an, headers...)
	if a.code != 201 {
		d.Fatalf("it was not created: %d %s", a.code, a.data)
	}
	return a
}

func (d *desk) mark(exact string) *answer {
	d.Helper()
	return d.post(d.quoting(exact, "claim"))
}

// fill puts n annotations into the layer as a tab does, named from a number on.
func (d *desk) fill(from, n int) {
	d.Helper()
	path := d.l.base + "/layers/" + string(d.layer.ID) + "/operations"
	for n > 0 {
		var k known
		d.l.teacher.get(path+"?after=1000000", &k)
		var edits []editor.Transaction
		for range min(n, 500) {
			start := text.Byte(from % 10)
			edits = append(edits, edit(fmt.Sprintf("m%05d", from), "claim", 0, 18-start%3, ""))
			from, n = from+1, n-1
		}
		d.l.teacher.post(path, map[string]any{"after": k.Seq, "operations": edits}, nil)
	}
}

// links are the targets of an answer's Link headers, by their relation.
func (a *answer) links(rel string) (list []string) {
	for _, h := range a.header.Values("Link") {
		target, rest, _ := strings.Cut(strings.TrimPrefix(h, "<"), ">")
		if strings.Contains(rest, `rel="`+rel+`"`) {
			list = append(list, target)
		}
	}
	return list
}

// allows lists the methods of an Allow header.
func (a *answer) allows() []string {
	list := strings.Split(strings.ReplaceAll(a.header.Get("Allow"), " ", ""), ",")
	slices.Sort(list)
	return list
}

// object is a member of a document.
func object(doc map[string]any, name string) map[string]any {
	o, _ := doc[name].(map[string]any)
	return o
}

func items(doc map[string]any) []any {
	list, _ := doc["items"].([]any)
	return list
}

func id(of any) string {
	if s, ok := of.(string); ok {
		return s
	}
	o, _ := of.(map[string]any)
	s, _ := o["id"].(string)
	return s
}

// want fails the test if something is not so.
func (d *desk) want(so bool, format string, args ...any) {
	d.Helper()
	if !so {
		d.Errorf(format, args...)
	}
}
