package class_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// reader is a member with a browser, who reads as a script would.
func (l *lesson) reader(t *testing.T, p *person) *desk {
	t.Helper()
	here, err := http.NewRequest("GET", l.at, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{T: t, l: l, layer: p.layer, source: l.at + l.base + "/articles/" + string(l.assignment.Articles[0])}
	d.container = l.at + l.base + "/layers/" + string(p.layer.ID) + "/annotations/"
	for _, c := range p.client.Jar.Cookies(here.URL) {
		d.token = c.Value // a session is known by one secret, in a cookie or as a token
	}
	return d
}

func TestLayersOfOthersOpenAsTheAssignmentSays(t *testing.T) {
	for _, anonymity := range []string{"all", "teacher", "nobody"} {
		t.Run(anonymity, func(t *testing.T) {
			l := newSchool(t, sqlite(t)).lesson(func(m map[string]any) { m["anonymity"] = anonymity })
			ada, ben := l.reader(t, l.pupil("Ada")), l.reader(t, l.pupil("Ben"))
			teacher := *ada
			teacher.token = l.desk(t).token
			an := ada.quoting("The bridge", "claim")
			an["id"], an["canonical"] = "https://notes.example/ada/7", "urn:isbn:1"
			an["creator"], an["generator"] = map[string]any{"name": "Real Ada"}, map[string]any{"name": "Ada's notebook"}
			an["rights"], an["dcterms:publisher"] = "© Real Ada", "Real Ada"
			made := ada.post(an)
			if object(made.doc, "creator")["name"] != "Ada" || strings.Contains(string(made.data), "Real Ada") || strings.Contains(string(made.data), "notebook") {
				t.Errorf("what a client says of its user is kept: %s", made.data)
			}
			for _, address := range []string{ada.container, id(made.doc), ada.container + "?page=0"} {
				a := ben.ask("GET", address, nil)
				ben.wrong(a, 403)
				if !strings.Contains(string(a.data), "what others have marked opens when you have finished") {
					t.Errorf("%s", a.data)
				}
			}
			listed := func(d *desk) int { return strings.Count(string(d.get(l.at+l.base+"/layers").data), "/annotations/") }
			ofTeacher := 3
			if anonymity == "nobody" { // the ID of a layer tells whose it is to whoever knows the members
				ofTeacher = 1
				refused := teacher.ask("GET", ada.container, nil)
				teacher.wrong(refused, 403)
				if !strings.Contains(string(refused.data), "nobody sees whose marks are whose") {
					t.Errorf("%s", refused.data)
				}
			}
			if listed(ben) != 1 || listed(&teacher) != ofTeacher {
				t.Errorf("Ben is told of %d layers, the teacher of %d", listed(ben), listed(&teacher))
			}
			l.teacherFinishes(ben)
			ben.wrong(ben.ask("PUT", id(made.doc), an), 403)
			ben.wrong(ben.ask("DELETE", id(made.doc), nil), 403)
			ben.wrong(ben.ask("POST", ada.container, an), 403)
			if listed(ben) != 2 {
				t.Errorf("Ben has finished, and is told of %d layers", listed(ben))
			}
			for who, d := range map[string]*desk{"all": ben, "teacher": &teacher} {
				if anonymity == "nobody" && who == "teacher" {
					continue
				}
				told := anonymity == "all" || anonymity == who
				for _, address := range []string{ada.container, id(made.doc), ada.container + "?page=0", l.at + l.base + "/layers"} {
					words := string(d.get(address).data)
					if strings.Contains(words, `"Ada"`) != told || !told && (strings.Contains(words, "notes.example") || strings.Contains(words, "urn:isbn")) {
						t.Errorf("%s, who is told %v, reads %s: %s", who, told, address, words)
					}
				}
				if allow := d.get(ada.container).header; allow.Get("Allow") != "GET, HEAD, OPTIONS" || allow.Get("Accept-Post") != "" {
					t.Errorf("%s is offered to write: %v", who, allow)
				}
			}
		})
	}
}

// teacherFinishes lets a reader be done with the article.
func (l *lesson) teacherFinishes(d *desk) {
	d.Helper()
	if a := d.ask("POST", l.at+l.base+"/layers/"+string(d.layer.ID)+"/finish", nil); a.code != 200 {
		d.Fatalf("finishing: %d %s", a.code, a.data)
	}
}

func TestWhoeverIsNoMemberFindsNoContainer(t *testing.T) {
	s := newSchool(t, sqlite(t))
	mine, theirs := s.lesson(nil).desk(t), s.lesson(nil).desk(t)
	at := id(mine.mark("The bridge").doc)
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		theirs.wrong(theirs.ask(method, at, theirs.quoting("on Monday", "claim")), 404)
	}
	theirs.wrong(theirs.ask("POST", mine.container, mine.quoting("on Monday", "claim")), 404)
	// Another class's layer under one's own class.
	theirs.wrong(theirs.ask("GET", strings.Replace(mine.container, string(mine.l.project.ID), string(theirs.l.project.ID), 1), nil), 404)
}

func TestWhoReadsBlindIsNotToldTheAddressOfThePage(t *testing.T) {
	before := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	article := before.get(before.source).doc
	article["meta"].(map[string]any)["url"] = "https://tolm.example/bridge"
	l := newSchool(t, sqlite(t)).lesson(nil)
	d := &desk{T: t, l: l, token: l.token()}
	var added struct{ ID string }
	l.teacher.post(l.base+"/articles", map[string]any{"article": article}, &added)
	for blind, source := range map[bool]string{false: "https://tolm.example/bridge", true: "urn:sha256:"} {
		var given struct{ ID string }
		l.teacher.post(l.base+"/assignments", map[string]any{"title": "Blind", "articles": []string{added.ID}, "blind": blind}, &given)
		l.teacher.post(l.base+"/assignments/"+given.ID+"/articles/"+added.ID+"/layer", nil, &d.layer)
		d.container = l.at + l.base + "/layers/" + string(d.layer.ID) + "/annotations/"
		d.source = l.at + l.base + "/articles/" + added.ID
		a := d.mark("The bridge")
		if got := object(a.doc, "target")["source"]; !strings.HasPrefix(fmt.Sprint(got), source) {
			t.Errorf("blind %v: the source is %v", blind, got)
		}
		if words := d.ask("POST", d.container, strings.Replace(string(a.data), source, "https://elsewhere.example/", 1)); words.code != 422 || blind && strings.Contains(string(words.data), "tolm") {
			t.Errorf("blind %v: %d %s", blind, words.code, words.data)
		}
	}
}
