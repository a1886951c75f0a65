package class_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/text"
)

// log is what a tab that has the layer open would pull.
func (d *desk) log() (k known) {
	d.Helper()
	d.l.teacher.get(d.l.base+"/layers/"+string(d.layer.ID)+"/operations", &k)
	return k
}

func (d *desk) tab(after int64, edits ...editor.Transaction) (code int, k known) {
	d.Helper()
	code, _ = d.l.teacher.ask("POST", d.l.base+"/layers/"+string(d.layer.ID)+"/operations", map[string]any{"after": after, "operations": edits}, &k)
	return code, k
}

func TestATabAndAClientWriteToOneLayer(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	a := d.mark("The bridge")
	k := d.log()
	if k.Seq != 1 || len(k.Operations) != 1 || k.Operations[0].ID == "" {
		t.Fatalf("the tab pulls %+v", k)
	}
	an := k.Operations[0].Changes[0].Annotation.After
	if an.Label != "claim" || an.Target[0] != (text.Bytes{Start: 0, End: 10}) || an.Claim == nil || !strings.HasPrefix(an.Creator, "teacher of ") || an.Created.IsZero() {
		t.Errorf("what the client made is %+v", an)
	}
	// The tab changes it, makes another, and is behind when the client was there.
	changed := *an
	changed.Note, changed.Modified = "from the tab", an.Modified.Add(time.Second)
	revision := editor.Transaction{ID: "tx-r", Label: "Note", At: changed.Modified, Changes: []editor.Change{{Annotation: &editor.Edit[annotation.Annotation]{Before: an, After: &changed}}}}
	if code, _ := d.tab(1, revision, edit("b1", "question", 4, 10, "")); code != 200 {
		t.Fatalf("the tab goes on from what it pulled: %d", code)
	}
	now := d.get(id(a.doc))
	if !strings.Contains(string(now.data), "from the tab") || d.get(d.container).doc["total"] != 2.0 {
		t.Errorf("the client reads %s", now.data)
	}
	if b := d.ask("PUT", id(a.doc), a.doc, "If-Match", a.header.Get("ETag")); b.code != 412 {
		t.Errorf("the client overwrites what it has not read: %d", b.code)
	}
	if b := d.ask("DELETE", d.container+"b1", nil); b.code != 204 {
		t.Errorf("the client deletes the tab's: %d %s", b.code, b.data)
	}
	if code, k := d.tab(3, edit("b2", "claim", 4, 10, "")); code != 409 || k.Seq != 4 || k.Operations[0].Changes[0].Annotation.After != nil {
		t.Errorf("the tab is told: %d %+v", code, k)
	}
}

func TestAClientDeletesWhatIsPartOfAnAttribution(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(func(m map[string]any) { m["preset"] = "attribution" }).desk(t)
	var first struct{ ID string }
	d.l.teacher.post(d.l.article+"/layer", nil, &first)
	d.container = d.l.at + d.l.base + "/layers/" + first.ID + "/annotations/"
	for exact, label := range map[string]string{"The bridge is safe": "content", "said": "cue"} {
		d.post(d.quoting(exact, label), "Slug", label)
	}
	at := time.Now().UTC()
	tx := editor.Transaction{ID: "tx-at", Label: "Attribute", At: at, Changes: []editor.Change{{Attribution: &editor.Edit[annotation.Attribution]{
		After: &annotation.Attribution{ID: "at", Content: []annotation.ID{"content"}, Cue: "cue", Created: at, Modified: at},
	}}}}
	path := d.l.base + "/layers/" + first.ID + "/operations"
	d.l.teacher.post(path, map[string]any{"after": 2, "operations": []any{tx}}, nil)
	relabelled := d.get(d.container + "cue").doc
	relabelled["body"] = []any{map[string]any{"type": "TextualBody", "purpose": "classifying", "value": "content"}}
	if a := d.ask("PUT", d.container+"cue", relabelled); a.code != 422 || !strings.Contains(string(a.data), "take it out of the attribution first") {
		t.Errorf("a cue becomes content: %d %s", a.code, a.data)
	}
	if a := d.ask("DELETE", d.container+"content", nil); a.code != 204 {
		t.Fatalf("%d %s", a.code, a.data)
	}
	if a := d.ask("GET", d.container+"cue", nil); a.code != 410 {
		t.Errorf("the cue of nothing is left: %d", a.code)
	}
}

// Of many that change one state, one does, and the others are told.
func TestOfClientsWithOneETagOneIsHeard(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	a := d.mark("The bridge")
	codes := make([]int, 12)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() {
			put := d.quoting("on Monday", "claim")
			put["body"] = append(put["body"].([]any), map[string]any{"type": "TextualBody", "purpose": "commenting", "value": fmt.Sprint("client ", i)})
			method := "PUT"
			if i%4 == 3 {
				method = "DELETE"
			}
			codes[i] = d.ask(method, id(a.doc), put, "If-Match", a.header.Get("ETag")).code
		})
	}
	all.Wait()
	heard := slices.DeleteFunc(slices.Clone(codes), func(c int) bool { return c == 412 || c == 410 })
	if len(heard) != 1 || heard[0] != 200 && heard[0] != 204 || len(d.log().Operations) != 2 {
		t.Errorf("%v, and %d in the log", codes, len(d.log().Operations))
	}
}

// What stays is seen once by whoever pages, whatever comes and goes meanwhile.
func TestPagingIsStableWhileOthersWrite(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	d.fill(0, 1200)
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if a := d.ask("DELETE", fmt.Sprintf("%sm%05d", d.container, i*3), nil); a.code != 204 {
				t.Errorf("deleting: %d %s", a.code, a.data)
				return
			}
			slug := fmt.Sprintf("a%05d", i) // sorts before all others
			if a := d.ask("POST", d.container, d.quoting("on Monday", "claim"), "Slug", slug); a.code != 201 {
				t.Errorf("creating: %d %s", a.code, a.data)
				return
			}
		}
	}()
	for _, wish := range []string{iris, whole} {
		seen, pages := map[string]int{}, 0
		for next := any(id(d.preferring(minimal, wish).doc["first"])); next != nil; pages++ {
			p := d.get(next.(string)).doc
			for _, item := range items(p) {
				seen[id(item)]++
			}
			next = p["next"]
		}
		missing, twice := 0, 0
		for i := range 1200 {
			n := seen[fmt.Sprintf("%sm%05d", d.container, i)]
			if n > 1 {
				twice++
			}
			if n == 0 && i%3 != 0 {
				missing++
			}
		}
		if missing > 0 || twice > 0 || pages < 12 {
			t.Errorf("of 1200, in %d pages, %d were missed and %d seen twice", pages, missing, twice)
		}
	}
	close(stop)
	<-ended
	// The first page goes, and the others close up.
	for i := range 100 {
		d.ask("DELETE", fmt.Sprintf("%sm%05d", d.container, i), nil)
	}
	first := d.get(id(d.preferring(minimal, iris).doc["first"])).doc
	if id(first) != d.container+"?iris=1&page=1" || first["startIndex"] != 0.0 || first["prev"] != nil {
		t.Errorf("the first page is %v", id(first))
	}
	if empty := d.get(d.container + "?iris=1&page=0").doc; len(items(empty)) != 0 || empty["next"] != id(first) {
		t.Errorf("whoever was on it is led to %v", empty["next"])
	}
}

func TestReplaysChangeNothingTwice(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	a := d.post(d.quoting("The bridge", "claim"), "Slug", "one")
	put := d.quoting("on Monday", "claim")
	tag := a.header.Get("ETag")
	if first, again := d.ask("PUT", id(a.doc), put, "If-Match", tag), d.ask("PUT", id(a.doc), put, "If-Match", tag); first.code != 200 || again.code != 412 {
		t.Errorf("an update: %d, then %d", first.code, again.code)
	}
	if first, again := d.ask("PUT", id(a.doc), put), d.ask("PUT", id(a.doc), put); first.header.Get("ETag") != again.header.Get("ETag") || len(d.log().Operations) != 2 {
		t.Errorf("the same state again is an edit: %d in the log", len(d.log().Operations))
	}
	if b := d.post(d.quoting("The bridge", "claim"), "Slug", "one"); id(b.doc) == id(a.doc) {
		t.Error("the second of two that are sent alike overwrites the first")
	}
	if first, again := d.ask("DELETE", id(a.doc), nil), d.ask("DELETE", id(a.doc), nil); first.code != 204 || again.code != 410 {
		t.Errorf("a deletion: %d, then %d", first.code, again.code)
	}
}

// Two servers over one database, each with its own idea of the layer.
func TestAClientOfAnotherReplicaIsHeard(t *testing.T) {
	database := sqlite(t)
	one, two := newSchool(t, database), newSchool(t, database)
	d := one.lesson(nil).desk(t)
	other := *d
	other.container, other.source = strings.Replace(d.container, one.at, two.at, 1), strings.Replace(d.source, one.at, two.at, 1)
	a := d.post(d.quoting("The bridge", "claim"), "Slug", "a")
	other.get(other.container + "a")
	d.ask("PUT", id(a.doc), d.quoting("on Monday", "claim"))
	b := other.ask("PUT", other.container+"a", other.quoting("The bridge", "claim"), "If-Match", a.header.Get("ETag"))
	if b.code != 412 {
		t.Errorf("it overwrites what the other took: %d %s", b.code, b.data)
	}
	for i := range 20 {
		at := d
		if i%2 == 1 {
			at = &other
		}
		at.post(at.quoting("nobody knows", "claim"))
	}
	if x, y := d.get(d.container).doc, other.get(other.container).doc; x["total"] != 21.0 || y["total"] != 21.0 || x["modified"] != y["modified"] {
		t.Errorf("one has %v, the other %v", x["total"], y["total"])
	}
}

func TestOtherSitesComeInByATokenAlone(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	foreign := []string{"Origin", "https://notes.example", "Sec-Fetch-Site", "cross-site"}
	a := d.ask("POST", d.container, d.quoting("The bridge", "claim"), foreign...)
	if a.code != 201 || a.header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(a.header.Get("Access-Control-Expose-Headers"), "ETag") {
		t.Errorf("with a token: %d %v", a.code, a.header)
	}
	for _, address := range []string{d.source, d.l.at + d.l.base + "/layers"} {
		if pre := d.ask("OPTIONS", address, nil, append(foreign, "Authorization", "", "Access-Control-Request-Method", "GET")...); pre.code != 200 || pre.header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("the way to the container: %s: %d", address, pre.code)
		}
	}
	here, _ := http.NewRequest("GET", d.l.at, nil)
	cookie := d.l.teacher.client.Jar.Cookies(here.URL)[0].String()
	for _, method := range []string{"POST", "GET"} {
		b := d.ask(method, d.container, d.quoting("on Monday", "claim"), append(foreign, "Authorization", "", "Cookie", cookie)...)
		if b.header.Get("Access-Control-Allow-Origin") != "" || method == "POST" && b.code != 403 {
			t.Errorf("%s with a cookie: %d %v", method, b.code, b.header)
		}
	}
	for _, empty := range []string{"Bearer", "Bearer  ", "bearer", "Basic x"} {
		if b := d.ask("POST", d.container, d.quoting("on Monday", "claim"), append(foreign, "Authorization", empty, "Cookie", cookie)...); b.code != 403 {
			t.Errorf("%q opens the way for the cookie: %d", empty, b.code)
		}
	}
	if total := d.get(d.container).doc["total"]; total != 1.0 {
		t.Errorf("%v annotations", total)
	}
	for _, x := range everyAnswer(d) {
		if x.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Error("credentials are allowed")
		}
	}
	var k json.RawMessage
	if code, _ := d.l.teacher.ask("GET", strings.TrimPrefix(d.container, d.l.at), nil, &k); code != 200 {
		t.Errorf("the own page reads with its cookie: %d", code)
	}
}
