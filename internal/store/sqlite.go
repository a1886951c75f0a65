package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"

	"quoth/internal/annotation"
)

type sqliteFile struct {
	path        string
	read, write *sql.DB
}

// openSQLite opens a file, or makes it. Commits are on the disk when they
// return (synchronous=FULL), and what is deleted is overwritten.
func openSQLite(ctx context.Context, file string) (*Store, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	address := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)&_pragma=secure_delete(on)&_pragma=temp_store(memory)"
	db := &sqliteFile{path: path}
	s := &Store{db: db, address: file, metrics: newMetrics()}
	// A class writes to hundreds of places at once: the same pages again and
	// again, which are to be in memory, and to go from the log into the file
	// once for many commits.
	if db.write, err = sql.Open("sqlite", address+"&_pragma=cache_size(-8000)&_pragma=wal_autocheckpoint(4000)"); err != nil {
		return nil, err
	}
	db.write.SetMaxOpenConns(1)
	if err := migrate(ctx, goose.DialectSQLite3, "sqlite", db.write); err != nil {
		_ = db.close()
		return nil, fmt.Errorf("database %s: %w", file, db.class(err))
	}
	if db.read, err = sql.Open("sqlite", address+"&_pragma=cache_size(-2000)&_pragma=query_only(on)"); err != nil {
		_ = db.close()
		return nil, err
	}
	db.read.SetMaxOpenConns(4)
	db.read.SetMaxIdleConns(4)
	s.read = db.read
	if err := s.begin(ctx, 1, db.write); err != nil {
		return nil, fmt.Errorf("database %s: %w", file, err)
	}
	return s, nil
}

func (d *sqliteFile) beginning() string                 { return "BEGIN IMMEDIATE" }
func (d *sqliteFile) announce(*session, []string) error { return nil }

// renew does nothing: a connection to a file is as the file is.
func (d *sqliteFile) renew(error) {}

// purge empties the write-ahead log, which else keeps what was erased until it
// is full. Who reads at this moment, such as a backup, is not waited for long.
func (d *sqliteFile) purge(q *session) (done bool) {
	var busy, frames, moved int
	_, _ = q.exec("PRAGMA busy_timeout = 100")
	err := q.one("PRAGMA wal_checkpoint(TRUNCATE)", nil, &busy, &frames, &moved)
	_, _ = q.exec("PRAGMA busy_timeout = 5000")
	return err == nil && busy == 0
}

func (d *sqliteFile) snapshot() *sql.TxOptions { return nil }

// within lets statements run to their end, which is near: what can be broken
// off costs each of them a goroutine, a third of what it takes.
func (d *sqliteFile) within(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

func (d *sqliteFile) hears() bool { return true }

func (d *sqliteFile) class(err error) error {
	var e *sqlite.Error
	switch {
	case classed(err):
		return err
	case errors.As(err, &e):
		const full, readOnly, cannotOpen, broken, constraint, notADatabase, corrupt = 13, 8, 14, 10, 19, 26, 11
		switch e.Code() & 0xff {
		case full, readOnly, cannotOpen, broken:
			return fmt.Errorf("%w (%v)", ErrFull, err)
		case constraint:
			return fmt.Errorf("%v: %w", err, annotation.ErrConflict)
		case notADatabase, corrupt:
			return fmt.Errorf("the file is not a database, or is damaged: restore a backup (%v): %w", err, annotation.ErrInvalid)
		}
	case errors.Is(err, context.Canceled):
		return err
	}
	return fmt.Errorf("%w (%v)", ErrUnavailable, err)
}

func (d *sqliteFile) query(words string) string {
	list := terms(words)
	for i, w := range list {
		list[i] = `"` + w + `"`
	}
	return strings.Join(list, " ")
}

func (d *sqliteFile) search() string {
	return `SELECT kind, id, owner, snippet(found, 0, '«', '»', '…', 24) FROM found JOIN words ON place = found.rowid
		WHERE found MATCH $2 AND project = $1 AND ($4 = '' OR owner IN ('', $4)) ORDER BY rank LIMIT $3`
}

func (d *sqliteFile) close() error {
	var errs []error
	for _, db := range []*sql.DB{d.read, d.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}
