package class_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"quoth/internal/format"
	"quoth/internal/project"
)

func TestWhatLeavesHasPseudonymsAndNoNames(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada"), l.pupil("=cmd()")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "why?"))
	ben.marks(l, 0, edit("b1", "question", 4, 18, ""))
	base := l.base + "/assignments/" + string(l.assignment.ID)
	_, file := l.teacher.page(base + "/export")
	d, err := format.Read([]byte(file))
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	if len(d.Layers) != 2 || d.Layers[0].Creator != "Ada" || d.Layers[0].Annotations[0].Creator != "Ada" || len(d.Layers[1].Annotations) != 1 {
		t.Errorf("%+v", d.Layers)
	}
	for _, id := range []string{"w3c", "csv", "brat", "conll"} {
		code, file := l.teacher.page(base + "/export?format=" + id)
		if code != 200 || strings.Contains(file, "Real ") {
			t.Errorf("%s: %d, or with names", id, code)
		}
	}
	if code, _ := l.teacher.ask("GET", base+"/export?format=papyrus", nil, nil); code != 422 {
		t.Errorf("an unknown format: %d", code)
	}
	_, sheet := l.teacher.page(base + "/progress.csv")
	rows, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][2] != "Ada" || rows[1][3] != "1" || rows[1][4] != "1" || rows[2][2] != "'=cmd()" || strings.Contains(sheet, "Real") {
		t.Errorf("%v\n%s", err, sheet)
	}
	_, key := l.teacher.page(l.base + "/key.csv")
	if !strings.Contains(key, "Ada,Real Ada") {
		t.Errorf("the key:\n%s", key)
	}
	var progress []struct {
		Members, Begun, Finished int
		Each                     []project.Progress
	}
	l.teacher.get(base+"/progress", &progress)
	if p := progress[0]; p.Members != 2 || p.Begun != 2 || p.Finished != 0 || p.Each[0].Read != 1 || p.Each[0].ByLabel["claim"] != 1 {
		t.Errorf("%+v", p)
	}
}

func TestAWordIsFoundInArticlesAndNotes(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada"), l.pupil("Ben")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "The mayor is no engineer"))
	search := func(p *person, q string) (kinds []string) {
		var hits []struct{ Kind, Excerpt string }
		p.get(l.base+"/search?q="+q, &hits)
		for _, h := range hits {
			kinds = append(kinds, h.Kind)
		}
		slices.Sort(kinds)
		return kinds
	}
	if got := search(l.teacher, "mayor"); !slices.Equal(got, []string{"article", "note"}) {
		t.Errorf("the teacher finds %v", got)
	}
	if got := search(ada, "engineer"); !slices.Equal(got, []string{"note"}) {
		t.Errorf("Ada finds %v", got)
	}
	if got := search(ben, "engineer"); got != nil {
		t.Errorf("Ben finds Ada's note: %v", got)
	}
	at := "/class/" + string(l.project.ID)
	work := at + "/" + string(l.assignment.ID) + "/" + string(l.assignment.Articles[0])
	for _, sees := range []struct {
		*person
		word, href string
	}{{l.teacher, "engineer", work + "/together?start=0&amp;end=18#behind"}, {ada, "engineer", work}, {ben, "bridge", work}} {
		code, page := sees.page(at + "/search?q=" + sees.word)
		if code != 200 || !strings.Contains(page, `href="`+sees.href+`"`) || !strings.Contains(strings.ToLower(page), "<mark>"+sees.word+"</mark>") {
			t.Errorf("%s for %s: %d\n%s", sees.word, sees.href, code, page[strings.Index(page, "<main"):])
		}
	}
	if _, page := ben.page(at + "/search?q=engineer"); !strings.Contains(page, "Nothing has all of these words") {
		t.Error("nothing found is not said")
	}
}

func TestTheKeyIsWhatTheTeacherMarked(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	l.teacher.post(l.article+"/layer", nil, &l.teacher.layer)
	l.teacher.marks(l, 0, edit("k1", "claim", 0, 18, ""))
	var a struct {
		Readers int
		Alpha   *float64
		Key     bool
		Each    []struct {
			Name  string
			Class *float64
			Key   *float64
		}
	}
	l.teacher.get(l.article+"/agreement", &a)
	if !a.Key || a.Readers != 1 || a.Alpha != nil || len(a.Each) != 1 || a.Each[0].Name != "Ada" || *a.Each[0].Key != 1 {
		t.Errorf("%+v", a)
	}
}

// The description says what is served: every route, and answers that fit.
func TestTheDescriptionFitsWhatIsServed(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "why?"))
	var doc struct {
		OpenAPI    string `json:"openapi"`
		Paths      map[string]map[string]described
		Components struct{ Schemas map[string]json.RawMessage }
	}
	l.teacher.get("/api/openapi.json", &doc)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Fatalf("version %q", doc.OpenAPI)
	}
	for line := range allowed {
		method, path, _ := strings.Cut(strings.TrimSuffix(line, "{$}"), " ")
		if strings.HasPrefix(path, "/api/") && doc.Paths[path][strings.ToLower(method)].Summary == "" {
			t.Errorf("%s is not described", line)
		}
	}
	check := newChecker(t, l.teacher)
	for path, by := range map[string]*person{
		"/api/me": l.teacher, "/api/projects/{project}": l.teacher, "/api/projects/{project}/members": l.teacher, "/api/projects/{project}/articles": ada,
		"/api/projects/{project}/articles/{article}": ada, "/api/projects/{project}/assignments": ada, "/api/projects/{project}/assignments/{assignment}": ada,
		"/api/projects/{project}/assignments/{assignment}/progress":                     l.teacher,
		"/api/projects/{project}/assignments/{assignment}/articles/{article}/heat":      l.teacher,
		"/api/projects/{project}/assignments/{assignment}/articles/{article}/agreement": l.teacher,
		"/api/projects/{project}/assignments/{assignment}/articles/{article}/speakers":  l.teacher,
		"/api/projects/{project}/assignments/{assignment}/articles/{article}/posts":     l.teacher,
		"/api/projects/{project}/layers/{layer}/operations":                             ada,
		"/api/projects/{project}/layers":                                                ada,
		"/api/projects/{project}/layers/{layer}/annotations/":                           ada,
		"/api/projects/{project}/layers/{layer}/annotations/{annotation}":               ada,
	} {
		here := strings.NewReplacer("{project}", string(l.project.ID), "{assignment}", string(l.assignment.ID), "{article}", string(l.assignment.Articles[0]), "{layer}", string(ada.layer.ID), "{annotation}", "a1").Replace(path)
		var answer any
		by.get(here, &answer)
		check.answer(path, "get", answer)
	}
}

type described struct{ Summary string }
