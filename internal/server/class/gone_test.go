package class_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"testing"
	"time"

	"quoth/internal/server/class"
)

// An upload takes its time, and meanwhile whoever sent it deletes all of
// theirs, from another device.
func TestWhatIsOnItsWayWhenItsMemberIsDeletedIsNotKept(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	body, err := json.Marshal(map[string]any{"after": 0, "operations": []any{edit("a1", "claim", 0, 18, "for myself")}})
	if err != nil {
		t.Fatal(err)
	}
	reading, sending := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), "POST", s.at+ada.operations(l), reading)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	code := make(chan int, 1)
	go func() {
		answer, err := ada.client.Do(r)
		if err != nil {
			code <- 0
			return
		}
		answer.Body.Close()
		code <- answer.StatusCode
	}()
	if _, err := sending.Write(body[:20]); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // the server has looked who sends it
	ada.post(l.base+"/me/delete", nil, nil)
	if _, err := sending.Write(body[20:]); err != nil {
		t.Fatal(err)
	}
	sending.Close()
	if got := <-code; got == 200 {
		t.Error("it was taken")
	}
	if left, err := s.store.Operations(t.Context(), string(l.project.ID), string(ada.layer.ID), 0, 0); err != nil || len(left) > 0 {
		t.Errorf("%d operations are kept of somebody who deleted them (%v)", len(left), err)
	}
}

// By which names an annotation goes elsewhere is known to whoever owns it: it
// tells nobody whose layer it is in, and goes with the assignment.
func TestTheNamesOfAnAnnotationTellNobodyAndGoWithIt(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["anonymity"] = "nobody" })
	ada := l.pupil("Ada")
	time.Sleep(200 * time.Millisecond) // what was before is not told
	heard := l.teacher.listen(t, l.base+"/events", "")
	sent, err := json.Marshal(map[string]any{
		"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "canonical": "urn:isbn:1",
		"body":   map[string]any{"type": "TextualBody", "purpose": "tagging", "value": "claim"},
		"target": map[string]any{"source": s.at + l.base + "/articles/" + string(l.assignment.Articles[0]), "selector": map[string]any{"type": "TextQuoteSelector", "exact": "The bridge"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := ada.client.Post(s.at+l.base+"/layers/"+string(ada.layer.ID)+"/annotations/", "application/ld+json", bytes.NewReader(sent))
	if err != nil || answer.StatusCode != 201 {
		t.Fatalf("it was not created: %v %v", answer, err)
	}
	answer.Body.Close()
	if e := heard.next(); e.kind != "operation" || e.of != "" {
		t.Errorf("told of %+v", e)
	}
	heard.silent(500 * time.Millisecond)
	kind := class.NamesOf(ada.layer.ID)
	if kept, err := s.store.List(t.Context(), string(l.project.ID), kind); err != nil || len(kept) != 1 {
		t.Fatalf("%d names are kept (%v)", len(kept), err)
	}
	l.teacher.post(l.base+"/assignments/"+string(l.assignment.ID)+"/delete", nil, nil)
	if kept, err := s.store.List(t.Context(), string(l.project.ID), kind); err != nil || len(kept) > 0 {
		t.Errorf("%d names outlive the assignment (%v)", len(kept), err)
	}
}

func TestADeletedPostIsNotInTheFileEither(t *testing.T) {
	file := sqlite(t)
	s := newSchool(t, file)
	l := s.lesson(nil)
	const secret = "xylothorax"
	var p struct{ ID string }
	l.teacher.post(l.article+"/posts", map[string]any{"start": 0, "end": 10, "text": "The word is " + secret}, &p)
	holds := func() (n int) {
		for _, part := range []string{"", "-wal"} {
			data, err := os.ReadFile(file + part)
			if err != nil {
				t.Fatal(err)
			}
			n += bytes.Count(data, []byte(secret))
		}
		return n
	}
	if holds() == 0 {
		t.Fatal("the post is not in the file, before it is deleted")
	}
	l.teacher.post(l.article+"/posts/"+p.ID+"/delete", nil, nil)
	for limit := time.Now().Add(10 * time.Second); holds() > 0 && time.Now().Before(limit); time.Sleep(200 * time.Millisecond) {
		if err := s.store.Ready(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := holds(); n > 0 {
		t.Errorf("the file has it %d times", n)
	}
}
