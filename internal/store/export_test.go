package store

import (
	"context"
	"fmt"
)

// LimitPages bounds the size of the file, as a full disk does.
func LimitPages(s *Store, pages int) {
	_ = s.change(context.Background(), "", func(q *session) error {
		_, err := q.conn.ExecContext(q.ctx, fmt.Sprint("PRAGMA max_page_count = ", pages))
		return err
	})
}
