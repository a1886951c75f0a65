package class_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/scheme"
)

// ownScheme is a scheme as the studio saves it.
func ownScheme(t *testing.T) string {
	t.Helper()
	s := scheme.Preset(scheme.Default).Clone()
	s.ID, s.Name = "own", "Our own labels"
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSeveralArticlesAreAssignedWithASchemeOfOnesOwn(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	var entry struct{ ID article.ID }
	l.teacher.post(l.base+"/articles", map[string]string{"text": "A second story.\n\nIt is short."}, &entry)
	// The form of the page, with the scheme as a file.
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range [][2]string{{"articles", string(entry.ID)}, {"offers", "bridge"}, {"text", "A third one is pasted."}, {"opens", "teacher"}, {"until", "2031-05-06T07:08"}} {
		_ = w.WriteField(f[0], f[1])
	}
	part, _ := w.CreateFormFile("schemeFile", "own-1.json")
	_, _ = part.Write([]byte(ownScheme(t)))
	_ = w.Close()
	r, _ := http.NewRequest("POST", s.at+l.base+"/assignments", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	answer, err := l.teacher.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != 303 {
		t.Fatalf("the form: %d", answer.StatusCode)
	}
	var all []project.Assignment
	l.teacher.get(l.base+"/assignments", &all)
	a := all[1]
	if len(a.Articles) != 3 || a.Articles[0] != entry.ID || a.Articles[1] != l.assignment.Articles[0] || a.Scheme.Name != "Our own labels" || a.Opens != "teacher" || !a.Until.Equal(time.Date(2031, 5, 6, 7, 8, 0, 0, time.UTC)) {
		t.Errorf("%+v", a)
	}
	if !strings.HasSuffix(a.Title, " and 2 more") {
		t.Errorf("it is called %q", a.Title)
	}
	// What is there is offered again.
	if _, page := l.teacher.page("/class/" + string(l.project.ID)); !strings.Contains(page, `name="articles" value="`+string(entry.ID)+`"`) {
		t.Error("an article of the class is not offered")
	}
	for name, bad := range map[string]url.Values{
		"no scheme":       {"offers": {"bridge"}, "schemeText": {`{"labels": 3}`}},
		"no such article": {"articles": {"none"}},
		"nothing":         {"title": {"x"}},
	} {
		if code, _, _ := l.teacher.send(l.base+"/assignments", bad); code != 422 && code != 404 {
			t.Errorf("%s: %d", name, code)
		}
	}
	var pasted project.Assignment
	l.teacher.post(l.base+"/assignments", map[string]any{"offer": "bridge", "schemeText": ownScheme(t)}, &pasted)
	if pasted.Scheme.ID != "own" || pasted.Title != "The bridge" {
		t.Errorf("%+v", pasted)
	}
}

func TestAnAssignmentIsChangedAndDeletedForGood(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, _, _ := disagree(l)
	at := l.base + "/assignments/" + string(l.assignment.ID)
	if code, _, _ := l.teacher.send(at, url.Values{"title": {"The bridge again"}, "guidelines": {"Look twice."}, "until": {"2031-01-02T03:04"}}); code != 303 {
		t.Fatalf("changed: %d", code)
	}
	var a project.Assignment
	ada.get(at, &a)
	if a.Title != "The bridge again" || a.Guidelines != "Look twice." || a.Until.Year() != 2031 {
		t.Errorf("%+v", a)
	}
	if code, _, _ := l.teacher.send(at, url.Values{"title": {"The bridge again"}}); code != 303 {
		t.Fatalf("emptied: %d", code)
	}
	a = project.Assignment{}
	ada.get(at, &a)
	if a.Guidelines != "" || !a.Until.IsZero() || len(a.Articles) != 1 {
		t.Errorf("emptied: %+v", a)
	}
	if code, _, _ := l.teacher.send(at, url.Values{"title": {""}}); code != 422 {
		t.Errorf("without a title: %d", code)
	}
	if code, _ := ada.ask("POST", at+"/delete", nil, nil); code != 403 {
		t.Errorf("a pupil deletes it: %d", code)
	}
	l.teacher.post(l.article+"/decisions", map[string]string{"case": l.cases()[0].Key, "take": "none"}, nil)
	l.teacher.post(at+"/delete", nil, nil)
	for _, path := range []string{at, l.article + "/heat", ada.operations(l)} {
		if code, _ := ada.ask("GET", path, nil, nil); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
	var hits []any
	l.teacher.get(l.base+"/search?q=mayor", &hits)
	if len(hits) != 1 { // the article stays, the note that names him does not
		t.Errorf("found: %v", hits)
	}
	list, err := s.store.Operations(t.Context(), string(l.project.ID), string(ada.layer.ID), 0, 0)
	if err != nil || len(list) != 0 {
		t.Errorf("%d edits are left: %v", len(list), err)
	}
	if code, _ := l.teacher.page("/class/" + string(l.project.ID)); code != 200 {
		t.Errorf("the class: %d", code)
	}
}

func TestTheSummaryHasTheClassOnPaper(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, _, _ := disagree(l)
	l.teacher.post(l.article+"/decisions", map[string]string{"case": l.cases()[0].Key, "take": l.cases()[0].Readings[0].Key, "note": "one can look"}, nil)
	at := "/class/" + string(l.project.ID) + "/" + string(l.assignment.ID)
	code, page := l.teacher.page(at + "/summary")
	for _, want := range []string{"3 of 3", "0 of 3", "Marked by most", "Where labels differ most", "The class result", "one can look", "<bdi>Ada</bdi>"} {
		if code != 200 || !strings.Contains(page, want) {
			t.Errorf("%d, no %q", code, want)
		}
	}
	if strings.Contains(page, "Real") {
		t.Error("a name is on it")
	}
	if code, _ := ada.page(at + "/summary"); code != 403 {
		t.Errorf("for a pupil: %d", code)
	}
	_, page = l.teacher.page(at)
	for _, want := range []string{`value="tei"`, `value="conll"`, `value="parquet"`, at + "/summary", "nothing is lost"} {
		if !strings.Contains(page, want) {
			t.Errorf("the assignment's page has no %q", want)
		}
	}
}
