package class_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"quoth/internal/server"
	"quoth/internal/server/class"
)

type published struct{ ID, Address, HTML string }

func (p published) token() string { return path.Base(p.Address) }

func (l *lesson) publish(view string) (p published) {
	l.t.Helper()
	l.teacher.post(l.article+"/embeds", map[string]string{"view": view}, &p)
	return p
}

// frame asks for what was published, as a frame on another site does.
func (s *school) frame(p published, cached string) (*http.Response, string) {
	s.t.Helper()
	r, _ := http.NewRequest("GET", p.Address, nil)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Sec-Fetch-Dest", "iframe")
	if cached != "" {
		r.Header.Set("If-None-Match", cached)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, _ := io.ReadAll(answer.Body)
	return answer, string(data)
}

func TestAPublishedViewIsASealedPageForAnySite(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada Heron"), l.pupil("Ben Otter")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "a secret note"))
	ben.marks(l, 0, edit("b1", "question", 4, 18, "another secret note"))
	p := l.publish("class")
	answer, page := s.frame(p, "")
	policy := answer.Header.Get("Content-Security-Policy")
	for _, want := range []string{"sandbox ", "default-src 'none'", "style-src 'sha256-", "frame-ancestors *", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	if answer.StatusCode != 200 || strings.Contains(policy, "allow-scripts") || strings.Contains(policy, "allow-same-origin") || answer.Header.Get("X-Frame-Options") != "" ||
		answer.Header.Get("Set-Cookie") != "" || answer.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || answer.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v", answer.StatusCode, answer.Header)
	}
	for _, want := range []string{"What 2 readers have marked", "2 of 2: Claim 1, ", "bridge is safe"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	for _, private := range []string{"secret", "Heron", "Otter", "Ada", "<script", "Real "} {
		if strings.Contains(page, private) {
			t.Errorf("the page tells %q", private)
		}
	}
	// A reader's copy is good until something changes.
	tag := answer.Header.Get("ETag")
	if again, body := s.frame(p, tag); again.StatusCode != 304 || body != "" || tag == "" {
		t.Errorf("unchanged: %d, %d bytes", again.StatusCode, len(body))
	}
	ben.marks(l, 1, edit("b2", "claim", 0, 18, ""))
	if now, body := s.frame(p, tag); now.StatusCode != 200 || !strings.Contains(body, "Claim 2") {
		t.Errorf("after another mark: %d", now.StatusCode)
	}
}

func TestTheLineOfHTMLIsWhatItSays(t *testing.T) {
	title := `"Safe" <bridge> & 'more'`
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) {
		delete(m, "offer")
		m["text"] = "# " + title + "\n\nThe mayor said so, and nobody knows why."
	})
	p := l.publish("class")
	if strings.ContainsAny(p.HTML, "\n\r") {
		t.Errorf("it is no line: %s", p.HTML)
	}
	z := html.NewTokenizer(strings.NewReader(p.HTML))
	z.Next()
	tag := z.Token()
	got := map[string]string{}
	for _, a := range tag.Attr {
		got[a.Key] = a.Val
	}
	if tag.Data != "iframe" || got["src"] != p.Address || got["loading"] != "lazy" || got["width"] != "100%" || got["height"] != "600" || len(got) != 6 {
		t.Errorf("%v", tag)
	}
	if !strings.Contains(got["title"], `"Safe"`) || !strings.Contains(got["title"], "& 'more'") {
		t.Errorf("the title is %q", got["title"])
	}
	if strings.Contains(got["sandbox"], "script") || strings.Contains(got["sandbox"], "origin") {
		t.Errorf("the sandbox lets %q", got["sandbox"])
	}
	// A teacher gets it as text to copy, once.
	code, _, page := l.teacher.send(l.article+"/embeds", url.Values{"view": {"class"}})
	if code != 200 || !strings.Contains(page, "&lt;iframe src=&#34;") || !strings.Contains(page, "&amp;#34;Safe&amp;#34;") {
		t.Errorf("%d %s", code, page)
	}
	if _, page := l.teacher.page("/class/" + string(l.project.ID) + "/" + string(l.assignment.ID)); strings.Count(page, "Publish no more") != 2 || strings.Contains(page, p.token()) {
		t.Errorf("the assignment does not list what is published, or tells its address:\n%s", page)
	}
}

func TestAnOwnersOwnMarksArePublishedWithTheirNotes(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	if code, words := l.teacher.ask("POST", l.article+"/embeds", map[string]string{"view": "own"}, nil); code != 422 || !strings.Contains(words, "marked nothing") {
		t.Errorf("without marks: %d %s", code, words)
	}
	if code, _ := l.teacher.ask("POST", l.article+"/embeds", map[string]string{"view": "all"}, nil); code != 422 {
		t.Errorf("a view that there is not: %d", code)
	}
	pupil := l.pupil("Ada Heron")
	pupil.marks(l, 0, edit("a1", "claim", 0, 10, "a pupil's note"))
	l.teacher.post(l.article+"/layer", nil, &l.teacher.layer)
	l.teacher.marks(l, 0, edit("t1", "claim", 0, 18, `who <b>says</b> so?`))
	_, page := s.frame(l.publish("own"), "")
	if !strings.Contains(page, "who &lt;b&gt;says&lt;/b&gt; so?") || !strings.Contains(page, `<mark class="c-`) || !strings.Contains(page, `class="legend"`) || strings.Contains(page, "pupil") || strings.Contains(page, "Heron") {
		t.Errorf("%s", page)
	}
	if code, _ := pupil.ask("POST", l.article+"/embeds", map[string]string{"view": "own"}, nil); code != 403 {
		t.Errorf("a pupil publishes: %d", code)
	}
}

// What nobody sees stays unseen, and a blind reading stays blind.
func TestAPublishedViewKeepsWhatTheClassWasPromised(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) {
		m["anonymity"], m["opens"], m["blind"] = "nobody", "never", true
	})
	ada := l.pupil("Ada Heron")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "a secret note"))
	_, page := s.frame(l.publish("class"), "")
	if strings.Contains(page, "secret") || strings.Contains(page, "Heron") || !strings.Contains(page, "1 of 1: Claim 1") {
		t.Errorf("%s", page)
	}
}

func TestWhatIsRevokedOrDeletedIsGoneAndWhatHasEndedStays(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	one, two := l.publish("class"), l.publish("class")
	gone := func(p published) {
		t.Helper()
		answer, page := s.frame(p, "")
		if answer.StatusCode != 404 || !strings.Contains(page, "not shown any more") || !strings.Contains(answer.Header.Get("Content-Security-Policy"), "frame-ancestors *") {
			t.Errorf("%d %s", answer.StatusCode, page)
		}
		if strings.Contains(page, "bridge") {
			t.Error("the page still tells of the article")
		}
	}
	l.teacher.post(l.base+"/assignments/"+string(l.assignment.ID)+"/embeds/"+one.ID+"/revoke", nil, nil)
	gone(one)
	other := s.lesson(nil)
	theirs := other.publish("class")
	if code, _ := l.teacher.ask("POST", l.base+"/assignments/"+string(l.assignment.ID)+"/embeds/"+theirs.ID+"/revoke", nil, nil); code != 404 {
		t.Errorf("another class's view is revoked: %d", code)
	}
	l.teacher.post(l.base+"/end", nil, nil)
	if answer, _ := s.frame(two, ""); answer.StatusCode != 200 {
		t.Errorf("with the end of the class it is gone: %d", answer.StatusCode)
	}
	l.teacher.post(l.base+"/delete", nil, nil)
	gone(two)
	if answer, _ := s.frame(theirs, ""); answer.StatusCode != 200 {
		t.Errorf("another class's is gone too: %d", answer.StatusCode)
	}
	gone(published{Address: s.at + "/embed/nonsense"})
}

// The store has hashes of addresses and no addresses.
func TestAPublishedAddressIsKeptAsAHashOnly(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	p := l.publish("class")
	var all strings.Builder
	if err := s.store.Backup(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(all.String(), p.token()) {
		t.Error("the address stands in the database")
	}
	var listed []map[string]any
	l.teacher.get(l.base+"/assignments/"+string(l.assignment.ID)+"/embeds", &listed)
	if len(listed) != 1 || strings.Contains(fmt.Sprint(listed), p.token()) {
		t.Errorf("%v", listed)
	}
}

// Many readers of a page that shows what was revoked do not lock a school out.
func TestAWrongAddressIsHeldAgainstNobody(t *testing.T) {
	s := newSchool(t, sqlite(t), func(_ *server.Config, c *class.Config) { c.Limit = class.Usual })
	l := s.lesson(nil)
	for range 30 {
		s.frame(published{Address: s.at + "/embed/revoked"}, "")
	}
	l.pupil("Ada")
}
