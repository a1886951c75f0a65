package class

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"quoth/internal/agreement"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/ledger"
	"quoth/internal/project"
	"quoth/internal/store"
	"quoth/internal/text"
)

// view is an article of an assignment as the asker may see it.
type view struct {
	assignment *project.Assignment
	article    *article.Article
	readers    []project.Reader // the pupils, by when they began; without names for whom they are not told to
	layers     []*project.Layer // theirs
	key        *project.Reader  // the owner's own layer, if it has marks
}

// seen gathers what has been marked in the article that the path names, if the
// asker may see it by now.
func (c *call) seen() (*view, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	text, err := c.articleOf(a)
	if err != nil {
		return nil, err
	}
	if err := c.shows(a, text.ID); err != nil {
		return nil, err
	}
	return c.gather(a, text)
}

// shows says why the asker may not see yet what others have marked in an
// article, or nil.
func (c *call) shows(a *project.Assignment, of article.ID) error {
	own, _, err := get[project.Layer](c, string(c.project.ID), "layer", string(layerID(a.ID, of, c.member.ID)))
	if err != nil {
		own = nil
	}
	if a.Shows(c.member, own) {
		return nil
	}
	return fmt.Errorf("%s: %w", map[project.Opening]string{
		project.WhenFinished: "what others have marked opens when you have finished",
		project.WhenTeacher:  "what others have marked opens when your teacher opens it",
		project.Never:        "what others have marked is not opened",
	}[a.Opens], project.ErrForbidden)
}

func (c *call) gather(a *project.Assignment, text *article.Article) (*view, error) {
	ctx := c.r.Context()
	all, err := list[project.Layer](c, "layer")
	if err != nil {
		return nil, err
	}
	sortBy(all, func(l *project.Layer) int64 { return l.Created.UnixMilli() })
	members, err := c.byID(ctx)
	if err != nil {
		return nil, err
	}
	sortBy(all, func(l *project.Layer) string { return string(l.Member) })
	sortBy(all, func(l *project.Layer) int64 { return l.Created.UnixMilli() })
	v := &view{assignment: a, article: text}
	for _, l := range all {
		m := members[l.Member]
		if l.Assignment != a.ID || l.Article != text.ID || m == nil {
			continue
		}
		state, err := c.classes.read(ctx, c.project.ID, l, a)
		if err != nil {
			return nil, err
		}
		layer := state.Layer()
		layer.Creator = m.Pseudonym
		r := project.Reader{Name: c.called(m), Layer: layer}
		if m.Role == project.Owner {
			if len(layer.Annotations) > 0 && v.key == nil {
				v.key = &r
			}
			continue
		}
		v.readers, v.layers = append(v.readers, r), append(v.layers, l)
	}
	return v, nil
}

// called is a member's pseudonym, if the asker is told it.
func (c *call) called(m *project.Member) string {
	if m.ID == c.member.ID || c.project.Anonymity.Names(c.member) {
		return m.Pseudonym
	}
	return ""
}

func (c *call) byID(ctx context.Context) (map[project.MemberID]*project.Member, error) {
	all, err := listOf[project.Member](ctx, c.classes, c.project.ID, "member")
	members := make(map[project.MemberID]*project.Member, len(all))
	for _, m := range all {
		members[m.ID] = m
	}
	return members, err
}

func (c *call) heat() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return project.NewHeat(v.article, v.readers), nil
}

// figure is a measure as JSON has it: null where it is undefined.
type figure struct{ value float64 }

// MarshalJSON implements json.Marshaler.
func (f figure) MarshalJSON() ([]byte, error) { return []byte(agreement.Literal(f.value)), nil }

// String is a measure as a person reads it.
func (f figure) String() string {
	if !agreement.Defined(f.value) {
		return "–"
	}
	return strings.Replace(strconv.FormatFloat(f.value, 'f', 2, 64), "0.", ".", 1)
}

// agreed is how far a class agrees.
type agreed struct {
	Readers int           `json:"readers"`
	Alpha   figure        `json:"alpha"` // Krippendorff's, nominal, over characters
	Labels  []labelAgreed `json:"labels"`
	Each    []eachAgreed  `json:"each"` // those who agree least with the class first
	Key     bool          `json:"key"`  // whether the owner has marked the article too
}

type labelAgreed struct {
	Label   string `json:"label"`
	Alpha   figure `json:"alpha"`
	Readers int    `json:"readers"`
}

type eachAgreed struct {
	Name  string `json:"name,omitempty"`
	Marks int    `json:"marks"`
	Class figure `json:"class"` // F1 of characters with what half of the others marked
	Key   figure `json:"key"`
}

func (c *call) agreement() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return c.agreed(v), nil
}

// agreed tells of each reader to the owner alone: a pupil sees the class, and
// their own line.
func (c *call) agreed(v *view) agreed {
	a := project.NewAgreement(v.article, v.readers, v.key)
	answer := agreed{Readers: a.Readers, Alpha: figure{a.Alpha}, Labels: []labelAgreed{}, Each: []eachAgreed{}, Key: v.key != nil}
	for _, l := range a.Labels {
		answer.Labels = append(answer.Labels, labelAgreed{l.Label, figure{l.Alpha}, l.Readers})
	}
	for i := range a.Each {
		if c.member.Role != project.Owner && v.layers[i].Member != c.member.ID {
			a.Each[i].Marks = -1 // not told
		}
	}
	for _, r := range a.LeastAgreed() {
		if r.Marks >= 0 {
			answer.Each = append(answer.Each, eachAgreed{r.Name, r.Marks, figure{r.Class}, figure{r.Key}})
		}
	}
	return answer
}

// spoken is a speaker as the class sees them.
type spoken struct {
	Name    string `json:"name"`
	Readers int    `json:"readers"` // who let them speak
	Words   int    `json:"words"`   // on average of those
	Kinds   int    `json:"kinds"`   // of how many different kinds they take them for
}

// speakers are those of all readers, the ones that most have first.
func (c *call) speakers() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return speakersOf(v), nil
}

func speakersOf(v *view) []spoken {
	type sum struct {
		spoken
		kinds map[annotation.SpeakerKind]bool
	}
	byName := map[string]*sum{}
	for _, r := range v.readers {
		l := ledger.Of(v.article, r.Layer.Annotations, r.Layer.Attributions, r.Layer.Speakers, r.Layer.Scheme)
		counted := map[string]bool{}
		for _, row := range l.Rows {
			name := ledger.Fold(row.Speaker.Name)
			s := byName[name]
			if s == nil {
				s = &sum{spoken{Name: row.Speaker.Name}, map[annotation.SpeakerKind]bool{}}
				byName[name] = s
			}
			s.kinds[row.Speaker.Kind] = true
			s.Words += row.Words
			if !counted[name] {
				counted[name] = true
				s.Readers++
			}
		}
	}
	all := []spoken{}
	for _, s := range byName {
		s.Words /= s.Readers
		s.Kinds = len(s.kinds)
		all = append(all, s.spoken)
	}
	sortBy(all, func(s spoken) string { return s.Name })
	sortBy(all, func(s spoken) int { return -s.Readers })
	return all
}

// behind is what stands behind a passage: who marked it as what, and why.
type behind struct {
	Label  string `json:"label"`
	By     string `json:"by,omitempty"`
	Note   string `json:"note,omitempty"`
	Exact  string `json:"exact"`
	Mine   bool   `json:"mine,omitempty"`
	member project.MemberID
}

// passage answers the marks that touch ?start= to ?end=, those with notes
// first.
func (c *call) passage() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	span, err := c.span(v.article)
	if err != nil {
		return nil, err
	}
	return c.behind(v, span), nil
}

func (c *call) span(a *article.Article) (text.Bytes, error) {
	var s text.Span[text.CodePoint]
	q := c.r.URL.Query()
	start, errStart := strconv.Atoi(q.Get("start"))
	end, errEnd := strconv.Atoi(q.Get("end"))
	s.Start, s.End = text.CodePoint(start), text.CodePoint(end)
	b, err := text.From(a.Text, s)
	if errStart != nil || errEnd != nil || err != nil || s.Start >= s.End {
		return b, fmt.Errorf("give start and end in code points of the text: %w", annotation.ErrInvalid)
	}
	return b, nil
}

func (c *call) behind(v *view, span text.Bytes) []behind {
	all := []behind{}
	for i, r := range v.readers {
		for _, an := range r.Layer.Annotations {
			for _, t := range an.Target {
				if t.Start >= span.End || t.End <= span.Start {
					continue
				}
				all = append(all, behind{an.Label, r.Name, an.Note, v.article.Text[t.Start:t.End], v.layers[i].Member == c.member.ID, v.layers[i].Member})
				break
			}
		}
	}
	sortBy(all, func(b behind) string {
		if b.Note == "" {
			return "2" + b.Label
		}
		return "1" + b.Label
	})
	return all
}

// posts are the discussion of an article, oldest first.
func (c *call) posts() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return c.postsOf(v)
}

func (c *call) postsOf(v *view) ([]*project.Post, error) {
	all, err := list[project.Post](c, "post")
	if err != nil {
		return nil, err
	}
	members, err := c.byID(c.r.Context())
	here := []*project.Post{}
	for _, p := range all {
		if p.Assignment != v.assignment.ID || p.Article != v.article.ID {
			continue
		}
		if m := members[p.Member]; m != nil {
			p.By = c.called(m)
		}
		if p.By == "" {
			p.Member = ""
		}
		here = append(here, p)
	}
	return here, err
}

type posting struct {
	Start json.Number `json:"start"`
	End   json.Number `json:"end"`
	Text  string      `json:"text"`
}

// post says something about a passage to those who see what was marked.
func (c *call) post() (any, error) {
	var in posting
	if err := c.read(&in); err != nil {
		return nil, err
	}
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	start, errStart := in.Start.Int64()
	end, errEnd := in.End.Int64()
	if errStart != nil || errEnd != nil {
		return nil, fmt.Errorf("start and end are numbers: %w", annotation.ErrInvalid)
	}
	p := project.Post{ID: newID(), Assignment: v.assignment.ID, Article: v.article.ID, Member: c.member.ID, Text: strings.TrimSpace(in.Text), At: c.now()}
	p.Span = text.Span[text.CodePoint]{Start: text.CodePoint(start), End: text.CodePoint(end)}
	if err := p.Check(v.article); err != nil {
		return nil, err
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Add(body("post", p.ID, string(c.member.ID), 0, p)), store.Index("post", p.ID, string(c.member.ID), p.Text))
	p.By = c.called(c.member)
	return p, err
}
