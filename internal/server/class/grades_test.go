package class_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"quoth/internal/lti/ltitest"
	"quoth/internal/project"
)

// A pupil of the course who has been handed over for an assignment.
func (c *college) learner(n int, a project.Assignment) *person {
	c.t.Helper()
	p := c.person()
	c.opens(p, &ltitest.Launch{User: fmt.Sprint("pupil-", n), Role: ltitest.Learner, Course: "media", Link: "link 1", LineItem: "bridges", Custom: map[string]string{"assignment": string(a.ID)}})
	return p
}

func TestAResultArrivesWhenThePlatformIsBack(t *testing.T) {
	c := newCollege(t, sqlite(t))
	teacher, base, a := c.prepared()
	pupil := c.learner(1, a)
	c.platform.Down(true)
	pupil.finishes(base, a, 0)
	pupil.finishes(base, a, 1)
	page := "/class/" + strings.TrimPrefix(base, "/api/projects/") + "/" + string(a.ID)
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if _, shown := teacher.page(page); strings.Contains(shown, "The course has not heard yet") {
			break
		}
		if time.Now().After(limit) {
			t.Fatal("the teacher does not see that the course has not heard")
		}
	}
	c.platform.Down(false)
	if got := c.scored(1)[0]; got.Given != 1 || got.User != "pupil-1" {
		t.Errorf("the score is %+v", got)
	}
	c.quiet(1)
	if _, shown := teacher.page(page); strings.Contains(shown, "The course has not heard yet") {
		t.Error("the teacher still sees that the course has not heard")
	}
	r, err := teacher.client.Get(c.at + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	metrics, _ := io.ReadAll(r.Body)
	if !strings.Contains(string(metrics), `quoth_grades_total{outcome="sent"} 1`) || !strings.Contains(string(metrics), `quoth_grades_total{outcome="failed"}`) {
		t.Error("it was not counted")
	}
}

func TestAResultArrivesAfterTheServerWasStartedAgain(t *testing.T) {
	database := sqlite(t)
	c := newCollege(t, database)
	_, base, a := c.prepared()
	pupil := c.learner(1, a)
	c.platform.Down(true)
	pupil.finishes(base, a, 0)
	pupil.finishes(base, a, 1)
	time.Sleep(200 * time.Millisecond)
	c.stop()
	if n := len(c.platform.Scores()); n != 0 {
		t.Fatalf("%d scores while the platform is down", n)
	}
	c.platform.Down(false)
	c.school = connected(t, database, c.platform)
	if got := c.scored(1)[0]; got.Given != 1 || got.User != "pupil-1" {
		t.Errorf("the score is %+v", got)
	}
	c.quiet(1)
}

func TestEachResultIsToldOnceByTwoReplicas(t *testing.T) {
	database := sqlite(t)
	c := newCollege(t, database)
	_, base, a := c.prepared()
	other := connected(t, database, c.platform)
	c.platform.Tool = c.at
	const pupils = 8
	var all [pupils]*person
	for n := range pupils {
		p := c.learner(n, a)
		all[n] = p
		p.finishes(base, a, 0)
		p.s = other // the balancer sends them elsewhere
		p.finishes(base, a, 1)
	}
	c.scored(pupils)
	c.quiet(pupils)
	// Both know of what is owed when the platform is back.
	c.platform.Down(true)
	for _, p := range all {
		var l project.Layer
		p.post(base+"/assignments/"+string(a.ID)+"/articles/"+string(a.Articles[0])+"/layer", nil, &l)
		p.post(base+"/layers/"+string(l.ID)+"/go-on", nil, nil)
	}
	connected(t, database, c.platform)
	connected(t, database, c.platform)
	time.Sleep(2 * time.Second)
	c.platform.Down(false)
	c.scored(2 * pupils)
	c.quiet(2 * pupils)
	told := map[string]int{}
	for _, s := range c.platform.Scores() {
		told[s.User]++
	}
	for user, n := range told {
		if n != 2 {
			t.Errorf("%s was told %d times, not once of each", user, n)
		}
	}
}

func TestNobodyHearsWhoIsWho(t *testing.T) {
	c := newCollege(t, sqlite(t))
	teacher, base, a := c.prepared()
	pupil := c.learner(1, a)
	for name, who := range map[string]*person{"the teacher": teacher, "the pupil": pupil} {
		heard, members := who.listen(t, base+"/events", "0"), 0
		for told := true; told; {
			select {
			case e := <-heard.events:
				if e.kind == "member" {
					members++
				}
				if e.kind == "pseudonym" || e.kind == "lti-person" || e.kind == "lti-column" {
					t.Errorf("%s hears of a %s", name, e.kind)
				}
			case <-time.After(500 * time.Millisecond):
				told = false
			}
		}
		if members == 0 {
			t.Errorf("%s hears of no member", name)
		}
	}
}
