package class_test

import (
	"net/url"
	"testing"

	"quoth/internal/store/storetest"
)

// What a replica remembers of who is asking lets nobody in who was sent away
// at another, not for one request.
func TestWhatIsRememberedLetsNobodyIn(t *testing.T) {
	cluster := storetest.Postgres(t)
	one, two := newSchool(t, cluster.URL), newSchool(t, cluster.URL)
	l := one.lesson(nil)
	ada, ben, cleo := l.pupil("Ada"), l.pupil("Ben"), l.pupil("Cleo")
	there := func(p *person) *person { // the same browser, at the other replica
		other := *p
		other.s = two
		other.client.Jar.SetCookies(address(t, two.at), p.client.Jar.Cookies(address(t, one.at)))
		return &other
	}
	codes := func(p *person, after int64, id string) int {
		code, _, _ := p.mark(l, after, edit(id, "claim", 0, 18, ""))
		return code
	}
	a, b, c := there(ada), there(ben), there(cleo)
	for i, p := range []*person{a, b, c} { // the other replica knows them now
		if code := codes(p, 0, "first"+string(rune('0'+i))); code != 200 {
			t.Fatalf("pupil %d: %d", i, code)
		}
	}
	l.teacher.post(l.base+"/members/"+string(ada.member)+"/remove", nil, nil)
	if code := codes(a, 1, "a2"); code != 404 {
		t.Errorf("who was removed is answered %d", code)
	}
	ben.post(l.base+"/leave", nil, nil)
	if code := codes(b, 1, "b2"); code != 404 {
		t.Errorf("who has left is answered %d", code)
	}
	l.teacher.post(l.base+"/members/"+string(cleo.member)+"/forget", nil, nil)
	if code := codes(c, 1, "c2"); code != 404 {
		t.Errorf("who was forgotten is answered %d", code)
	}
	dora := there(l.pupil("Dora"))
	if code := codes(dora, 0, "d1"); code != 200 {
		t.Fatalf("a pupil is answered %d", code)
	}
	l.teacher.post(l.base+"/end", nil, nil)
	if code := codes(dora, 1, "d2"); code != 403 {
		t.Errorf("in a class that has ended: %d", code)
	}
	l.teacher.post(l.base+"/delete", nil, nil)
	if code := codes(dora, 1, "d3"); code != 404 {
		t.Errorf("in a class that was deleted: %d", code)
	}
}

func address(t *testing.T, of string) *url.URL {
	t.Helper()
	u, err := url.Parse(of)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
