package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/project"
	"quoth/internal/store"
)

// layerID is that of a member's layer of an article of an assignment: the same
// on every device and replica, without asking.
func layerID(a project.AssignmentID, of article.ID, m project.MemberID) annotation.LayerID {
	return annotation.LayerID(uuid.NewSHA1(uuid.NameSpaceURL, []byte("quoth:layer/"+string(a)+"/"+string(of)+"/"+string(m))).String())
}

// ownLayer is the asker's layer of the article that the path names, made when
// it is first wanted.
func (c *call) ownLayer() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	l, err := c.layerOf(a)
	if err == nil {
		c.offer(l)
	}
	return l, err
}

func (c *call) layerOf(a *project.Assignment) (*project.Layer, error) {
	text, err := c.articleOf(a)
	if err != nil {
		return nil, err
	}
	id := layerID(a.ID, text.ID, c.member.ID)
	l, _, err := get[project.Layer](c, string(c.project.ID), "layer", string(id))
	if !errors.Is(err, errNotFound) {
		return l, err
	}
	l = &project.Layer{ID: id, Assignment: a.ID, Article: text.ID, Member: c.member.ID, Created: c.now()}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Stands("assignment", string(l.Assignment)), store.Add(body("layer", string(id), string(c.member.ID), 0, l)))
	if errors.Is(err, annotation.ErrConflict) { // made a moment ago by another device
		l, _, err = get[project.Layer](c, string(c.project.ID), "layer", string(id))
	}
	return l, gone(err, "layer")
}

// mineOf is the layer that the path names, if it is the asker's: nobody else
// writes to it, and nobody else reads its log.
func (c *call) mineOf() (*project.Layer, store.Record, error) {
	l, r, err := again[project.Layer](c, string(c.project.ID), "layer", c.r.PathValue("layer"))
	if err == nil && l.Member != c.member.ID {
		err = errNotFound
	}
	return l, r, gone(err, "layer")
}

// sending is what a tab sends: its edits behind what it knows of the log.
type sending struct {
	After      int64                `json:"after"`
	Operations []editor.Transaction `json:"operations"`
}

// known is what a tab is told of a log.
type known struct {
	Epoch      string               `json:"epoch"`                // of the store; another one has forgotten something
	Seq        int64                `json:"seq"`                  // of the last operation
	Operations []editor.Transaction `json:"operations,omitempty"` // behind what was asked for
	Finished   time.Time            `json:"finished,omitzero"`
	Closed     string               `json:"closed,omitempty"` // why nothing can be written, in words
}

const (
	mostOperations = 500     // in one call
	mostPulled     = 2_000   // in one answer
	mostInLayer    = 100_000 // in one log
)

// operations answers the log of the asker's layer behind ?after=.
func (c *call) operations() (any, error) {
	l, _, err := c.mineOf()
	if err != nil {
		return nil, err
	}
	var after int64
	if given := c.r.URL.Query().Get("after"); given != "" {
		if err := json.Unmarshal([]byte(given), &after); err != nil || after < 0 {
			return nil, fmt.Errorf("after=%s is no place in a log: %w", short(given), annotation.ErrInvalid)
		}
	}
	return c.logOf(l, after)
}

func (c *call) logOf(l *project.Layer, after int64) (known, error) {
	list, err := c.store.Operations(c.r.Context(), string(c.project.ID), string(l.ID), after, mostPulled)
	k := known{Epoch: c.store.Epoch(), Seq: after, Finished: l.Finished}
	if err != nil {
		return k, err
	}
	for _, o := range list {
		var tx editor.Transaction
		if err := json.Unmarshal(o.Body, &tx); err != nil {
			return k, fmt.Errorf("operation %d of layer %s: %w", o.Seq, l.ID, err)
		}
		k.Operations = append(k.Operations, tx)
		k.Seq = o.Seq
	}
	if len(list) == 0 && after > 0 { // asked for more than there is: say where it ends
		if k.Seq, err = c.store.Last(c.r.Context(), string(c.project.ID), string(l.ID)); err != nil {
			return k, err
		}
	}
	return k, nil
}

// send takes the edits of a tab. What is answered with 200 is durable. 409
// says that there is more in the log than the tab knows, with what that is; to
// send the same again changes nothing, for it is found there.
func (c *call) send() (any, error) {
	answer, err := c.take()
	if k, ok := answer.(conflict); ok && err == nil {
		c.metrics.edits.WithLabelValues("conflict", "").Add(float64(c.edits))
		c.w.Header().Set("Content-Type", "application/json")
		c.w.WriteHeader(409)
		_ = json.NewEncoder(c.w).Encode(k.known) // the tab has gone if it fails
		answer = done{}
	}
	return answer, err
}

// conflict is an answer of 409 with what the tab does not know.
type conflict struct{ known }

func (c *call) take() (any, error) {
	l, _, err := c.mineOf()
	if err != nil {
		return nil, err
	}
	var in sending
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if len(in.Operations) == 0 || len(in.Operations) > mostOperations {
		return nil, fmt.Errorf("send from 1 to %d operations at once, not %d: %w", mostOperations, len(in.Operations), annotation.ErrInvalid)
	}
	c.edits = len(in.Operations)
	a, _, err := again[project.Assignment](c, string(c.project.ID), "assignment", string(l.Assignment))
	if err != nil {
		return nil, gone(err, "assignment")
	}
	seq, err := c.write(l, a, func(o *openLayer) ([]editor.Transaction, []store.Op, error) {
		if in.After != o.seq {
			if err := o.catchUp(c.r.Context(), c.classes); err != nil {
				return nil, nil, err
			}
		}
		if in.After != o.seq {
			return nil, nil, errBehind
		}
		return in.Operations, nil, nil
	})
	if errors.Is(err, errBehind) {
		k, err := c.logOf(l, in.After)
		return conflict{k}, err
	}
	return known{Epoch: c.store.Epoch(), Seq: seq}, err
}

// errBehind means that the log has more than the edits were made for.
var errBehind = fmt.Errorf("somebody else has written: %w", annotation.ErrConflict)

// write adds edits to a layer of the asker's, and is the one way into a log:
// edits says what is to be done to the layer, which it may have to catch up,
// and what is to be kept besides. The error is errBehind if another replica came first,
// or the layer was removed. What it returns without an error is durable.
func (c *call) write(l *project.Layer, a *project.Assignment, edits func(*openLayer) ([]editor.Transaction, []store.Op, error)) (seq int64, err error) {
	ctx := c.r.Context()
	o, err := c.open.layer(ctx, c.classes, c.project.ID, l, a)
	if err != nil {
		return 0, err
	}
	defer o.mu.Unlock()
	sent, also, err := edits(o)
	if err != nil {
		return 0, err
	}
	if err := c.project.Writable(); err != nil {
		return 0, err
	}
	if err := a.Writable(l, c.now()); err != nil {
		return 0, err
	}
	if len(sent) == 0 && len(also) == 0 {
		return o.seq, nil
	}
	next, rows, words, err := c.checked(o, sent, l)
	if err != nil {
		return 0, err
	}
	// Who asks was looked at before what they send had come: meanwhile they may
	// have been deleted, and what they send must not outlive that.
	if also = append(words, also...); len(rows) == 0 {
		also = append(also, store.Stands("layer", string(l.ID)))
	}
	err = c.store.Append(ctx, string(c.project.ID), string(l.ID), o.seq, rows, also...)
	if errors.Is(err, annotation.ErrConflict) {
		return 0, errBehind
	}
	if err != nil {
		o.state = nil // it may be there or not: read it again
		return 0, err
	}
	o.advance(next, sent, o.seq+int64(len(rows)))
	c.kept(sent)
	return o.seq, nil
}

// checked applies what was sent, and is as strict as the editor: what breaks a
// rule of the vocabulary, or points outside the text, never comes into a log.
func (c *call) checked(o *openLayer, sent []editor.Transaction, l *project.Layer) (next *editor.State, rows []store.Operation, words []store.Op, err error) {
	if o.seq+int64(len(sent)) > mostInLayer {
		return nil, nil, nil, fmt.Errorf("a layer has at most %d edits: %w", mostInLayer, annotation.ErrInvalid)
	}
	next = o.state
	for i, tx := range sent {
		if err := allowed(tx); err != nil {
			return nil, nil, nil, fmt.Errorf("operation %d: %w", i+1, err)
		}
		if next, err = next.Apply(tx); err != nil {
			if errors.Is(err, annotation.ErrConflict) || errors.Is(err, annotation.ErrNotFound) {
				err = fmt.Errorf("%v: %w", err, annotation.ErrInvalid) // it does not fit what the tab says it knows
			}
			return nil, nil, nil, fmt.Errorf("operation %d: %w", i+1, err)
		}
		data, err := json.Marshal(tx)
		if err != nil {
			return nil, nil, nil, err
		}
		rows = append(rows, store.Operation{ID: tx.ID, Owner: string(l.Member), Body: data, Of: "layer"})
		for _, change := range tx.Changes {
			e := change.Annotation
			if e == nil || (e.Before == nil || e.Before.Note == "") && (e.After == nil || e.After.Note == "") {
				continue
			}
			note, id := "", annotation.ID("")
			if e.Before != nil {
				id = e.Before.ID
			}
			if e.After != nil {
				id, note = e.After.ID, e.After.Note
			}
			words = append(words, store.Index("note", string(l.ID)+"/"+string(id), string(l.Member), note))
		}
	}
	return next, rows, words, nil
}

// allowed refuses what is no annotating: the scheme is the assignment's.
func allowed(tx editor.Transaction) error {
	if tx.ID == "" || len(tx.ID) > 64 {
		return fmt.Errorf("it has no ID: %w", annotation.ErrInvalid)
	}
	for _, c := range tx.Changes {
		if c.Scheme != nil || c.Decision != nil {
			return fmt.Errorf("the scheme of an assignment is not changed by those who work on it: %w", project.ErrForbidden)
		}
	}
	return nil
}
