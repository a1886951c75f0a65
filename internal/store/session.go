package store

import (
	"context"
	"database/sql"
)

// A session is one connection with the statements that it has prepared.
type session struct {
	ctx      context.Context
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	clocks   map[string]int64 // of the projects that the transaction has moved on
	erased   bool             // something that is to be gone for good
}

func newSession(ctx context.Context, db *sql.DB) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{ctx: ctx, conn: conn, prepared: map[string]*sql.Stmt{}}, nil
}

func (q *session) close() {
	if q != nil {
		for _, st := range q.prepared {
			_ = st.Close()
		}
		_ = q.conn.Close() // nothing is open on it any more
	}
}

func (q *session) statement(query string) (*sql.Stmt, error) {
	if st := q.prepared[query]; st != nil {
		return st, nil
	}
	st, err := q.conn.PrepareContext(q.ctx, query)
	if err == nil {
		q.prepared[query] = st
	}
	return st, err
}

func (q *session) exec(query string, args ...any) (sql.Result, error) {
	st, err := q.statement(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(q.ctx, args...)
}

// one reads a single row.
func (q *session) one(query string, args []any, into ...any) error {
	st, err := q.statement(query)
	if err != nil {
		return err
	}
	return st.QueryRowContext(q.ctx, args...).Scan(into...)
}
