package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"quoth/internal/annotation"
)

// postgres is a database that several replicas may share.
type postgres struct {
	pool    *sql.DB
	stop    context.CancelFunc
	done    chan struct{} // closed when nobody listens any more
	hearing atomic.Bool   // what other replicas say
}

// lanesOfPostgres is on how many connections one replica writes, each for
// some of the projects.
const lanesOfPostgres = 4

// restingOfPostgres is how many connections are kept for the next who needs one.
const restingOfPostgres = lanesOfPostgres + 4

const channel = "quoth"

func openPostgres(ctx context.Context, address string) (*Store, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("QUOTH_DATABASE is no address of PostgreSQL: %w", annotation.ErrInvalid)
	}
	name := fmt.Sprintf("postgres://%s:%d/%s", config.Host, config.Port, config.Database)
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(lanesOfPostgres + 8)
	pool.SetMaxIdleConns(restingOfPostgres)
	db := &postgres{pool: pool, done: make(chan struct{})}
	// Replicas that start together migrate one after the other.
	locker, err := lock.NewPostgresSessionLocker()
	if err == nil {
		err = migrate(ctx, goose.DialectPostgres, "postgres", pool, goose.WithSessionLocker(locker))
	}
	if err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("database %s: %w", name, db.class(err))
	}
	s := &Store{db: db, read: pool, address: name, metrics: newMetrics()}
	listening, stop := context.WithCancel(context.Background())
	db.stop = stop
	heard := make(chan struct{})
	go db.listen(listening, config, &s.watch, heard)
	select {
	case <-heard:
	case <-ctx.Done():
	}
	if err := s.begin(ctx, lanesOfPostgres, pool); err != nil {
		return nil, fmt.Errorf("database %s: %w", name, err)
	}
	return s, nil
}

// listen wakes those who watch a project that another replica has written to.
// After a break it wakes everybody, for what was said meanwhile is lost.
func (d *postgres) listen(ctx context.Context, config *pgx.ConnConfig, w *watchers, heard chan struct{}) {
	defer close(d.done)
	for wait := time.Second; ctx.Err() == nil; {
		conn, err := pgx.ConnectConfig(ctx, config)
		if err == nil {
			_, err = conn.Exec(ctx, "LISTEN "+channel)
			if heard != nil && err == nil {
				close(heard)
				heard = nil
			}
			d.hearing.Store(err == nil)
			w.wake("")
			for err == nil {
				var said *pgconn.Notification
				if said, err = conn.WaitForNotification(ctx); err == nil {
					w.wake(said.Payload)
				}
			}
			d.hearing.Store(false)
			_ = conn.Close(context.WithoutCancel(ctx))
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
}

// renew closes the connections that rest, after one that could not write. One
// that was made while the database was read-only stays so, even if the database
// does not.
func (d *postgres) renew(err error) {
	if errors.Is(d.class(err), ErrFull) {
		d.pool.SetMaxIdleConns(0)
		d.pool.SetMaxIdleConns(restingOfPostgres)
	}
}

// purge does nothing: PostgreSQL frees what was erased by itself (autovacuum).
func (d *postgres) purge(*session) bool { return true }

func (d *postgres) beginning() string                          { return "BEGIN" }
func (d *postgres) within(ctx context.Context) context.Context { return ctx }
func (d *postgres) hears() bool                                { return d.hearing.Load() }
func (d *postgres) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (d *postgres) announce(q *session, projects []string) error {
	for _, p := range projects {
		if _, err := q.exec(`SELECT pg_notify('`+channel+`', $1)`, p); err != nil {
			return err
		}
	}
	return nil
}

func (d *postgres) class(err error) error {
	var e *pgconn.PgError
	switch {
	case classed(err):
		return err
	case errors.As(err, &e):
		switch e.Code {
		case pgUnique, pgNull:
			return fmt.Errorf("%s: %w", e.Message, annotation.ErrConflict)
		case pgDiskFull, pgReadOnly:
			return fmt.Errorf("%w (%s)", ErrFull, e.Message)
		}
		// What is written is at fault, and not the connection: the neighbours of
		// its batch are written.
		if class := e.Code[:2]; class == pgData || class == pgLimit {
			return fmt.Errorf("%s: %w", e.Message, annotation.ErrInvalid)
		}
	case errors.Is(err, context.Canceled):
		return err
	}
	return fmt.Errorf("%w (%v)", ErrUnavailable, err)
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html
const (
	pgUnique   = "23505"
	pgNull     = "23502" // see Append
	pgDiskFull = "53100"
	pgReadOnly = "25006"
	pgData     = "22" // the class of data exceptions: a NUL in a text
	pgLimit    = "54" // the class of program limits
)

func (d *postgres) query(words string) string { return strings.Join(terms(words), " ") }

func (d *postgres) search() string {
	return `SELECT kind, id, owner, ts_headline('simple', body, q, 'StartSel=«, StopSel=», MaxWords=24, MinWords=12')
		FROM words, plainto_tsquery('simple', $2) q WHERE project = $1 AND found @@ q AND ($4 = '' OR owner IN ('', $4)) ORDER BY ts_rank(found, q) DESC, kind, id LIMIT $3`
}

func (d *postgres) close() error {
	if d.stop != nil {
		d.stop()
		<-d.done
	}
	return d.pool.Close()
}
