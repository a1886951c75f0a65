package class

import (
	"errors"
	"fmt"
	"testing"
)

func TestAServerHoldsOnlySoManyStreams(t *testing.T) {
	s := streams{most: 3}
	var close func()
	for i := range 3 {
		c, err := s.open(fmt.Sprint(i))
		if err != nil {
			t.Fatal(err)
		}
		close = c
	}
	var wait later
	if _, err := s.open("more"); !errors.As(err, &wait) || wait.code != 503 {
		t.Errorf("the fourth of three: %v", err)
	}
	close()
	if _, err := s.open("more"); err != nil || len(s.by) != 3 {
		t.Errorf("after one has gone: %v, %d are remembered", err, len(s.by))
	}
}
