package store

import (
	"context"
	"fmt"
	"time"
)

// LimitPages bounds the size of the file, as a full disk does.
func LimitPages(s *Store, pages int) {
	_ = s.change(context.Background(), "", func(q *session) error {
		_, err := q.conn.ExecContext(q.ctx, fmt.Sprint("PRAGMA max_page_count = ", pages))
		return err
	})
}

// Hold has the lane of a project wait until gate is closed, and returns when it
// does. It holds nothing of the database.
func Hold(s *Store, project string, gate chan struct{}) {
	held := make(chan struct{})
	s.lane(project).waiting <- &change{done: make(chan struct{}), do: func(*session) error {
		close(held)
		<-gate
		return nil
	}}
	<-held
}

// Gathered waits until n changes wait for the lane of a project.
func Gathered(s *Store, project string, n int) {
	for len(s.lane(project).waiting) < n {
		time.Sleep(time.Millisecond)
	}
}
