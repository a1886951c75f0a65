package class_test

import (
	"database/sql"
	"testing"

	"quoth/internal/project"
)

// Whoever looks at a class that marks must not wait for each pupil's edit to
// come to the disk.
func TestALayerIsReadWhileItIsWrittenTo(t *testing.T) {
	file := sqlite(t)
	s := newSchool(t, file)
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("BEGIN IMMEDIATE"); err != nil { // nothing else is written now
		t.Fatal(err)
	}
	written := make(chan int, 1)
	go func() {
		code, _, _ := ada.mark(l, 1, edit("a2", "claim", 4, 18, ""))
		written <- code
	}()
	progress := func() int {
		var all []struct{ Each []project.Progress }
		l.teacher.get(l.base+"/assignments/"+string(l.assignment.ID)+"/progress", &all)
		return all[0].Each[0].Marks
	}
	for range 20 { // the edit is under way at the latest by then
		if got := progress(); got != 1 {
			t.Errorf("there are %d marks before the second is on the disk", got)
		}
		select {
		case code := <-written:
			t.Fatalf("reading waited for the edit, which was answered with %d", code)
		default:
		}
	}
	if _, err := db.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if code := <-written; code != 200 {
		t.Fatalf("the edit is answered with %d", code)
	}
	if got := progress(); got != 2 {
		t.Errorf("afterwards there are %d marks", got)
	}
}
