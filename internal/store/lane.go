package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"time"
)

// A lane is one connection on which changes are written, as many at once as
// wait for it: they share one commit, which is what durability costs, and each
// project's clock moves once for them. If one of them fails, all are begun
// anew, each in a savepoint of its own, so that it is wholly there or not at
// all, whatever becomes of its neighbours. SQLite has one writer and so one
// lane; with PostgreSQL a project always takes the same one.
type lane struct {
	store   *Store
	db      *sql.DB
	waiting chan *change
	ended   chan struct{}
	session *session // nil after it was lost
	erased  bool     // something that may still be in the database's log
	purged  time.Time
}

// mostAtOnce bounds how many changes share a commit, and so how long the first
// waits for the last.
const mostAtOnce = 256

type change struct {
	project string // whose clock it moves; "" for none
	do      func(*session) error
	single  bool // do cannot be done a second time
	err     error
	done    chan struct{}
}

func newLane(ctx context.Context, s *Store, db *sql.DB) (*lane, error) {
	l := &lane{store: s, db: db, waiting: make(chan *change, mostAtOnce), ended: make(chan struct{})}
	var err error
	if l.session, err = newSession(ctx, db); err != nil {
		return nil, s.db.class(err)
	}
	go l.run(ctx)
	return l, nil
}

var seed = maphash.MakeSeed()

// change writes, and returns when it is durable. The wait ends with ctx; what
// has been handed over is written nevertheless.
func (s *Store) change(ctx context.Context, project string, do func(*session) error) error {
	return s.hand(ctx, &change{project: project, do: do})
}

// lane is the one on which a project is written.
func (s *Store) lane(project string) *lane {
	return s.lanes[maphash.String(seed, project)%uint64(len(s.lanes))]
}

// errLeft means that nobody waits for the answer any more.
var errLeft = fmt.Errorf("the answer was not waited for: %w", ErrUnavailable)

// hand gives a change to its lane, waits for it, and counts it.
func (s *Store) hand(ctx context.Context, c *change) error {
	start := time.Now()
	s.metrics.waiting.Inc()
	err := s.wait(ctx, c)
	s.metrics.waiting.Dec()
	s.metrics.count(start, err)
	return err
}

func (s *Store) wait(ctx context.Context, c *change) error {
	c.done = make(chan struct{})
	l := s.lane(c.project)
	select {
	case l.waiting <- c:
	case <-l.ended:
		return fmt.Errorf("the store is closed: %w", ErrUnavailable)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-c.done:
		return c.err
	case <-l.ended:
		return fmt.Errorf("the store is closed: %w", ErrUnavailable)
	case <-ctx.Done():
		return errLeft
	}
}

func (l *lane) run(ctx context.Context) {
	defer close(l.ended)
	for {
		var batch []*change
		select {
		case c := <-l.waiting:
			batch = append(batch, c)
		case <-ctx.Done():
			l.session.close()
			return
		}
		for more := true; more && len(batch) < mostAtOnce; {
			select {
			case c := <-l.waiting:
				batch = append(batch, c)
			default:
				more = false
			}
		}
		l.write(batch)
		for _, c := range batch {
			close(c.done)
		}
	}
}

// patience is how long a batch may take before the database counts as lost.
const patience = 20 * time.Second

// purgeEvery is how long what was erased waits, at the least, if it could not
// be purged because somebody read.
const purgeEvery = time.Second

// write carries a batch out. After one that was lost the next makes another
// connection.
func (l *lane) write(batch []*change) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := l.once(ctx, batch)
	if err != nil {
		for _, c := range batch {
			c.err = l.store.db.class(err)
		}
	}
}

func (l *lane) once(ctx context.Context, batch []*change) (err error) {
	if l.session == nil {
		if l.session, err = newSession(ctx, l.db); err != nil {
			l.session = nil
			return err
		}
	}
	q := l.session
	q.ctx = l.store.db.within(ctx)
	defer func() {
		if err != nil {
			_, _ = q.exec("ROLLBACK") // it may have ended already
			q.close()
			l.session = nil
			l.store.db.renew(err)
		}
	}()
	var projects []string
	failed := slices.ContainsFunc(batch, func(c *change) bool { return c.single })
	if !failed {
		if projects, failed, err = l.together(q, batch); err == nil && failed {
			_, err = q.exec("ROLLBACK")
		}
	}
	if err == nil && failed {
		projects, err = l.apart(q, batch)
	}
	if err != nil {
		return err
	}
	if _, err = q.exec("COMMIT"); err != nil {
		return err
	}
	for _, p := range projects {
		l.store.watch.wake(p)
	}
	l.erased, q.erased = l.erased || q.erased, false
	if l.erased && time.Since(l.purged) > purgeEvery {
		l.erased, l.purged = !l.store.db.purge(q), time.Now()
	}
	// What is committed stays so, whatever becomes of telling it: replicas look
	// again by themselves. Within the transaction it would put all commits of
	// all replicas in one line.
	if l.store.db.announce(q, projects) != nil {
		q.close()
		l.session = nil
	}
	return nil
}

// begin begins a transaction and moves the clocks of all projects in it, in
// order: two replicas that write to the same projects would else wait for each
// other.
func (l *lane) begin(q *session, batch []*change) error {
	q.clocks = map[string]int64{}
	if _, err := q.exec(l.store.db.beginning()); err != nil {
		return err
	}
	var projects []string
	for _, c := range batch {
		if c.project != "" {
			projects = append(projects, c.project)
		}
	}
	for _, p := range unique(projects) {
		if _, err := tick(q, p); err != nil {
			return err
		}
	}
	return nil
}

// together carries the changes of a batch out, and gives up when one fails.
func (l *lane) together(q *session, batch []*change) (projects []string, failed bool, err error) {
	if err := l.begin(q, batch); err != nil {
		return nil, false, err
	}
	for _, c := range batch {
		if c.err = l.store.db.class(c.do(q)); c.err != nil {
			return nil, true, lost(c.err)
		}
		if c.project != "" {
			projects = append(projects, c.project)
		}
	}
	return unique(projects), false, nil
}

// apart carries the changes of a batch out, and leaves out those that fail.
func (l *lane) apart(q *session, batch []*change) (projects []string, err error) {
	if err := l.begin(q, batch); err != nil {
		return nil, err
	}
	for _, c := range batch {
		if _, err := q.exec("SAVEPOINT one"); err != nil {
			return nil, err
		}
		c.err = l.store.db.class(c.do(q))
		if err := lost(c.err); err != nil {
			return nil, err
		}
		if c.err != nil {
			if _, err := q.exec("ROLLBACK TO SAVEPOINT one"); err != nil {
				return nil, err
			}
		} else if c.project != "" {
			projects = append(projects, c.project)
		}
		if _, err := q.exec("RELEASE SAVEPOINT one"); err != nil {
			return nil, err
		}
	}
	return unique(projects), nil
}

// lost is an error after which nothing more can be written in a transaction.
func lost(err error) error {
	if errors.Is(err, ErrUnavailable) || errors.Is(err, ErrFull) {
		return err
	}
	return nil
}

func unique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
