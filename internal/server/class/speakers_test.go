package class_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/project"
	"quoth/internal/text"
)

// speaks is a transaction that marks a passage and gives it to a speaker.
func speaks(id string, p annotation.Speaker, start, end text.Byte) editor.Transaction {
	p.ID = annotation.SpeakerID("s-" + id)
	if p.Kind == "" {
		p.Kind = annotation.Person
	}
	tx := edit(id, "claim", start, end, "")
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	tx.Changes = append(tx.Changes,
		editor.Change{Speaker: &editor.Edit[annotation.Speaker]{After: &p}},
		editor.Change{Attribution: &editor.Edit[annotation.Attribution]{After: &annotation.Attribution{
			ID: annotation.AttributionID("at-" + id), Content: []annotation.ID{annotation.ID(id)}, Speaker: p.ID, Created: at, Modified: at,
		}}})
	return tx
}

type spoken struct {
	Name                  string
	Readers, Words, Kinds int
	Each                  []struct {
		By, Kind, Name string
		Words          int
	}
}

// heard is who speaks, as a person is told it: Ada hears The mayor person 4.
func (l *lesson) heard(by *person) string {
	l.t.Helper()
	var all []spoken
	by.get(l.article+"/speakers", &all)
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%s by %d, %d words, %d kinds\n", s.Name, s.Readers, s.Words, s.Kinds)
		for _, h := range s.Each {
			fmt.Fprintf(&b, "- %s: %s, %d", h.By, h.Kind, h.Words)
			if h.Name != "" {
				b.WriteString(", as " + h.Name)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// threeHear is a lesson in which three see one speaker differently.
func threeHear(t *testing.T, a project.Anonymity) (*lesson, *person) {
	t.Helper()
	l := newSchool(t, sqlite(t)).lesson(func(m map[string]any) { m["anonymity"] = a })
	ada, ben, cem := l.pupil("Ada"), l.pupil("Ben"), l.pupil("Cem")
	ada.marks(l, 0, speaks("a1", annotation.Speaker{Name: "The mayor"}, 0, 3))
	ben.marks(l, 0, speaks("b1", annotation.Speaker{Name: "the Mayor", Kind: annotation.Organisation}, 0, 18))
	cem.marks(l, 0, speaks("c1", annotation.Speaker{Name: "Mara Quill", Aliases: []string{"the mayor"}}, 4, 18))
	ada.post(l.base+"/layers/"+string(ada.layer.ID)+"/finish", nil, nil)
	return l, ada
}

func TestASpeakerIsToldAsEachSawThem(t *testing.T) {
	const (
		named = "- Ben: organisation, 4, as the Mayor\n- Cem: person, 3, as Mara Quill\n- Ada: person, 1\n"
		own   = "- : organisation, 4, as the Mayor\n- : person, 3, as Mara Quill\n- Ada: person, 1\n"
		none  = "- : organisation, 4, as the Mayor\n- : person, 3, as Mara Quill\n- : person, 1\n"
	)
	for _, test := range []struct {
		mode             project.Anonymity
		toTeacher, toAda string
	}{
		{project.SeenByTeacher, named, own},
		{project.SeenByNobody, none, own},
		{project.SeenByAll, named, named},
	} {
		t.Run(string(test.mode), func(t *testing.T) {
			l, ada := threeHear(t, test.mode)
			page := "/class/" + string(l.project.ID) + "/" + string(l.assignment.ID) + "/" + string(l.assignment.Articles[0]) + "/together"
			for _, to := range []struct {
				name, want string
				*person
			}{{"the teacher", test.toTeacher, l.teacher}, {"Ada", test.toAda, ada}} {
				if got, want := l.heard(to.person), "The mayor by 3, 2 words, 2 kinds\n"+to.want; got != want {
					t.Errorf("to %s:\n%swant\n%s", to.name, got, want)
				}
				code, html := to.page(page)
				_, each, shown := strings.Cut(html, "<summary>As each saw it</summary>")
				each, _, _ = strings.Cut(each, "</details>")
				if code != 200 || !shown || !strings.Contains(html, `<span class="detail">person 2, organisation 1</span>`) || !strings.Contains(each, "as <bdi>Mara Quill</bdi>") {
					t.Errorf("to %s: %d\n%s", to.name, code, html)
				}
				for _, name := range []string{"Ada", "Ben", "Cem"} {
					if told, want := strings.Contains(each, "<bdi>"+name+"</bdi>"), strings.Contains(to.want, name); told != want {
						t.Errorf("to %s, %s is told on the page: %v", to.name, name, told)
					}
				}
				if n := strings.Count(each, "<bdi>a reader</bdi>"); n != strings.Count(to.want, "- :") {
					t.Errorf("to %s: %d without a name\n%s", to.name, n, each)
				}
			}
			if _, wall := l.teacher.page(page + "?wall"); strings.Contains(wall, "As each saw it") || !strings.Contains(wall, "person 2, organisation 1") {
				t.Error("on the wall is what each saw, or not what all did")
			}
			if _, sheet := l.teacher.page("/class/" + string(l.project.ID) + "/" + string(l.assignment.ID) + "/summary"); !strings.Contains(sheet, "person 2, organisation 1") {
				t.Error("the summary has no kinds")
			}
		})
	}
}

func TestAKindThatAllSayIsNotCounted(t *testing.T) {
	l := newSchool(t, sqlite(t)).lesson(nil)
	for _, name := range []string{"Ada", "Ben"} {
		l.pupil(name).marks(l, 0, speaks("m1", annotation.Speaker{Name: "Nobody", Kind: annotation.Author}, 0, 18))
	}
	_, wall := l.teacher.page("/class/" + string(l.project.ID) + "/" + string(l.assignment.ID) + "/" + string(l.assignment.Articles[0]) + "/together?wall")
	if !strings.Contains(wall, `<span class="detail">the article</span>`) {
		t.Error(wall)
	}
}

func TestOneReadersAliasMakesNoTwoSpeakersOneForAll(t *testing.T) {
	s := newSchool(t, sqlite(t))
	for _, test := range []struct {
		name    string
		readers []string // speakers of each, with aliases behind =
		want    string   // speakers, with their readers
	}{
		{"spelling", []string{"José Díaz", "jose diaz"}, "José Díaz 2"},
		{"whoever has the alias", []string{"the mayor", "Mara Quill=the mayor"}, "Mara Quill 2"},
		{"the name is another's alias", []string{"Mara Quill=the mayor", "the mayor"}, "Mara Quill 2"},
		{"both", []string{"Mara Quill=the mayor", "the mayor=Mara Quill"}, "Mara Quill 2"},
		{"the name that more have goes first", []string{"Mara Quill=the mayor", "the mayor", "the mayor"}, "the mayor 3"},
		{"names that several have", []string{"A=B", "A", "B", "B"}, "A 2, B 2"},
		{"two of one reader", []string{"A=B", "A,B"}, "A 2, B 1"},
		{"two of one reader that are another's one", []string{"A=B=C", "B,C"}, "A 2, C 1"},
		{"who it is, is not said", []string{"A=X", "B=X", "X"}, "A 1, B 1, X 1"},
		{"signs without a letter", []string{"A=…", "?"}, "? 1, A 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := s.lesson(nil)
			for i, all := range test.readers {
				p := l.pupil(fmt.Sprint("Pupil ", i))
				for n, one := range strings.Split(all, ",") {
					names := strings.Split(one, "=")
					p.marks(l, int64(n), speaks(fmt.Sprint("m", n), annotation.Speaker{Name: names[0], Aliases: names[1:]}, 4, 18))
				}
			}
			var all []spoken
			l.teacher.get(l.article+"/speakers", &all)
			var got []string
			for _, s := range all {
				got = append(got, fmt.Sprint(s.Name, " ", s.Readers))
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != test.want {
				t.Errorf("%v, not %s", got, test.want)
			}
		})
	}
}
