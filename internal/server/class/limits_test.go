package class_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/internal/server"
	"quoth/internal/server/class"
)

func limited(perSecond int) func(*server.Config, *class.Config) {
	return func(_ *server.Config, c *class.Config) { c.Limit = perSecond }
}

// Asking too fast is answered with when to ask again, and takes nothing from
// others, though they are behind one address.
func TestABrowserThatRunsWildLeavesOthersTheirServer(t *testing.T) {
	s := newSchool(t, sqlite(t), limited(2))
	l := s.lesson(nil)
	wild, calm := l.pupil("Ada"), l.pupil("Ben")
	wild.marks(l, 0, edit("a1", "claim", 0, 10, ""))
	var refused *http.Response
	for range 40 {
		r, _ := http.NewRequest("POST", s.at+wild.operations(l), strings.NewReader(`{"after":1,"operations":[]}`))
		r.Header.Set("Content-Type", "application/json")
		answer, err := wild.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode == 429 {
			refused = answer
			break
		}
	}
	if refused == nil {
		t.Fatal("it is never refused")
	}
	if wait, err := strconv.Atoi(refused.Header.Get("Retry-After")); err != nil || wait < 1 || wait > 5 {
		t.Errorf("Retry-After = %q", refused.Header.Get("Retry-After"))
	}
	calm.marks(l, 0, edit("b1", "claim", 0, 10, ""))
	if code, metrics := calm.page("/metrics"); code != 200 || !strings.Contains(metrics, `quoth_limited_total{what="requests"} 1`) {
		t.Errorf("the metrics do not tell it: %d", code)
	}
}

// Whoever has no session yet is counted by address, and a whole school can
// join through one.
func TestASchoolJoinsThroughOneAddressAndAFloodDoesNot(t *testing.T) {
	s := newSchool(t, sqlite(t), limited(10))
	l := s.lesson(nil)
	for i := range 60 {
		l.pupil("Pupil " + strconv.Itoa(i))
	}
	stranger := s.person()
	refused := false
	for range 400 {
		if code, _ := stranger.ask("GET", "/api/me", nil, nil); code == 429 {
			refused = true
			break
		}
	}
	if !refused {
		t.Error("a flood is answered to its end")
	}
	if code, _ := l.teacher.ask("GET", l.base, nil, nil); code != 200 {
		t.Errorf("who is signed in suffers from it: %d", code)
	}
}

func TestABrowserListensOnlySoOften(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	pupil, other := l.pupil("Ada"), l.pupil("Ben")
	open := func(p *person) *http.Response {
		t.Helper()
		r, _ := http.NewRequestWithContext(t.Context(), "GET", s.at+l.base+"/events", nil)
		answer, err := p.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	var last *http.Response
	for range 32 {
		if last = open(pupil); last.StatusCode != 200 {
			t.Fatalf("a stream is refused: %d", last.StatusCode)
		}
		defer last.Body.Close()
	}
	if more := open(pupil); more.StatusCode != 429 || more.Header.Get("Retry-After") == "" {
		t.Errorf("one more is answered with %d", more.StatusCode)
	}
	if theirs := open(other); theirs.StatusCode != 200 {
		t.Errorf("another's is answered with %d", theirs.StatusCode)
	} else {
		theirs.Body.Close()
	}
	last.Body.Close()
	eventually(t, "there is room again", func() bool {
		again := open(pupil)
		again.Body.Close()
		return again.StatusCode == 200
	})
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for limit := time.Now().Add(10 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("it never came: %s", what)
		}
	}
}
