package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"quoth/internal/annotation"
)

// An Op is one part of a Write: see Put, Add, Revive, Replace, Delete, Give,
// Take, Use, Sweep, Index, Stands, Clear and Purge.
type Op func(project string, clock int64, q *session) error

// Put stores a record in the place of what is there.
func Put(r Record) Op {
	return func(project string, clock int64, q *session) error {
		_, err := q.exec(`INSERT INTO record (project, kind, id, owner, clock, body) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (project, kind, id) DO UPDATE SET owner = excluded.owner, clock = excluded.clock, body = excluded.body`,
			project, r.Kind, r.ID, r.Owner, clock, r.Body)
		return err
	}
}

// Add stores a record where none is, nor was: else the error wraps ErrConflict.
func Add(r Record) Op {
	return func(project string, clock int64, q *session) error {
		done, err := q.exec(`INSERT INTO record (project, kind, id, owner, clock, body) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (project, kind, id) DO NOTHING`, project, r.Kind, r.ID, r.Owner, clock, r.Body)
		return expect(done, err, r)
	}
}

// Revive stores a record where one was deleted: else the error wraps
// ErrConflict.
func Revive(r Record) Op {
	return func(project string, clock int64, q *session) error {
		done, err := q.exec(`UPDATE record SET owner = $1, clock = $2, body = $3 WHERE project = $4 AND kind = $5 AND id = $6 AND body IS NULL`,
			r.Owner, clock, r.Body, project, r.Kind, r.ID)
		return expect(done, err, r)
	}
}

// Replace stores a record in the place of the one that was written at r.Clock.
// If it was written since, the error wraps ErrConflict.
func Replace(r Record) Op {
	return func(project string, clock int64, q *session) error {
		done, err := q.exec(`UPDATE record SET owner = $1, clock = $2, body = $3
			WHERE project = $4 AND kind = $5 AND id = $6 AND clock = $7 AND body IS NOT NULL`,
			r.Owner, clock, r.Body, project, r.Kind, r.ID, r.Clock)
		return expect(done, err, r)
	}
}

func expect(done sql.Result, err error, r Record) error {
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fmt.Errorf("%s %s: %w", r.Kind, r.ID, annotation.ErrConflict)
}

// Delete takes a record's content away; that there was one stays known, so
// that whoever follows the project hears of it.
func Delete(kind, id string) Op {
	return func(project string, clock int64, q *session) error {
		_, err := q.exec(`UPDATE record SET owner = '', clock = $1, body = NULL WHERE project = $2 AND kind = $3 AND id = $4`, clock, project, kind, id)
		return err
	}
}

// Give makes a secret lead somewhere. The error wraps ErrConflict if it leads
// elsewhere already.
func Give(h Handle) Op {
	return func(_ string, _ int64, q *session) error {
		done, err := q.exec(`INSERT INTO handle (hash, project, kind, id, owner, expires) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (hash) DO NOTHING`,
			h.Hash, h.Project, h.Kind, h.ID, h.Owner, milli(h.Expires))
		return expect(done, err, Record{Kind: h.Kind, ID: h.ID})
	}
}

// Take lets a secret lead nowhere.
func Take(hash []byte) Op {
	return func(_ string, _ int64, q *session) error {
		_, err := q.exec(`DELETE FROM handle WHERE hash = $1`, hash)
		return err
	}
}

// Use is Take of a secret that is good once: the error wraps ErrConflict if it
// leads nowhere any more, so that of two who come at once one is refused.
func Use(hash []byte) Op {
	return func(_ string, _ int64, q *session) error {
		done, err := q.exec(`DELETE FROM handle WHERE hash = $1`, hash)
		return expect(done, err, Record{Kind: "handle", ID: "of the secret"})
	}
}

// Sweep takes the secrets of an owner that have expired by now out of the way.
func Sweep(owner string, now time.Time) Op {
	return func(project string, _ int64, q *session) error {
		_, err := q.exec(`DELETE FROM handle WHERE project = $1 AND owner = $2 AND expires <> 0 AND expires <= $3`, project, owner, milli(now))
		return err
	}
}

// TakeAll lets all secrets of a kind that lead to one thing lead nowhere.
func TakeAll(kind, id string) Op {
	return func(project string, _ int64, q *session) error {
		_, err := q.exec(`DELETE FROM handle WHERE project = $1 AND kind = $2 AND id = $3`, project, kind, id)
		return err
	}
}

// mostWords is how much of a text is findable, in bytes: a text of nothing but
// different short words would be more than PostgreSQL's tsvector can hold.
const mostWords = 300_000

// Index makes the words of something findable; no words take them away.
func Index(kind, id, owner, words string) Op {
	words = strings.ToValidUTF8(strings.ReplaceAll(words[:min(len(words), mostWords)], "\x00", " "), "")
	return func(project string, _ int64, q *session) error {
		if _, err := q.exec(`DELETE FROM words WHERE project = $1 AND kind = $2 AND id = $3`, project, kind, id); err != nil || words == "" {
			return err
		}
		_, err := q.exec(`INSERT INTO words (project, kind, id, owner, body) VALUES ($1, $2, $3, $4, $5)`, project, kind, id, owner, words)
		return err
	}
}

// Stands lets the rest be written only if a record is there and not deleted:
// else the error wraps ErrConflict.
func Stands(kind, id string) Op {
	return func(project string, _ int64, q *session) error {
		var one int
		err := q.one(`SELECT 1 FROM record WHERE project = $1 AND kind = $2 AND id = $3 AND body IS NOT NULL`, []any{project, kind, id}, &one)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%s %s was deleted: %w", kind, id, annotation.ErrConflict)
		}
		return err
	}
}

// Clear deletes all records of a kind, for good.
func Clear(kind string) Op {
	return func(project string, clock int64, q *session) error {
		q.erased = true
		_, err := q.exec(`UPDATE record SET owner = '', clock = $1, body = NULL WHERE project = $2 AND kind = $3 AND body IS NOT NULL`, clock, project, kind)
		return err
	}
}

// Purge has what the rest deletes leave nothing behind.
func Purge() Op {
	return func(_ string, _ int64, q *session) error {
		q.erased = true
		return nil
	}
}

// Erase removes the log of a layer with the words of its notes, for good.
func Erase(layer string) Op {
	return func(project string, _ int64, q *session) error {
		q.erased = true
		if _, err := q.exec(`DELETE FROM operation WHERE project = $1 AND layer = $2`, project, layer); err != nil {
			return err
		}
		_, err := q.exec(`DELETE FROM words WHERE project = $1 AND kind = 'note' AND substr(id, 1, $2) = $3`, project, len(layer)+1, layer+"/")
		return err
	}
}

// Write carries out the parts in order, all or none, and returns the project's
// clock. When it returns nil they are durable.
func (s *Store) Write(ctx context.Context, project string, ops ...Op) (clock int64, err error) {
	err = s.change(ctx, project, func(q *session) error {
		if clock, err = tick(q, project); err != nil {
			return err
		}
		for _, op := range ops {
			if err := op(project, clock, q); err != nil {
				return err
			}
		}
		return nil
	})
	return clock, err
}

// tick moves a project's clock, once in a transaction. It also puts all who
// write to the project in line, whichever replica they are on.
func tick(q *session, project string) (now int64, err error) {
	if now, ok := q.clocks[project]; ok {
		return now, nil
	}
	if err = q.one(`INSERT INTO clock (project, now) VALUES ($1, 1) ON CONFLICT (project) DO UPDATE SET now = clock.now + 1 RETURNING now`, []any{project}, &now); err == nil {
		q.clocks[project] = now
	}
	return now, err
}

// Append adds operations to the log of a layer, behind the one numbered after,
// with what else is to be written with them. The error wraps ErrConflict if
// the log does not end there, or if one of them is in it already.
func (s *Store) Append(ctx context.Context, project, layer string, after int64, operations []Operation, also ...Op) error {
	at := time.Now()
	return s.change(ctx, project, func(q *session) error {
		clock, err := tick(q, project)
		if err != nil {
			return err
		}
		if err := ends(q, project, layer, after, len(operations)); err != nil {
			return err
		}
		for i, o := range operations {
			seq, stands := `$3`, ``
			values := []any{project, layer, after + 1 + int64(i), o.ID, o.Owner, clock, milli(at), o.Body}
			if i == 0 && o.Of != "" {
				stands = `AND EXISTS (SELECT 1 FROM record WHERE project = $1 AND kind = $9 AND id = $2 AND body IS NOT NULL)`
				values = append(values, o.Of)
			}
			if i == 0 { // the number of the next, or NULL, which the table refuses
				seq = `(SELECT CASE WHEN coalesce(max(seq), 0) = $3 - 1 ` + stands + ` THEN $3 END FROM operation WHERE project = $1 AND layer = $2)`
			}
			if _, err := q.exec(`INSERT INTO operation (project, layer, seq, id, owner, clock, at, body) VALUES ($1, $2, `+seq+`, $4, $5, $6, $7, $8)`, values...); err != nil {
				return fmt.Errorf("layer %s behind operation %d: %w", layer, after, err)
			}
		}
		for _, op := range also {
			if err := op(project, clock, q); err != nil {
				return err
			}
		}
		return nil
	})
}

// ends refuses to write beside a log that does not end where it is thought to.
// An operation finds that out as it is inserted, which spares a question.
func ends(q *session, project, layer string, after int64, operations int) error {
	if operations > 0 {
		return nil
	}
	var last sql.NullInt64
	if err := q.one(`SELECT max(seq) FROM operation WHERE project = $1 AND layer = $2`, []any{project, layer}, &last); err != nil {
		return err
	}
	if last.Int64 != after {
		return fmt.Errorf("layer %s ends with operation %d and not with %d: %w", layer, last.Int64, after, annotation.ErrConflict)
	}
	return nil
}

// Forget removes all that a member of a project owns: records, operations,
// secrets and words. It cannot be taken back.
func (s *Store) Forget(ctx context.Context, project, owner string) error {
	if owner == "" {
		return errors.New("nobody was named who is to be forgotten")
	}
	_, err := s.Write(ctx, project, func(project string, clock int64, q *session) error {
		q.erased = true
		for _, statement := range []string{
			`DELETE FROM operation WHERE project = $1 AND owner = $2`,
			`DELETE FROM handle WHERE project = $1 AND owner = $2`,
			`DELETE FROM words WHERE project = $1 AND owner = $2`,
		} {
			if _, err := q.exec(statement, project, owner); err != nil {
				return err
			}
		}
		_, err := q.exec(`UPDATE record SET owner = '', body = NULL, clock = $3 WHERE project = $1 AND owner = $2`, project, owner, clock)
		return err
	})
	return err
}

// Drop removes a project with all that is in it, for good.
func (s *Store) Drop(ctx context.Context, project string) error {
	return s.change(ctx, project, func(q *session) error {
		q.erased = true
		for _, table := range []string{"operation", "handle", "words", "record", "clock"} {
			if _, err := q.exec(`DELETE FROM `+table+` WHERE project = $1`, project); err != nil {
				return err
			}
		}
		delete(q.clocks, project) // it begins anew, if the project does
		return nil
	})
}

// milli is a time as it is stored: milliseconds since 1970, 0 for none.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMilli(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
