package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Get returns a record. The error wraps annotation.ErrNotFound if there is
// none, or it was deleted.
func (s *Store) Get(ctx context.Context, project, kind, id string) (Record, error) {
	r := Record{Kind: kind, ID: id}
	err := s.row(ctx, `SELECT owner, clock, body FROM record WHERE project = $1 AND kind = $2 AND id = $3 AND body IS NOT NULL`,
		project, kind, id).Scan(&r.Owner, &r.Clock, &r.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return r, notFound(kind, id)
	}
	return r, s.db.class(err)
}

// List returns the records of a kind by ID, which for UUIDv7 is by age.
func (s *Store) List(ctx context.Context, project, kind string) ([]Record, error) {
	return collect(ctx, s, func(rows *sql.Rows) (r Record, err error) {
		r.Kind = kind
		return r, rows.Scan(&r.ID, &r.Owner, &r.Clock, &r.Body)
	}, `SELECT id, owner, clock, body FROM record WHERE project = $1 AND kind = $2 AND body IS NOT NULL ORDER BY id`, project, kind)
}

// Find returns what a secret leads to. The error wraps annotation.ErrNotFound
// if it leads nowhere, or has expired by now.
func (s *Store) Find(ctx context.Context, hash []byte, now time.Time) (Handle, error) {
	h, _, _, err := s.FindFresh(ctx, hash, now, "")
	return h, err
}

// FindFresh is Find, and says when a record was last written in the project
// that the secret leads to, and in another one. Whatever was read from either
// since it was at that reading is as it was.
func (s *Store) FindFresh(ctx context.Context, hash []byte, now time.Time, project string) (h Handle, home, there int64, err error) {
	h, expires := Handle{Hash: hash}, int64(0)
	err = s.row(ctx, `SELECT project, kind, id, owner, expires,
		coalesce((SELECT max(clock) FROM record WHERE record.project = handle.project), 0),
		coalesce((SELECT max(clock) FROM record WHERE record.project = $2), 0)
		FROM handle WHERE hash = $1`, hash, project).
		Scan(&h.Project, &h.Kind, &h.ID, &h.Owner, &expires, &home, &there)
	h.Expires = fromMilli(expires)
	if errors.Is(err, sql.ErrNoRows) || err == nil && expires != 0 && !now.Before(h.Expires) {
		return Handle{}, 0, 0, notFound("handle", "of the secret")
	}
	return h, home, there, s.db.class(err)
}

// Operations returns a layer's log behind the operation numbered after, at
// most limit of them, all for 0.
func (s *Store) Operations(ctx context.Context, project, layer string, after int64, limit int) ([]Operation, error) {
	if limit == 0 {
		limit = 1 << 30
	}
	return collect(ctx, s, func(rows *sql.Rows) (o Operation, err error) {
		o.Layer = layer
		var at int64
		err = rows.Scan(&o.Seq, &o.ID, &o.Owner, &o.Clock, &at, &o.Body)
		o.At = fromMilli(at)
		return o, err
	}, `SELECT seq, id, owner, clock, at, body FROM operation WHERE project = $1 AND layer = $2 AND seq > $3 ORDER BY seq LIMIT $4`, project, layer, after, limit)
}

// Last is the number of the last operation of a layer; 0 if there is none.
func (s *Store) Last(ctx context.Context, project, layer string) (seq int64, err error) {
	var last sql.NullInt64
	err = s.row(ctx, `SELECT max(seq) FROM operation WHERE project = $1 AND layer = $2`, project, layer).Scan(&last)
	return last.Int64, s.db.class(err)
}

// A Change says that something was written. Operations that were appended
// together, and a record that was written again and again, are one.
type Change struct {
	Clock int64
	Kind  string // of the record, or "operation"
	ID    string // of the record, or of the layer
	Owner string
}

// Changes returns what was written when a project's clock was past after, in
// order, at most limit.
func (s *Store) Changes(ctx context.Context, project string, after int64, limit int) ([]Change, error) {
	return collect(ctx, s, func(rows *sql.Rows) (c Change, err error) {
		return c, rows.Scan(&c.Clock, &c.Kind, &c.ID, &c.Owner)
	}, `SELECT clock, kind, id, owner FROM record WHERE project = $1 AND clock > $2
		UNION SELECT clock, 'operation', layer, owner FROM operation WHERE project = $1 AND clock > $2
		ORDER BY 1, 2, 3 LIMIT $3`, project, after, limit)
}

// Clock returns the reading of a project's clock; 0 for one that never was.
func (s *Store) Clock(ctx context.Context, project string) (now int64, err error) {
	err = s.row(ctx, `SELECT now FROM clock WHERE project = $1`, project).Scan(&now)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return now, s.db.class(err)
}

// A Hit is something in which words were found.
type Hit struct {
	Kind, ID, Owner string
	Excerpt         string // with the words found between « and »
}

// Search finds what holds all words of the query, the best first, at most
// limit: of what owner has and of what is nobody's own, or of everything if
// owner is "". What is searched for is words: no sign in the query has a
// meaning.
func (s *Store) Search(ctx context.Context, project, owner, query string, limit int) ([]Hit, error) {
	words := s.db.query(query)
	if words == "" {
		return nil, nil
	}
	return collect(ctx, s, func(rows *sql.Rows) (h Hit, err error) {
		return h, rows.Scan(&h.Kind, &h.ID, &h.Owner, &h.Excerpt)
	}, s.db.search(), project, words, limit, owner)
}

// row reads a single row.
func (s *Store) row(ctx context.Context, query string, args ...any) interface{ Scan(...any) error } {
	st, err := s.statement(ctx, query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRowContext(s.db.within(ctx), args...)
}

type failed struct{ err error }

// Scan answers why there is nothing to scan.
func (f failed) Scan(...any) error { return f.err }

// statement is a query that is prepared when it is first asked: preparing
// costs SQLite more than answering.
func (s *Store) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := s.prepared.Load(query); ok {
		return st.(*sql.Stmt), nil
	}
	st, err := s.read.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if other, had := s.prepared.LoadOrStore(query, st); had {
		_ = st.Close() // somebody else was quicker
		st = other.(*sql.Stmt)
	}
	return st, nil
}

func collect[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) (list []T, err error) {
	st, err := s.statement(ctx, query)
	if err != nil {
		return nil, s.db.class(err)
	}
	rows, err := st.QueryContext(s.db.within(ctx), args...)
	if err != nil {
		return nil, s.db.class(err)
	}
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, s.db.class(err)
		}
		list = append(list, one)
	}
	return list, s.db.class(rows.Err())
}
