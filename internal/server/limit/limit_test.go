package limit

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

func TestEachClientHasTurnsOfItsOwn(t *testing.T) {
	l := New(time.Hour, 3, 10)
	for range 3 {
		if wait := l.Take("one"); wait != 0 {
			t.Errorf("a turn is to be waited for: %v", wait)
		}
	}
	if wait := l.Take("one"); wait < 59*time.Minute || wait > time.Hour {
		t.Errorf("the fourth comes after %v", wait)
	}
	if l.Left("one") || !l.Left("two") || l.Take("two") != 0 {
		t.Error("one has used up the turns of two")
	}
	if wait := l.Take("one"); wait > time.Hour {
		t.Errorf("asking in vain makes the wait longer: %v", wait)
	}
}

func TestManyStrangersCostNoMemoryAndNoTurnsOfThoseWhoAreKnown(t *testing.T) {
	l := New(time.Hour, 3, 10)
	l.Take("known")
	refused := 0
	for i := range 1000 {
		if l.Take(fmt.Sprint("stranger ", i)) > 0 {
			refused++
		}
	}
	if len(l.all) != 10 {
		t.Errorf("%d are remembered", len(l.all))
	}
	if refused != 1000-9-3 {
		t.Errorf("%d strangers are refused, want all but the first nine and three more", refused)
	}
	if l.Take("known") != 0 {
		t.Error("who was known has lost their turns")
	}
}

func TestWhoHasAllTurnsBackIsForgotten(t *testing.T) {
	l := New(time.Millisecond, 2, 10)
	for i := range 10 {
		l.Take(fmt.Sprint(i))
	}
	time.Sleep(5 * time.Millisecond)
	l.Take("new")
	if len(l.all) != 1 {
		t.Errorf("%d are remembered", len(l.all))
	}
}

func TestAnAddressIsANetworkOfIPv6(t *testing.T) {
	for from, want := range map[string]string{
		"192.0.2.1:5000": "192.0.2.1", "[::ffff:192.0.2.1]:5000": "192.0.2.1", "[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64",
		"[2001:db8:1:2::9%eth0]:80": "2001:db8:1:2::/64", "@": "@",
	} {
		if got := Address(&http.Request{RemoteAddr: from}); got != want {
			t.Errorf("%s is %s, want %s", from, got, want)
		}
	}
}
