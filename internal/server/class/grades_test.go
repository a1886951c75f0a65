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
	for n := range pupils {
		p := c.learner(n, a)
		p.finishes(base, a, 0)
		p.s = other // the balancer sends them elsewhere
		p.finishes(base, a, 1)
	}
	c.scored(pupils)
	c.quiet(pupils)
	told := map[string]int{}
	for _, s := range c.platform.Scores() {
		told[s.User]++
	}
	for user, n := range told {
		if n != 1 {
			t.Errorf("%s was told %d times", user, n)
		}
	}
}
