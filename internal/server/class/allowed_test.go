package class_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"quoth/internal/lti"
	"quoth/internal/lti/ltitest"
	"quoth/internal/project"
	"quoth/internal/server"
	"quoth/internal/server/class"
)

// who may use each route: the least role, "account", or "anyone". A route that
// is missing here fails the test.
var allowed = map[string]string{
	"GET /api/openapi.json":                                                             "anyone",
	"GET /api/me":                                                                       "anyone",
	"POST /api/setup":                                                                   "anyone",
	"POST /api/sign-in":                                                                 "anyone",
	"POST /api/sign-out":                                                                "anyone",
	"POST /api/join":                                                                    "anyone",
	"POST /api/resume":                                                                  "anyone",
	"POST /api/invitations":                                                             "account",
	"POST /api/me/password":                                                             "account",
	"POST /api/me/delete":                                                               "account",
	"POST /api/tokens":                                                                  "account",
	"GET /api/tokens":                                                                   "account",
	"POST /api/tokens/{id}/revoke":                                                      "account",
	"POST /api/projects":                                                                "account",
	"GET /api/projects/{project}":                                                       "viewer",
	"POST /api/projects/{project}":                                                      "owner",
	"POST /api/projects/{project}/end":                                                  "owner",
	"POST /api/projects/{project}/delete":                                               "owner",
	"POST /api/projects/{project}/code":                                                 "owner",
	"POST /api/projects/{project}/sign-out":                                             "viewer",
	"POST /api/projects/{project}/leave":                                                "viewer",
	"GET /api/projects/{project}/events":                                                "viewer",
	"GET /api/projects/{project}/search":                                                "viewer",
	"GET /api/projects/{project}/key.csv":                                               "owner",
	"GET /api/projects/{project}/members":                                               "owner",
	"GET /api/projects/{project}/articles":                                              "viewer",
	"POST /api/projects/{project}/articles":                                             "owner",
	"POST /api/projects/{project}/code/close":                                           "owner",
	"POST /api/projects/{project}/members/{named}":                                      "owner",
	"POST /api/projects/{project}/members/{named}/resume":                               "owner",
	"POST /api/projects/{project}/members/{named}/remove":                               "owner",
	"POST /api/projects/{project}/members/{named}/forget":                               "owner",
	"GET /api/projects/{project}/articles/{article}":                                    "viewer",
	"GET /api/projects/{project}/assignments":                                           "viewer",
	"POST /api/projects/{project}/assignments":                                          "owner",
	"GET /api/projects/{project}/assignments/{assignment}":                              "viewer",
	"POST /api/projects/{project}/assignments/{assignment}/open":                        "owner",
	"POST /api/projects/{project}/assignments/{assignment}/until":                       "owner",
	"GET /api/projects/{project}/assignments/{assignment}/progress":                     "owner",
	"GET /api/projects/{project}/assignments/{assignment}/progress.csv":                 "owner",
	"GET /api/projects/{project}/assignments/{assignment}/export":                       "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/layer":    "annotator",
	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/heat":      "viewer",
	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/agreement": "viewer",
	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/speakers":  "viewer",
	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/passage":   "viewer",
	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/posts":     "viewer",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/posts":    "annotator",
	"GET /api/projects/{project}/layers/{layer}/operations":                             "annotator",
	"POST /api/projects/{project}/layers/{layer}/operations":                            "annotator",
	"POST /api/projects/{project}/layers/{layer}/finish":                                "annotator",
	"POST /api/projects/{project}/layers/{layer}/go-on":                                 "annotator",
	"GET /class/{$}":                                                                    "anyone",
	"GET /class/setup":                                                                  "anyone",
	"GET /class/{project}":                                                              "viewer",
	"GET /class/{project}/search":                                                       "viewer",
	"GET /class/{project}/{assignment}":                                                 "viewer",
	"GET /class/{project}/{assignment}/{article}":                                       "annotator",
	"GET /class/{project}/{assignment}/{article}/together":                              "viewer",
	"GET /class/openid":                                                                 "anyone",
	"GET /class/openid/back":                                                            "anyone",

	"GET /api/projects/{project}/layers":                                      "viewer",
	"GET /api/projects/{project}/layers/{layer}/annotations/{$}":              "viewer",
	"POST /api/projects/{project}/layers/{layer}/annotations/{$}":             "annotator",
	"GET /api/projects/{project}/layers/{layer}/annotations/{annotation}":     "viewer",
	"PUT /api/projects/{project}/layers/{layer}/annotations/{annotation}":     "annotator",
	"DELETE /api/projects/{project}/layers/{layer}/annotations/{annotation}":  "annotator",
	"OPTIONS /api/projects/{project}/layers":                                  "anyone",
	"OPTIONS /api/projects/{project}/layers/{layer}/annotations/{$}":          "anyone",
	"OPTIONS /api/projects/{project}/layers/{layer}/annotations/{annotation}": "anyone",
	"OPTIONS /api/projects/{project}/articles/{article}":                      "anyone",

	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/result":               "viewer",
	"GET /api/projects/{project}/assignments/{assignment}/articles/{article}/cases":                "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/decisions":           "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/decisions/vote":      "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/decisions/undo":      "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/result/finish":       "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/result/go-on":        "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/posts/{post}/delete": "annotator",
	"POST /api/projects/{project}/me/delete":                                                       "viewer",
	"POST /api/projects/{project}/assignments/{assignment}/delete":                                 "owner",
	"POST /api/projects/{project}/assignments/{assignment}":                                        "owner",
	"GET /class/{project}/{assignment}/summary":                                                    "owner",
	"GET /class/{project}/{assignment}/{article}/decide":                                           "owner",

	"GET /api/projects/{project}/assignments/{assignment}/embeds":                     "owner",
	"POST /api/projects/{project}/assignments/{assignment}/articles/{article}/embeds": "owner",
	"POST /api/projects/{project}/assignments/{assignment}/embeds/{embed}/revoke":     "owner",
	"GET /embed/{token}": "anyone",

	"GET /lti/{$}":                    "anyone",
	"GET /lti/keys":                   "anyone",
	"GET /lti/login":                  "anyone",
	"POST /lti/login":                 "anyone",
	"POST /lti/launch":                "anyone",
	"GET /lti/enter":                  "anyone",
	"POST /lti/choose":                "anyone",
	"GET /lti/link/{project}/{link}":  "owner",
	"POST /lti/link/{project}/{link}": "owner",
}

// Every route with every role, in the own project and with another's ids.
func TestEveryRouteIsForWhomItIs(t *testing.T) {
	platform, at := ltitest.New(t), newInstitution(t)
	platforms, err := lti.ReadPlatforms("platforms.json", platform.Registration())
	if err != nil {
		t.Fatal(err)
	}
	s := newSchool(t, sqlite(t), func(_ *server.Config, c *class.Config) { c.OpenID, c.Platforms = at.config(), platforms })
	mine := s.lesson(func(m map[string]any) { m["opens"] = "teacher" })
	mine.teacher.post(mine.base+"/assignments/"+string(mine.assignment.ID)+"/open", nil, nil)
	theirs := s.lesson(nil)
	pupil, guest, stranger := mine.pupil("Ada"), mine.pupil("Guest"), theirs.pupil("Stranger")
	mine.teacher.post(mine.base+"/members/"+string(guest.member), map[string]string{"role": "viewer"}, nil)
	everybody := []struct {
		name, role string
		account    bool
		*person
	}{
		{"nobody", "", false, s.person()}, {"the viewer", "viewer", false, guest}, {"the pupil", "annotator", false, pupil}, {"the teacher", "owner", true, mine.teacher},
		{"another class's pupil", "", false, stranger}, {"another class's teacher", "", true, theirs.teacher},
	}
	here := strings.NewReplacer("{project}", string(mine.project.ID), "{assignment}", string(mine.assignment.ID), "{article}", string(mine.assignment.Articles[0]),
		"{embed}", mine.publish("class").ID, "{token}", mine.publish("class").token(), "{layer}", string(pupil.layer.ID), "{named}", string(stranger.member), "{link}", strings.Repeat("a", 32), "{$}", "")
	routes := class.Routes()
	for line := range allowed {
		if !slices.Contains(routes, line) {
			t.Errorf("%s is no route any more", line)
		}
	}
	for _, line := range routes {
		need, listed := allowed[line]
		if !listed {
			t.Errorf("who may use %s?", line)
			continue
		}
		method, path, _ := strings.Cut(line, " ")
		path = here.Replace(path)
		for _, who := range everybody {
			// What ends somebody's membership is tried last, below.
			if method == "POST" && (strings.HasSuffix(path, "/leave") || strings.HasSuffix(path, "/delete") || strings.HasSuffix(path, "/end") || strings.HasSuffix(path, "/sign-out")) && may(need, who.role, who.account) {
				continue
			}
			code := attempt(t, who.person, method, path)
			refused := code == 401 || code == 403 || code == 404
			switch {
			case may(need, who.role, who.account):
				// A layer is its owner's alone, and a member of another class is none here;
				// nobody goes on who may have seen the others' marks.
				if strings.HasSuffix(path, "/go-on") && code == 403 {
					continue
				}
				// A layer that is shown is still its owner's alone to write to.
				if strings.Contains(path, "/annotations/") && method != "GET" && code == 403 && who.person != pupil {
					continue
				}
				if (code == 401 || code == 403) || code == 404 && !strings.Contains(path, "/layers/") && !strings.Contains(path, "/members/") && !strings.HasPrefix(path, "/api/tokens/") {
					t.Errorf("%s %s by %s: %d", method, path, who.name, code)
				}
			case !refused && code != 303:
				t.Errorf("%s %s by %s is answered with %d", method, path, who.name, code)
			}
		}
	}
	// A layer's log is its owner's alone, whatever the role.
	for _, who := range []*person{mine.teacher, guest, stranger, theirs.teacher} {
		if code, _ := who.ask("GET", pupil.operations(mine), nil, nil); code != 403 && code != 404 {
			t.Errorf("another reads a log: %d", code)
		}
	}
	// Another class's ids under one's own class lead nowhere.
	for _, path := range []string{
		"/assignments/" + string(theirs.assignment.ID), "/layers/" + string(stranger.layer.ID) + "/operations", "/assignments/" + string(theirs.assignment.ID) + "/progress",
	} {
		if code, _ := mine.teacher.ask("GET", mine.base+path, nil, nil); code != 404 {
			t.Errorf("%s of another class: %d", path, code)
		}
	}
}

// may reports whether somebody with a role in the project may use what needs
// another.
func may(need, role string, account bool) bool {
	switch need {
	case "anyone":
		return true
	case "account":
		return account
	}
	return role != "" && project.Role(role).May(project.Role(need))
}

// attempt makes a request with an empty object and returns the status; of a
// stream only that.
func attempt(t *testing.T, p *person, method, path string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, p.s.at+path, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(path, "/events") {
		_, _ = io.Copy(io.Discard, answer.Body)
	}
	answer.Body.Close()
	return answer.StatusCode
}

// Another site can neither send a form nor a script here with a reader's
// cookie.
func TestAnotherSiteCannotActForAReader(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	r, _ := http.NewRequest("POST", s.at+l.base+"/end", strings.NewReader(""))
	r.Header.Set("Origin", "https://evil.example")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := l.teacher.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != 403 {
		t.Errorf("answered with %d", answer.StatusCode)
	}
	var p project.Project
	l.teacher.get(l.base, &p)
	if !p.Ended.IsZero() {
		t.Error("the class has ended")
	}
}
