package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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

// Plans is how SQLite carries out each statement that the store has asked so
// far, as EXPLAIN QUERY PLAN tells it.
func Plans(s *Store) (plans map[string][]string, err error) {
	plans = map[string][]string{}
	err = s.change(context.Background(), "", func(q *session) error {
		statements := slices.Collect(maps.Keys(q.prepared))
		s.prepared.Range(func(query, _ any) bool {
			statements = append(statements, query.(string))
			return true
		})
		for _, query := range statements {
			rows, err := q.conn.QueryContext(q.ctx, "EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "$"))...)
			if err != nil {
				continue // BEGIN and its like have none
			}
			for rows.Next() {
				var id, parent, unused int
				var detail string
				if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
					return err
				}
				plans[query] = append(plans[query], detail)
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				return err
			}
		}
		return nil
	})
	return plans, err
}

// TempStore is where the connections that read and that write keep what is
// only for a moment: 2 is in memory.
func TempStore(ctx context.Context, s *Store) (read, write int, err error) {
	err = s.change(ctx, "", func(q *session) error { return q.one(`PRAGMA temp_store`, nil, &write) })
	return read, write, errors.Join(err, s.read.QueryRowContext(ctx, `PRAGMA temp_store`).Scan(&read))
}
