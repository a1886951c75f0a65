package class_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"quoth/internal/lti/ltitest"
	"quoth/internal/project"
)

func TestACourseIsAClassFromLaunchToScore(t *testing.T) {
	c := newCollege(t, sqlite(t))
	teacher, base, a := c.prepared()
	custom := c.chooses(teacher, string(a.ID))
	if len(custom) != 1 || custom[0]["assignment"] != string(a.ID) {
		t.Fatalf("chosen: %v", custom)
	}
	launch := &ltitest.Launch{User: "pupil-4711", Role: ltitest.Learner, Course: "media", Link: "link 1", Custom: custom[0], LineItem: "bridges"}
	pupil := c.person()
	if to := c.opens(pupil, launch); to != strings.Replace(base, "/api/projects/", "/class/", 1)+"/"+string(a.ID) {
		t.Errorf("the pupil comes to %s", to)
	}
	layer := pupil.finishes(base, a, 0)
	c.quiet(0) // there is another article
	pupil.finishes(base, a, 1)
	got := c.scored(1)[0]
	if got.Item != "bridges" || got.User != "pupil-4711" || got.Given != 1 || got.Activity != "Completed" {
		t.Errorf("the score is %+v", got)
	}
	pupil.finishes(base, a, 1) // again: nothing is new
	c.quiet(1)
	pupil.post(base+"/layers/"+string(layer.ID)+"/go-on", nil, nil)
	if got := c.scored(2)[1]; got.Given != 0 || got.Activity != "InProgress" {
		t.Errorf("taken back: %+v", got)
	}
	pupil.finishes(base, a, 0)
	if got := c.scored(3)[2]; got.Given != 1 {
		t.Errorf("finished again: %+v", got)
	}
	c.quiet(3)
	if n := c.platform.Asked(); n != 1 {
		t.Errorf("access was asked for %d times", n)
	}
	c.platform.Revoke()
	pupil.post(base+"/layers/"+string(layer.ID)+"/go-on", nil, nil)
	c.scored(4)

	// On another device it is the same member, and nobody knows more of them.
	phone := c.person()
	c.opens(phone, launch)
	var mine, theirs project.Layer
	pupil.post(base+"/assignments/"+string(a.ID)+"/articles/"+string(a.Articles[0])+"/layer", nil, &mine)
	phone.post(base+"/assignments/"+string(a.ID)+"/articles/"+string(a.Articles[0])+"/layer", nil, &theirs)
	if mine.ID != theirs.ID {
		t.Error("the phone has another layer")
	}
	var members []project.Member
	teacher.get(base+"/members", &members)
	if len(members) != 2 {
		t.Errorf("the members are %+v", members)
	}
	var kept strings.Builder
	if err := c.store.Backup(t.Context(), &kept); err != nil {
		t.Fatal(err)
	}
	for _, told := range []string{"pupil-4711", "teacher-7", "A real name", "real@platform.example"} {
		if strings.Contains(kept.String(), told) {
			t.Errorf("%q is kept", told)
		}
	}
	// Who is forgotten is owed nothing, and comes back as somebody new.
	for _, m := range members {
		if m.Role == project.Annotator {
			teacher.post(base+"/members/"+string(m.ID)+"/forget", nil, nil)
		}
	}
	c.opens(phone, launch)
	phone.post(base+"/assignments/"+string(a.ID)+"/articles/"+string(a.Articles[0])+"/layer", nil, &theirs)
	if !theirs.Finished.IsZero() || theirs.ID == mine.ID {
		t.Error("something of who was forgotten is still there")
	}
}

func TestALinkWithoutAnAssignmentIsLedByTheTeacher(t *testing.T) {
	c := newCollege(t, sqlite(t))
	early := c.platform.Open(t, c.person().client, &ltitest.Launch{User: "p", Role: ltitest.Learner, Course: "media", Link: "link 0"})
	if words := problemOf(read(early)); early.StatusCode != 403 || !strings.Contains(words, "Your teacher opens Quoth from the course first") && !strings.Contains(words, "your teacher opens Quoth from the course first") {
		t.Errorf("before there is a class: %d %s", early.StatusCode, words)
	}
	teacher, base, a := c.prepared()
	pupil := c.person()
	launch := &ltitest.Launch{User: "p", Role: ltitest.Learner, Course: "media", Link: "link 0", LineItem: "column"}
	refused := c.platform.Open(t, pupil.client, launch)
	if words := problemOf(read(refused)); refused.StatusCode != 403 || !strings.Contains(words, "leads to no assignment yet") {
		t.Errorf("a link that leads nowhere: %d %s", refused.StatusCode, words)
	}
	again := teaches
	to := c.opens(teacher, &again)
	if code, page := teacher.page(to); code != 200 || !strings.Contains(page, "Where does this link lead?") || !strings.Contains(page, "Two bridges") {
		t.Errorf("%s shows %d", to, code)
	}
	if code, to, _ := teacher.send(to, url.Values{"assignment": {string(a.ID)}}); code != 303 || to != strings.Replace(base, "/api/projects/", "/class/", 1)+"/"+string(a.ID) {
		t.Errorf("led: %d %s", code, to)
	}
	if to := c.opens(pupil, launch); !strings.HasSuffix(to, "/"+string(a.ID)) {
		t.Errorf("the pupil comes to %s", to)
	}
	// The link of a copy of the course leads nowhere there.
	copied := &ltitest.Launch{User: "t", Role: ltitest.Instructor, Course: "a copy", Link: "link 9", Custom: map[string]string{"assignment": string(a.ID)}}
	if to := c.opens(c.person(), copied); !strings.HasPrefix(to, "/lti/link/") {
		t.Errorf("in a copy the teacher comes to %s", to)
	}
}

func TestInsideAFrameALinkOpensAWindowOnce(t *testing.T) {
	c := newCollege(t, sqlite(t))
	c.prepared()
	launch := teaches
	launch.User, launch.Frame = "teacher-8", true
	framed := c.person()
	answer := c.platform.Open(t, framed.client, &launch)
	page := read(answer)
	way := regexp.MustCompile(`target="_blank" rel="noopener" href="(/lti/enter\?way=[^"]+)">Open in a new window`).FindStringSubmatch(page)
	if answer.StatusCode != 200 || way == nil {
		t.Fatalf("a frame shows %d: %s", answer.StatusCode, problemOf(page))
	}
	if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors "+c.platform.URL) || strings.Contains(policy, "'none' "+c.platform.URL) {
		t.Errorf("its policy is %s", policy)
	}
	window := c.person() // which has none of the frame's cookies
	code, to := window.follow(way[1])
	if code != 303 {
		t.Fatalf("the way in: %d", code)
	}
	if code, page := window.page(to); code != 200 || !strings.Contains(page, "Course media") {
		t.Errorf("%s shows %d", to, code)
	}
	for name, who := range map[string]*person{"the same window": window, "another": c.person()} {
		if code, page := who.page(way[1]); code != 422 || !strings.Contains(problemOf(page), "used already") {
			t.Errorf("%s comes in again: %d %s", name, code, problemOf(page))
		}
	}
	answer = c.platform.Open(t, framed.client, &launch)
	way = regexp.MustCompile(`href="(/lti/enter\?way=[^"]+)"`).FindStringSubmatch(read(answer))
	c.now = time.Now().Add(3 * time.Minute)
	if code, _ := c.person().follow(way[1]); code != 422 {
		t.Errorf("after three minutes: %d", code)
	}
	// No other page may be framed.
	for _, path := range []string{"/class/", "/lti/", to} {
		r, _ := window.client.Get(c.at + path)
		r.Body.Close()
		if policy := r.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'none'") || !strings.Contains(policy, "form-action 'self'") || strings.Contains(policy, c.platform.URL) {
			t.Errorf("%s has the policy %s", path, policy)
		}
	}
}

func TestALaunchLeavesTheBrowserWhatItHad(t *testing.T) {
	c := newCollege(t, sqlite(t))
	l := c.lesson(nil)
	_, base, _ := c.prepared()
	launch := teaches
	launch.User = "teacher-9"
	before := cookieOf(l.teacher)
	c.opens(l.teacher, &launch)
	if after := cookieOf(l.teacher); after == before {
		t.Error("a planted session would have become a teacher's")
	}
	l.teacher.get(l.base, nil)
	l.teacher.get(base, nil)
	same := cookieOf(l.teacher)
	c.opens(l.teacher, &launch)
	if cookieOf(l.teacher) != same {
		t.Error("a second launch makes another session")
	}
}

func TestWhoWasRemovedIsNotLetInByALaunch(t *testing.T) {
	c := newCollege(t, sqlite(t))
	teacher, base, a := c.prepared()
	launch := &ltitest.Launch{User: "p", Role: ltitest.Learner, Course: "media", Link: "link 1", Custom: map[string]string{"assignment": string(a.ID)}}
	pupil := c.person()
	c.opens(pupil, launch)
	var members []project.Member
	teacher.get(base+"/members", &members)
	for _, m := range members {
		if m.Role == project.Annotator {
			teacher.post(base+"/members/"+string(m.ID)+"/remove", nil, nil)
		}
	}
	answer := c.platform.Open(t, pupil.client, launch)
	if words := problemOf(read(answer)); answer.StatusCode != 403 || !strings.Contains(words, "You are in Course media no more") {
		t.Errorf("%d %s", answer.StatusCode, words)
	}
	teacher.post(base+"/end", nil, nil)
	launch.User = "late"
	answer = c.platform.Open(t, c.person().client, launch)
	if words := problemOf(read(answer)); answer.StatusCode != 403 || !strings.Contains(words, "has ended") {
		t.Errorf("after the class has ended: %d %s", answer.StatusCode, words)
	}
	// A class that was deleted begins anew with the next teacher's launch.
	teacher.post(base+"/delete", nil, nil)
	anew := teaches
	if to := c.opens(teacher, &anew); !strings.HasPrefix(to, "/lti/link/") {
		t.Errorf("the teacher comes to %s", to)
	}
	members = nil
	teacher.get(base+"/members", &members)
	if len(members) != 1 {
		t.Errorf("the new class has %d members", len(members))
	}
}
