package class_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"quoth/internal/store"
	"quoth/internal/store/storetest"
)

// A listener reads a stream of events.
type listener struct {
	t      *testing.T
	events chan event
	last   string // ID
	close  func()
}

type event struct{ id, kind, of, name string }

func (p *person) listen(t *testing.T, path, last string) *listener {
	t.Helper()
	r, _ := http.NewRequestWithContext(t.Context(), "GET", p.s.at+path, nil)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := p.client.Do(r)
	if err != nil || answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("no stream: %v %v", err, answer)
	}
	l := &listener{t: t, events: make(chan event, 100), close: func() { answer.Body.Close() }}
	t.Cleanup(l.close)
	go func() {
		defer close(l.events)
		var e event
		for in := bufio.NewScanner(answer.Body); in.Scan(); {
			switch field, value, _ := strings.Cut(in.Text(), ": "); field {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				var said struct{ Kind, ID string }
				_ = json.Unmarshal([]byte(value), &said)
				e.kind, e.of = said.Kind, said.ID
			case "":
				if e.id != "" {
					l.events <- e
				}
				e = event{}
			}
		}
	}()
	if e := l.next(); e.name != "ready" {
		t.Fatalf("the stream begins with %+v", e)
	}
	return l
}

func (l *listener) next() event {
	l.t.Helper()
	select {
	case e := <-l.events:
		l.last = e.id
		return e
	case <-time.After(15 * time.Second):
		l.t.Fatal("nothing happened")
		return event{}
	}
}

func (l *listener) silent(for_ time.Duration) {
	l.t.Helper()
	select {
	case e, open := <-l.events:
		if open {
			l.t.Errorf("told of %+v", e)
		}
	case <-time.After(for_):
	}
}

func TestWhatHappensIsToldToWhomItConcerns(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada"), l.pupil("Ben")
	time.Sleep(200 * time.Millisecond) // what was before is not told
	teacher := l.teacher.listen(t, l.base+"/events", "")
	pupil, whole := ben.listen(t, l.base+"/events", ""), ben.listen(t, l.base+"/events?all", "")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	if e := teacher.next(); e.kind != "operation" || e.of != string(ada.layer.ID) {
		t.Errorf("the teacher is told %+v", e)
	}
	if e := whole.next(); e.kind != "operation" || e.of != "" {
		t.Errorf("who looks at the whole is told %+v", e)
	}
	pupil.silent(300 * time.Millisecond)
	// What comes within the same second is told in the end.
	ada.marks(l, 1, edit("a9", "claim", 0, 3, ""))
	if e := whole.next(); e.kind != "operation" {
		t.Errorf("of the last: %+v", e)
	}
	teacher.next()
	ben.marks(l, 0, edit("b1", "claim", 0, 18, ""))
	if e := pupil.next(); e.kind != "operation" || e.of != string(ben.layer.ID) {
		t.Errorf("of one's own layer: %+v", e)
	}
	// A break: what happened meanwhile is told from the last that was had.
	last := teacher.last
	teacher.close()
	ada.marks(l, 2, edit("a2", "claim", 0, 3, ""))
	l.teacher.post(l.base+"/assignments/"+string(l.assignment.ID)+"/open", nil, nil)
	teacher = l.teacher.listen(t, l.base+"/events", last)
	seen := map[string]bool{}
	for !seen["operation"+string(ada.layer.ID)] || !seen["assignment"+string(l.assignment.ID)] {
		e := teacher.next()
		seen[e.kind+e.of] = true
	}
	if e := pupil.next(); e.kind != "assignment" {
		t.Errorf("that it was opened concerns all: %+v", e)
	}
	if code, _ := ben.ask("GET", l.base+"/events?after=soon", nil, nil); code != 422 {
		t.Errorf("a number that is none: %d", code)
	}
	// A number of before a backup was restored.
	ahead := l.teacher.listen(t, l.base+"/events", "99999")
	if e := ahead.next(); e.kind != "missed" {
		t.Errorf("from ahead: %+v", e)
	}
}

// ends waits until a stream has ended, and tells what it has told before.
func (l *listener) ends() (told []event) {
	l.t.Helper()
	for {
		select {
		case e, open := <-l.events:
			if !open {
				return told
			}
			told = append(told, e)
		case <-time.After(15 * time.Second):
			l.t.Fatal("the stream does not end")
		}
	}
}

// Who listens is looked at again when that changes: whoever was removed hears
// nothing more, and whoever may hear less hears less.
func TestAStreamEndsWhenWhoListensBecomesAnother(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada"), l.pupil("Ben")
	time.Sleep(200 * time.Millisecond)
	removed, stays := ben.listen(t, l.base+"/events?all", ""), ada.listen(t, l.base+"/events", "")
	l.teacher.post(l.base+"/members/"+string(ben.member)+"/remove", nil, nil)
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	if told := removed.ends(); len(told) > 0 {
		t.Errorf("who was removed is told %+v", told)
	}
	if e := stays.next(); e.kind != "operation" {
		t.Errorf("who was not is told %+v", e)
	}
	teacher := l.teacher.listen(t, l.base+"/events", "")
	l.teacher.post(l.base, map[string]any{"name": "9b", "anonymity": "nobody"}, nil)
	ada.marks(l, 1, edit("a2", "claim", 0, 3, ""))
	for _, e := range teacher.ends() {
		if e.kind == "operation" {
			t.Errorf("in a class that became stricter the teacher is told %+v", e)
		}
	}
	again := l.teacher.listen(t, l.base+"/events", teacher.last)
	for {
		e := again.next()
		if e.of == string(ada.layer.ID) {
			t.Errorf("and told %+v when they come back", e)
		}
		if e.kind == "project" {
			break
		}
	}
}

// Who was away for long is told so in one line, and hears what comes then.
func TestWhoWasAwayForLongIsNotToldAllOfIt(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ben := l.pupil("Ben")
	first := ben.listen(t, l.base+"/events", "")
	ben.marks(l, 0, edit("b1", "claim", 0, 18, ""))
	first.next()
	first.close()
	for n := range 600 {
		if _, err := s.store.Write(t.Context(), string(l.project.ID), store.Put(store.Record{Kind: "post", ID: fmt.Sprint(n), Body: []byte("{}")})); err != nil {
			t.Fatal(err)
		}
	}
	again := ben.listen(t, l.base+"/events", first.last)
	if e := again.next(); e.kind != "missed" {
		t.Errorf("first he is told %+v", e)
	}
	ben.marks(l, 1, edit("b2", "claim", 0, 3, ""))
	if e := again.next(); e.kind != "operation" || e.of != string(ben.layer.ID) {
		t.Errorf("then he is told %+v", e)
	}
}

// Where nobody sees whose marks are whose, the teacher is told that somebody
// has marked something, and not whose layer it is.
func TestTheTeacherIsNotToldWhoMarksWhereNobodyIs(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["anonymity"] = "nobody" })
	ada := l.pupil("Ada")
	time.Sleep(200 * time.Millisecond) // what was before is not told
	heard := l.teacher.listen(t, l.base+"/events", "")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	if e := heard.next(); e.kind != "operation" || e.of != "" {
		t.Errorf("told of %+v", e)
	}
}

// What one replica is told, whoever listens to the other hears.
func TestReplicasAreOneServer(t *testing.T) {
	cluster := storetest.Postgres(t)
	one, two := newSchool(t, cluster.URL), newSchool(t, cluster.URL)
	l := one.lesson(nil)
	ada := l.pupil("Ada")
	other := two.person()
	other.post("/api/resume", map[string]string{"code": ada.resume}, nil)
	other.layer = ada.layer
	time.Sleep(200 * time.Millisecond)
	heard := other.listen(t, l.base+"/events", "")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	if e := heard.next(); e.kind != "operation" {
		t.Errorf("heard %+v", e)
	}
	other.marks(l, 1, edit("a2", "claim", 0, 3, ""))
	if code, k, _ := ada.mark(l, 1, edit("a3", "claim", 0, 3, "")); code != 409 || k.Seq != 2 {
		t.Errorf("the first replica has not seen what the second took: %d %+v", code, k)
	}
	ada.marks(l, 2, edit("a3", "claim", 0, 3, ""))
	// The database goes away and comes back: an answer that says so, and nothing lost.
	cluster.Kill()
	if code, _, words := ada.mark(l, 3, edit("a4", "claim", 4, 10, "")); code != 503 || !strings.Contains(words, "is kept in your browser") {
		t.Errorf("without a database: %d %s", code, words)
	}
	if code, _ := one.person().page("/readyz"); code != 503 {
		t.Errorf("ready without a database: %d", code)
	}
	cluster.Start()
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		code, _, words := ada.mark(l, 3, edit("a4", "claim", 4, 10, ""))
		if code == 200 {
			break
		}
		if time.Now().After(limit) {
			t.Fatalf("after the database came back: %d %s", code, words)
		}
	}
	var all known
	ada.get(ada.operations(l), &all)
	if all.Seq != 4 || len(all.Operations) != 4 {
		t.Errorf("%d operations", len(all.Operations))
	}
}
