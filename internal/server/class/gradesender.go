package class

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/lti"
	"quoth/internal/project"
	"quoth/internal/store"
)

const (
	// Whatever another replica has left is found by looking everywhere.
	lookEvery = 5 * time.Minute
	// A result is one replica's for so long; then it has died on it.
	sendingFor = time.Minute
	// A platform that is down is asked again after so long, and ever longer.
	firstRetry, longestRetry = time.Second, time.Hour
	// so many results of a class are told at once, and of so many classes
	mostTold, mostTelling = 4, 4
	// what happens at once is told together
	gatherLooks = 50 * time.Millisecond
)

// look says that somebody may have finished in a project, or gone on.
func (all *courses) look(p project.ID) {
	if len(all.platforms) == 0 {
		return
	}
	select {
	case all.looks <- p:
	default: // it is found when all are looked at
	}
}

// tell tells platforms who has finished, until stopping is closed.
func (all *courses) tell(stopping <-chan struct{}) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var telling sync.WaitGroup
	defer telling.Wait()
	defer cancel()
	type told struct {
		project project.ID
		next    time.Time
	}
	at := map[project.ID]time.Time{} // when to look
	busy := map[project.ID]bool{}
	ended := make(chan told, mostTelling)
	everywhere := time.NewTicker(lookEvery)
	defer everywhere.Stop()
	all.everywhere(ctx, at)
	for {
		soonest := time.Now().Add(lookEvery)
		for p, when := range at {
			switch {
			case busy[p]:
			case when.After(time.Now()):
				if when.Before(soonest) {
					soonest = when
				}
			case len(busy) < mostTelling:
				delete(at, p)
				busy[p] = true
				telling.Go(func() { ended <- told{p, all.tellOf(ctx, p)} })
			}
		}
		wait := time.NewTimer(time.Until(soonest))
		select {
		case p := <-all.looks:
			if when, known := at[p]; !known || when.After(time.Now().Add(gatherLooks)) {
				at[p] = time.Now().Add(gatherLooks)
			}
		case t := <-ended:
			delete(busy, t.project)
			if when, known := at[t.project]; !t.next.IsZero() && (!known || when.After(t.next)) {
				at[t.project] = t.next
			}
		case <-everywhere.C:
			all.everywhere(ctx, at)
		case <-wait.C:
		case <-stopping:
			wait.Stop()
			return
		}
		wait.Stop()
	}
}

// everywhere is to look at all classes of courses.
func (all *courses) everywhere(ctx context.Context, at map[project.ID]time.Time) {
	list, err := all.store.List(ctx, house, "lti-course")
	if err != nil {
		all.log.WarnContext(ctx, "it cannot be seen whose results are to be told", "err", err)
	}
	for _, r := range list {
		at[project.ID(r.ID)] = time.Now()
	}
}

// tellOf tells what a project owes, and returns when to look again; the zero
// time for never.
func (all *courses) tellOf(ctx context.Context, p project.ID) time.Time {
	due, next, err := all.owing(ctx, p)
	if err != nil {
		all.log.WarnContext(ctx, "it cannot be seen whose results are to be told", "class", p, "err", err)
		return time.Now().Add(sendingFor)
	}
	sooner := func(t time.Time) {
		if !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	var mu sync.Mutex
	var each sync.WaitGroup
	places := make(chan struct{}, mostTold)
	for _, one := range due {
		places <- struct{}{}
		each.Go(func() {
			defer func() { <-places }()
			again := all.tellOne(ctx, p, one)
			mu.Lock()
			defer mu.Unlock()
			sooner(again)
		})
	}
	each.Wait()
	return next
}

// tellOne takes a result for this replica, tells it, and writes down how that
// went; it returns when to try again.
func (all *courses) tellOne(ctx context.Context, p project.ID, one owed) time.Time {
	id := columnID(one.to.Member, one.to.Assignment)
	one.Tries++
	one.Next = time.Now().UTC().Add(sendingFor)
	record := body("lti-grade", id, string(one.to.Member), one.clock, one.grade)
	op := store.Add(record)
	if one.clock != 0 {
		op = store.Replace(record)
	}
	clock, err := all.store.Write(ctx, string(p), op)
	if errors.Is(err, annotation.ErrConflict) {
		return one.Next // another replica has it, or it was forgotten
	}
	if err == nil {
		err = all.post(ctx, one)
	}
	if ctx.Err() != nil {
		return time.Time{}
	}
	outcome := "sent"
	if one.Sent = err == nil; !one.Sent {
		outcome = "failed"
		one.Next = time.Now().UTC().Add(min(firstRetry<<min(one.Tries-1, 20), longestRetry))
		all.log.WarnContext(ctx, "a course platform could not be told a result; it is tried again", "class", p, "tries", one.Tries, "err", err)
	}
	all.metrics.grades.WithLabelValues(outcome).Inc()
	if one.Sent {
		one.Next = time.Time{}
	}
	_, err = all.store.Write(ctx, string(p), store.Replace(body("lti-grade", id, string(one.to.Member), clock, one.grade)))
	if err != nil && !errors.Is(err, annotation.ErrConflict) {
		all.log.WarnContext(ctx, "that a result was told cannot be kept: it is told again", "class", p, "err", err)
	}
	return one.Next
}

func (all *courses) post(ctx context.Context, one owed) error {
	platform := all.platforms.ByID(one.to.Platform)
	if platform == nil {
		return errors.New("its platform is not in the file of --lti any more")
	}
	key, err := all.key(ctx)
	if err != nil {
		return err
	}
	user, err := key.Open(one.to.User, columnID(one.to.Member, one.to.Assignment))
	if err != nil {
		return fmt.Errorf("whose it is cannot be read: %w", err)
	}
	return all.grader.Post(ctx, platform, one.LineItem, lti.Score{User: user, Finished: one.Finished, At: one.At})
}
