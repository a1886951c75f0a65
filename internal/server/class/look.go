package class

import (
	"context"
	"strings"
	"sync"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
)

// looks are what articles of assignments look like, one for all who look at
// them: when something is marked, a whole class asks at once.
type looks struct {
	mu  sync.Mutex
	all map[string]*looking
}

type looking struct {
	mu    sync.Mutex // held while the look is made, so that all who wait share it
	began time.Time
	last  *look
}

// mostLooks bounds how many are kept; which go when there are more is left to
// chance.
const mostLooks = 50

// A look is an article of an assignment at one reading of the project's clock.
// It is the same for everybody: what may be told to whom is not its business.
type look struct {
	clock   int64
	readers []looked // the pupils, by when they began
	key     *looked  // an owner's own layer, if it has marks
	result  *project.Result
	layers  map[annotation.LayerID]*annotation.Layer
	heat    func() project.Heat
	agreed  func() project.Agreement
}

type looked struct {
	member *project.Member
	layer  *project.Layer
	marks  *annotation.Layer
}

// of is the look at an article as it is now, or was made since this was asked.
func (s *looks) of(ctx context.Context, c *classes, p project.ID, a *project.Assignment, text *article.Article) (*look, error) {
	asked := time.Now()
	name := string(p) + "/" + string(a.ID) + "/" + string(text.ID)
	s.mu.Lock()
	l := s.all[name]
	if l == nil {
		if s.all == nil {
			s.all = map[string]*looking{}
		}
		for other := range s.all {
			if len(s.all) < mostLooks {
				break
			}
			delete(s.all, other)
		}
		l = &looking{}
		s.all[name] = l
	}
	s.mu.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last != nil && l.began.After(asked) {
		return l.last, nil
	}
	began := time.Now()
	clock, err := c.store.Clock(ctx, string(p))
	if err != nil {
		return nil, err
	}
	if l.last != nil && l.last.clock == clock {
		return l.last, nil
	}
	next, err := c.look(ctx, p, a, text, l.last, clock)
	if err == nil {
		l.last, l.began = next, began
	}
	return next, err
}

// forget drops what is known of a project.
func (s *looks) forget(p project.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.all {
		if strings.HasPrefix(name, string(p)+"/") {
			delete(s.all, name)
		}
	}
}

// look reads what there is, and of the layers those that have changed since
// the last look.
func (c *classes) look(ctx context.Context, p project.ID, a *project.Assignment, text *article.Article, last *look, clock int64) (*look, error) {
	known := map[annotation.LayerID]*annotation.Layer{}
	if last != nil {
		changes, err := c.store.Changes(ctx, string(p), last.clock, mostChanges)
		if err != nil {
			return nil, err
		}
		if len(changes) < mostChanges {
			for id, l := range last.layers {
				known[id] = l
			}
		}
		for _, change := range changes {
			delete(known, annotation.LayerID(change.ID))
		}
	}
	layers, err := listOf[project.Layer](ctx, c, p, "layer")
	if err != nil {
		return nil, err
	}
	all, err := listOf[project.Member](ctx, c, p, "member")
	if err != nil {
		return nil, err
	}
	members := map[project.MemberID]*project.Member{}
	for _, m := range all {
		members[m.ID] = m
	}
	next := &look{clock: clock, layers: map[annotation.LayerID]*annotation.Layer{}}
	if next.result, err = c.resultOf(ctx, p, a.ID, text.ID); err != nil {
		return nil, err
	}
	sortBy(layers, func(l *project.Layer) string { return string(l.ID) })
	sortBy(layers, func(l *project.Layer) int64 { return l.Created.UnixMilli() })
	for _, l := range layers {
		m := members[l.Member]
		if l.Assignment != a.ID || l.Article != text.ID || m == nil {
			continue
		}
		marks := known[l.ID]
		if marks == nil {
			state, err := c.read(ctx, p, l, a)
			if err != nil {
				return nil, err
			}
			marks = state.Layer()
		}
		next.layers[l.ID] = marks
		one := looked{m, l, marks}
		if m.Role != project.Owner {
			next.readers = append(next.readers, one)
		} else if len(marks.Annotations) > 0 && next.key == nil {
			next.key = &one
		}
	}
	next.count(text)
	return next, nil
}

// count counts when it is first asked for, once.
func (l *look) count(text *article.Article) {
	readers := make([]project.Reader, len(l.readers))
	for i, r := range l.readers {
		readers[i] = project.Reader{Layer: r.marks}
	}
	l.heat = sync.OnceValue(func() project.Heat { return project.NewHeat(text, readers) })
	l.agreed = sync.OnceValue(func() project.Agreement {
		var key, result *project.Reader
		if l.key != nil {
			key = &project.Reader{Layer: l.key.marks}
		}
		if l.finished() {
			result = &project.Reader{Layer: l.result.Layer}
		}
		return project.NewAgreement(text, readers, key, result)
	})
}

// finished reports whether the class has decided, and is done: half of a
// result would call what is not decided yet a mistake.
func (l *look) finished() bool { return l.result != nil && !l.result.Finished.IsZero() }
