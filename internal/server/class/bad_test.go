package class_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/project"
	"quoth/internal/store/storetest"
	"quoth/internal/text"
)

// has fails the test unless a log is of just so many operations.
func (p *person) has(l *lesson, n int64) {
	p.s.t.Helper()
	var all known
	p.get(p.operations(l), &all)
	if all.Seq != n || int64(len(all.Operations)) != n {
		p.s.t.Errorf("the log has %d operations and ends with %d, want %d", len(all.Operations), all.Seq, n)
	}
}

// full makes every file that grows meet its end, as a full disk does, until
// room is called.
func full(t *testing.T, largest string) (room func()) {
	t.Helper()
	info, err := os.Stat(largest)
	if err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	now := before
	now.Cur = uint64(info.Size())
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &now); err != nil {
		t.Fatal(err)
	}
	room = func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(room)
	return room
}

func TestAFullDiskIsToldAndLosesNothingThatWasAcknowledged(t *testing.T) {
	var log diary
	file := sqlite(t)
	s := newSchool(t, file, logging(&log))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 10, "kept"))
	room := full(t, file+"-wal")
	lost := edit("a2", "claim", 4, 18, "not kept")
	code, _, words := ada.mark(l, 1, lost)
	if code != http.StatusInsufficientStorage || !strings.Contains(words, "disk may be full") || !strings.Contains(words, "kept in your browser") {
		t.Errorf("%d %s", code, words)
	}
	if code, _ := ada.page("/readyz"); code != 503 {
		t.Errorf("it is ready without a disk: %d", code)
	}
	ada.has(l, 1) // reading goes on
	if told := log.String(); !strings.Contains(told, "free some space, or give the program the right to write") || !strings.Contains(told, "not ready") {
		t.Errorf("the log tells the operator nothing: %s", told)
	}
	_, metrics := ada.page("/metrics")
	if !strings.Contains(metrics, `quoth_edits_total{cause="full",outcome="failed"} 1`) || strings.Contains(metrics, `quoth_store_writes_total{outcome="full"} 0`) {
		t.Error("the metrics do not tell it")
	}
	room()
	ada.marks(l, 1, lost) // as the tab does, the same again
	ada.has(l, 2)
	if code, _ := ada.page("/readyz"); code != 200 {
		t.Errorf("it is not ready though there is room: %d", code)
	}
}

// So does a PostgreSQL that is read-only for a while.
func TestADatabaseThatIsReadOnlyIsToldAndLosesNothing(t *testing.T) {
	var log diary
	cluster := storetest.Postgres(t)
	s := newSchool(t, cluster.URL, logging(&log))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 10, "kept"))
	cluster.ReadOnly(true)
	time.Sleep(time.Second) // those that rest are then looked at before they are used
	lost := edit("a2", "claim", 4, 18, "not kept")
	code, _, words := ada.mark(l, 1, lost)
	if code == http.StatusServiceUnavailable { // its connection has ended
		code, _, words = ada.mark(l, 1, lost)
	}
	if code != http.StatusInsufficientStorage || !strings.Contains(words, "kept in your browser") {
		t.Errorf("%d %s", code, words)
	}
	for range 2 { // the first may find that its connection has ended
		if code, _ := ada.page("/readyz"); code != 503 {
			t.Errorf("it is ready though nothing can be written: %d", code)
		}
	}
	ada.has(l, 1) // reading goes on
	line := func(begins string) bool {
		for told := range strings.Lines(log.String()) {
			if strings.Contains(told, begins) && strings.Contains(told, "free some space, or give the program the right to write") && strings.Contains(told, "read-only") {
				return true
			}
		}
		return false
	}
	if !line(`"msg":"not ready"`) || !line(`"msg":"a class could not be answered"`) {
		t.Errorf("the log tells the operator nothing: %s", log.String())
	}
	_, metrics := ada.page("/metrics")
	if !strings.Contains(metrics, `quoth_edits_total{cause="full",outcome="failed"} 1`) || strings.Contains(metrics, `quoth_store_writes_total{outcome="full"} 0`) {
		t.Error("the metrics do not tell it")
	}
	cluster.ReadOnly(false)
	if code, _, words = ada.mark(l, 1, lost); code == http.StatusInsufficientStorage { // by a connection of before
		code, _, words = ada.mark(l, 1, lost)
	}
	if code != 200 {
		t.Fatalf("it can be written again: %d %s", code, words)
	}
	ada.has(l, 2)
	if code, _ := ada.page("/readyz"); code != 200 {
		t.Errorf("it is not ready though it can be written: %d", code)
	}
}

// The tab's clock says when an edit was made, for those who look at it; what
// came first is decided by the server. A server's clock that is wrong closes
// what has an end, and only while it is wrong.
func TestAClockThatIsWrongByAYearLosesNothing(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["until"] = time.Now().Add(24 * time.Hour).UTC() })
	ada := l.pupil("Ada")
	year := 365 * 24 * time.Hour
	for i, at := range []time.Time{time.Now().Add(year), time.Now().Add(-year), time.Now()} {
		e := edit(fmt.Sprint("a", i), "claim", 0, []text.Byte{3, 10, 13}[i], "")
		e.At = at.UTC()
		e.Changes[0].Annotation.After.Created, e.Changes[0].Annotation.After.Modified = at.UTC(), at.UTC()
		ada.marks(l, int64(i), e)
	}
	var all known
	ada.get(ada.operations(l), &all)
	for i, o := range all.Operations {
		if o.ID != fmt.Sprint("tx-a", i) {
			t.Errorf("operation %d is %s: the order is the tab's clock's", i+1, o.ID)
		}
	}
	if _, metrics := ada.page("/metrics"); !strings.Contains(metrics, "quoth_edit_delay_seconds_count 3") {
		t.Error("the delay of an edit of next year is not counted")
	}
	s.now = time.Now().Add(year)
	if code, _, words := ada.mark(l, 3, edit("late", "claim", 0, 3, "")); code != 403 || !strings.Contains(words, "open until") {
		t.Errorf("a year later: %d %s", code, words)
	}
	if code, _ := s.person().ask("POST", "/api/join", map[string]string{"code": l.project.Code, "pseudonym": "Ben"}, nil); code != 422 {
		t.Errorf("a code of last year: %d", code)
	}
	ada.has(l, 3)
	s.now = time.Now().Add(-year)
	ada.marks(l, 3, edit("early", "claim", 0, 3, ""))
	s.now = time.Time{}
	ada.marks(l, 4, edit("right", "claim", 0, 3, ""))
	l.pupil("Ben")
	ada.has(l, 5)
	ada.post(l.base+"/layers/"+string(ada.layer.ID)+"/finish", nil, nil)
	var heat project.Heat
	ada.get(l.article+"/heat", &heat)
	if heat.Readers != 2 || len(heat.Passages) == 0 {
		t.Errorf("%+v", heat)
	}
}

// Each of these is refused with a sentence, and the log is as it was.
func TestForgedAndReplayedOperationsChangeNothing(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l, other := s.lesson(nil), s.lesson(nil)
	ada, ben, stranger := l.pupil("Ada"), l.pupil("Ben"), other.pupil("Cem")
	ada.marks(l, 0, edit("a1", "claim", 0, 10, "Ada's"))
	ben.marks(l, 0, edit("b1", "claim", 0, 10, "Ben's"))
	stranger.marks(other, 0, edit("c1", "claim", 0, 10, "Cem's"))
	theirs := edit("a1", "claim", 0, 10, "Ada's").Changes[0].Annotation.After
	change := func(id string, e editor.Edit[annotation.Annotation]) editor.Transaction {
		return editor.Transaction{ID: id, Label: "Edit", At: time.Now().UTC(), Changes: []editor.Change{{Annotation: &e}}}
	}
	stolen := *theirs
	stolen.Note = "stolen"
	many := make([]editor.Transaction, 501)
	for i := range many {
		many[i] = edit(fmt.Sprint("many", i), "claim", 0, 10, "")
	}
	deep := strings.Repeat(`[`, 200_000)
	for name, sent := range map[string]any{
		"another's annotation, changed":           []editor.Transaction{change("f1", editor.Edit[annotation.Annotation]{Before: theirs, After: &stolen})},
		"another's annotation, removed":           []editor.Transaction{change("f2", editor.Edit[annotation.Annotation]{Before: theirs})},
		"one's own annotation, made again":        []editor.Transaction{edit("b1", "claim", 0, 10, "again")},
		"a place before the beginning":            []editor.Transaction{edit("f5", "claim", -5, 10, "")},
		"one that is right and one that is wrong": []editor.Transaction{edit("f7", "claim", 0, 10, ""), edit("f8", "claim", 0, 10_000, "")},
		"one thing twice":                         []editor.Transaction{edit("f9", "claim", 0, 10, ""), edit("f9", "claim", 0, 10, "")},
		"too many":                                many,
		"no list":                                 "operations",
	} {
		if code, words := ben.ask("POST", ben.operations(l), map[string]any{"after": 1, "operations": sent}, nil); code != 422 || len(words) < 10 {
			t.Errorf("%s: %d %s", name, code, words)
		}
		ben.has(l, 1)
	}
	if code, words := ben.raw(ben.operations(l), `{"after":1,"operations":`+deep); code != 422 || !strings.Contains(words, "JSON") {
		t.Errorf("too deep: %d %.200s", code, words)
	}
	if code, _ := ben.raw(ben.operations(l), `{"after":1,"operations":"`+strings.Repeat("x", 5<<20)+`"}`); code != 413 {
		t.Errorf("too large: %d", code)
	}
	// A replay finds what is there; from elsewhere there is no layer at all.
	if code, k, _ := ben.mark(l, 0, edit("b1", "claim", 0, 10, "Ben's")); code != 409 || k.Seq != 1 || len(k.Operations) != 1 {
		t.Errorf("a replay: %d %+v", code, k)
	}
	if code, k, _ := ben.mark(l, 99, edit("b9", "claim", 0, 10, "")); code != 409 || k.Seq != 1 {
		t.Errorf("from the future: %d %+v", code, k)
	}
	for _, path := range []string{ada.operations(l), l.base + "/layers/" + string(stranger.layer.ID) + "/operations", stranger.operations(other)} {
		if code, _ := ben.ask("POST", path, map[string]any{"after": 1, "operations": []editor.Transaction{edit("b9", "claim", 0, 10, "")}}, nil); code != 404 {
			t.Errorf("into another's layer: %d", code)
		}
	}
	ada.has(l, 1)
	ben.has(l, 1)
	stranger.has(other, 1)
}

// Another class's ids lead nowhere in what is sent either.
func TestAnotherClassesIDsInWhatIsSentLeadNowhere(t *testing.T) {
	s := newSchool(t, sqlite(t))
	mine := s.lesson(nil)
	theirs := s.lesson(func(m map[string]any) {
		delete(m, "offer")
		m["text"] = "# Theirs\n\nAn article that is in no other class at all."
	})
	pupil := mine.pupil("Ada")
	if code, _ := mine.teacher.ask("POST", mine.base+"/assignments", map[string]any{"title": "Stolen", "articles": theirs.assignment.Articles}, nil); code != 404 {
		t.Errorf("another class's article is assigned: %d", code)
	}
	foreign := mine.base + "/assignments/" + string(mine.assignment.ID) + "/articles/" + string(theirs.assignment.Articles[0])
	for method, path := range map[string]string{"GET": foreign + "/heat", "POST": foreign + "/posts"} {
		if code, _ := mine.teacher.ask(method, path, map[string]any{"start": 0, "end": 3, "text": "x"}, nil); code != 404 {
			t.Errorf("%s %s: %d", method, path, code)
		}
	}
	if code, _ := pupil.ask("POST", foreign+"/layer", nil, nil); code != 404 {
		t.Errorf("a layer of it: %d", code)
	}
	if code, _ := mine.teacher.ask("POST", foreign+"/embeds", map[string]string{"view": "class"}, nil); code != 404 {
		t.Errorf("it is published: %d", code)
	}
	var all []project.Assignment
	mine.teacher.get(mine.base+"/assignments", &all)
	if len(all) != 1 {
		t.Errorf("%d assignments", len(all))
	}
}

// raw sends what may be no JSON.
func (p *person) raw(path, body string) (code int, said string) {
	p.s.t.Helper()
	r, _ := http.NewRequest("POST", p.s.at+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	answer, err := p.client.Do(r)
	if err != nil {
		p.s.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(data)
}
