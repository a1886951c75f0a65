// Package store is what the server keeps: the records of projects and the
// operations of their layers, in one SQLite file or in PostgreSQL. It knows
// what belongs to whom and in which order it was written, and not what it
// means.
//
// Every project has a clock that each write moves on. Records and operations
// carry its reading, so that the stream of what happened is a question to the
// same tables: what is later than the reading I had last? Nothing is written
// twice for it, and any replica can answer.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"quoth/internal/annotation"
)

// The classes of error, beside annotation.ErrNotFound and ErrConflict.
var (
	// ErrUnavailable means that the database does not answer. What was to be
	// written may or may not be there; asking again is safe.
	ErrUnavailable = errors.New("the database does not answer")
	// ErrFull means that there is no space, or that the file cannot be
	// written. Nothing was written.
	ErrFull = errors.New("the database cannot be written: free some space, or give the program the right to write")
	// ErrNewer means that a newer Quoth has written the database.
	ErrNewer = errors.New("this database was written by a newer version of Quoth: start that version")
)

// A Record is one thing that a project keeps.
type Record struct {
	Kind  string // "member", "assignment", …
	ID    string // unique in its project and kind
	Owner string // the member whose it is, and with whom it can be forgotten; "" if it is the project's
	Clock int64  // of the project, when it was written last
	Body  []byte // JSON; nil if it was deleted
}

// An Operation is one entry of a layer's log.
type Operation struct {
	Layer string
	Seq   int64  // from 1, without gaps
	ID    string // unique in its layer
	Owner string
	Clock int64
	At    time.Time // when the server took it, in milliseconds
	Body  []byte
	// Of is the kind of record, with the layer's ID, that must be there and not
	// deleted for it to be appended; "" for none. It is not kept.
	Of string
}

// A Handle leads from a secret that somebody shows, a session or a code, to
// what it opens. Only its hash is kept. It is the one thing that is found
// without its project's name.
type Handle struct {
	Hash                     []byte
	Project, Kind, ID, Owner string
	Expires                  time.Time // zero: never
}

// A Store is one database. It is safe for concurrent use.
type Store struct {
	db       dialect
	read     *sql.DB
	prepared sync.Map // the queries of read, as *sql.Stmt
	lanes    []*lane
	watch    watchers
	metrics  *metrics
	epoch    string
	address  string // for messages; without a password
	stop     context.CancelFunc
}

// Open opens the database at address, a file name or a postgres:// URL, and
// brings its tables up to date. The error wraps ErrNewer, ErrFull or
// ErrUnavailable where it is one of them.
func Open(ctx context.Context, address string) (*Store, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return openPostgres(ctx, address)
	}
	return openSQLite(ctx, address)
}

// begin reads what the house knows and starts the lanes.
func (s *Store) begin(ctx context.Context, lanes int, write *sql.DB) error {
	running, stop := context.WithCancel(context.Background())
	s.stop = stop
	for range lanes {
		l, err := newLane(running, s, write)
		if err != nil {
			s.Close()
			return err
		}
		s.lanes = append(s.lanes, l)
	}
	if err := s.change(ctx, "", func(q *session) error {
		_, err := q.exec(`INSERT INTO house (name, value) VALUES ('epoch', $1) ON CONFLICT (name) DO NOTHING`, newEpoch())
		return err
	}); err != nil {
		s.Close()
		return err
	}
	if err := s.read.QueryRowContext(ctx, `SELECT value FROM house WHERE name = 'epoch'`).Scan(&s.epoch); err != nil {
		s.Close()
		return s.db.class(err)
	}
	return nil
}

// Close ends what is being written and closes the database.
func (s *Store) Close() error {
	if s.stop != nil {
		s.stop()
	}
	for _, l := range s.lanes {
		<-l.ended
	}
	s.prepared.Range(func(_, st any) bool {
		_ = st.(*sql.Stmt).Close()
		return true
	})
	return s.db.close()
}

// Epoch names this life of the database. It is another one after a backup was
// restored, and then whoever knows more than the database tells it again.
func (s *Store) Epoch() string { return s.epoch }

// Ready reports whether the database answers, and can be written.
func (s *Store) Ready(ctx context.Context) error {
	return s.change(ctx, "", func(q *session) error {
		_, err := q.exec(`INSERT INTO house (name, value) VALUES ('ready', '') ON CONFLICT (name) DO UPDATE SET value = ''`)
		return err
	})
}

// String names the database for a log line.
func (s *Store) String() string { return s.address }

func notFound(what, id string) error {
	return fmt.Errorf("%s %s: %w", what, id, annotation.ErrNotFound)
}
