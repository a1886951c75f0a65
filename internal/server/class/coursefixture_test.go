package class_test

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"quoth/internal/lti"
	"quoth/internal/lti/ltitest"
	"quoth/internal/project"
	"quoth/internal/server"
	"quoth/internal/server/class"
)

// A college is a school that a course platform hands people over to.
type college struct {
	*school
	platform *ltitest.Platform
}

func newCollege(t *testing.T, database string) *college {
	p := ltitest.New(t)
	return &college{connected(t, database, p), p}
}

// connected starts a server that the platform hands people over to.
func connected(t *testing.T, database string, p *ltitest.Platform) *school {
	t.Helper()
	platforms, err := lti.ReadPlatforms("platforms.json", p.Registration())
	if err != nil {
		t.Fatal(err)
	}
	s := newSchool(t, database, func(_ *server.Config, c *class.Config) { c.Platforms = platforms })
	p.Tool, p.Fetch = s.at, &http.Client{Transport: s.line}
	return s
}

// opens launches, and follows the way in; it returns where that leads.
func (c *college) opens(p *person, l *ltitest.Launch) string {
	c.t.Helper()
	answer := c.platform.Open(c.t, p.client, l)
	shown := read(answer)
	if answer.StatusCode != 303 || !strings.HasPrefix(answer.Header.Get("Location"), "/lti/enter?way=") {
		c.t.Fatalf("the launch is answered with %d: %s", answer.StatusCode, problemOf(shown))
	}
	code, to := p.follow(answer.Header.Get("Location"))
	if code != 303 {
		c.t.Fatalf("the way in is answered with %d", code)
	}
	return to
}

func read(answer *http.Response) string {
	defer answer.Body.Close()
	data, _ := io.ReadAll(answer.Body)
	return string(data)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// field is a hidden field of a page.
func field(page, name string) string {
	for _, found := range hidden.FindAllStringSubmatch(page, -1) {
		if found[1] == name {
			return html.UnescapeString(found[2])
		}
	}
	return ""
}

var teaches = ltitest.Launch{User: "teacher-7", Role: ltitest.Instructor, Course: "media", Link: "link 0"}

// prepared is a class of a course with an assignment of two articles.
func (c *college) prepared() (teacher *person, base string, a project.Assignment) {
	c.t.Helper()
	teacher = c.person()
	launch := teaches
	to := c.opens(teacher, &launch)
	if !strings.HasPrefix(to, "/lti/link/") {
		c.t.Fatalf("the teacher comes to %s", to)
	}
	base = "/api/projects/" + strings.Split(to, "/")[3]
	var ids []string
	for _, text := range []string{"One bridge is safe, said the mayor of Nowhere to all.", "Another bridge is closed, and nobody knows why."} {
		var one struct{ ID string }
		teacher.post(base+"/articles", map[string]string{"text": text}, &one)
		ids = append(ids, one.ID)
	}
	teacher.post(base+"/assignments", map[string]any{"title": "Two bridges", "articles": ids, "opens": "teacher"}, &a)
	return teacher, base, a
}

// chooses puts assignments into the course by deep linking.
func (c *college) chooses(p *person, ids ...string) (custom []map[string]string) {
	c.t.Helper()
	launch := teaches
	launch.Link, launch.Frame = "", true
	answer := c.platform.Open(c.t, p.client, &launch)
	page := read(answer)
	if answer.StatusCode != 200 || !strings.Contains(page, "Two bridges") {
		c.t.Fatalf("choosing shows %d: %s", answer.StatusCode, problemOf(page))
	}
	if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors "+c.platform.URL) || !strings.Contains(policy, "form-action 'self';") && !strings.HasSuffix(policy, "form-action 'self'") {
		c.t.Errorf("the policy of choosing: %s", policy)
	}
	framed := c.person() // no cookie comes into the frame
	r, _ := http.NewRequest("POST", c.at+"/lti/choose", strings.NewReader(url.Values{"note": {field(page, "note")}, "assignment": ids}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := framed.client.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	page = read(answer)
	if policy := answer.Header.Get("Content-Security-Policy"); answer.StatusCode != 200 || !strings.Contains(policy, "form-action 'self' "+c.platform.URL) {
		c.t.Fatalf("what was chosen shows %d, %s: %s", answer.StatusCode, policy, problemOf(page))
	}
	if !strings.Contains(page, `action="`+c.platform.URL+`/chosen"`) {
		c.t.Error("the form does not go to the platform")
	}
	sent, err := http.PostForm(c.platform.URL+"/chosen", url.Values{"JWT": {field(page, "JWT")}})
	if err != nil || sent.StatusCode != 200 {
		c.t.Fatalf("the platform answers %v, %v", sent, err)
	}
	sent.Body.Close()
	all := c.platform.Chosen()
	for _, i := range all[len(all)-1] {
		if i.LineItem == nil || i.LineItem.ScoreMaximum != 1 {
			c.t.Errorf("the column is %+v", i.LineItem)
		}
		custom = append(custom, i.Custom)
	}
	return custom
}

// finishes finishes an article of the assignment.
func (p *person) finishes(base string, a project.Assignment, article int) project.Layer {
	p.s.t.Helper()
	var l project.Layer
	p.post(base+"/assignments/"+string(a.ID)+"/articles/"+string(a.Articles[article])+"/layer", nil, &l)
	p.post(base+"/layers/"+string(l.ID)+"/finish", nil, nil)
	return l
}

// scored waits for so many scores.
func (c *college) scored(n int) []ltitest.Score {
	c.t.Helper()
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if all := c.platform.Scores(); len(all) >= n {
			return all
		}
		if time.Now().After(limit) {
			c.t.Fatalf("%d scores have come, not %d", len(c.platform.Scores()), n)
		}
	}
}

// quiet waits long enough for a score that must not come.
func (c *college) quiet(n int) {
	c.t.Helper()
	time.Sleep(400 * time.Millisecond)
	if all := c.platform.Scores(); len(all) != n {
		c.t.Fatalf("%d scores have come, not %d: %+v", len(all), n, all)
	}
}
