package class

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
)

func sortBy[T any, K cmp.Ordered](all []T, key func(T) K) {
	slices.SortStableFunc(all, func(x, y T) int { return cmp.Compare(key(x), key(y)) })
}

// fold is a pseudonym as it is compared.
func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(name))), " ")
}

type joining struct {
	Code      string `json:"code"`
	Pseudonym string `json:"pseudonym"`
	Name      string `json:"name,omitempty"` // for the teacher alone
}

// joined tells a new member the code by which they come back.
type joined struct {
	Project project.ID       `json:"project"`
	Member  project.MemberID `json:"member"`
	Resume  string           `json:"resume"`
}

// join makes a member of whoever has the code.
func (c *call) join() (any, error) {
	var in joining
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if !c.guesses.allowed(c.r, "join", "") {
		return nil, errTooMany
	}
	ctx := c.r.Context()
	h, err := c.store.Find(ctx, hashOf("join", project.Typed(in.Code)), c.now())
	if errors.Is(err, errNotFound) {
		c.guesses.wrong(c.r, "join", "")
		return nil, fmt.Errorf("there is no class with the code %q now: look at it again, or ask for a new one: %w", short(in.Code), annotation.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	id := project.ID(h.Project)
	p, _, err := get[project.Project](c, h.Project, "project", h.Project)
	if err != nil {
		return nil, gone(err, "class")
	}
	if member, ok := c.session.members[id]; ok {
		if m, _, err := get[project.Member](c, h.Project, "member", string(member)); err == nil && m.Left.IsZero() {
			return nil, fmt.Errorf("this browser is in %s already, as %s: %w", p.Name, m.Pseudonym, annotation.ErrConflict)
		}
	}
	m := project.Member{ID: project.MemberID(newID()), Role: project.Annotator, Pseudonym: strings.Join(strings.Fields(in.Pseudonym), " "), Joined: c.now()}
	if p.Anonymity != project.SeenByNobody {
		m.Name = strings.TrimSpace(in.Name)
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	resume := project.NewResumeCode()
	_, err = c.store.Write(ctx, h.Project,
		store.Add(body("member", string(m.ID), string(m.ID), 0, m)),
		store.Add(body("pseudonym", fold(m.Pseudonym), string(m.ID), 0, m.ID)),
		store.Give(store.Handle{Hash: hashOf("resume", project.Typed(resume)), Project: h.Project, Kind: "resume", ID: string(m.ID), Owner: string(m.ID)}),
	)
	if errors.Is(err, annotation.ErrConflict) {
		return nil, fmt.Errorf("somebody in %s is called %q already: choose another name: %w", p.Name, m.Pseudonym, annotation.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	return joined{id, m.ID, resume}, c.become(id, m.ID)
}

// become adds a membership to what the browser is known as.
func (c *call) become(p project.ID, m project.MemberID) error {
	return c.keep(c.r.Context(), c.session.visitor.in(p, m))
}

// in is the visitor as a member of a project.
func (v visitor) in(p project.ID, m project.MemberID) visitor {
	v.Members = slices.DeleteFunc(slices.Clone(v.Members), func(x membership) bool { return x.Project == p })
	v.Members = append(v.Members, membership{p, m})
	return v
}

func short(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

type resuming struct {
	Code string `json:"code"`
}

// resume brings a member back, on this or on another device.
func (c *call) resume() (any, error) {
	var in resuming
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if !c.guesses.allowed(c.r, "resume", "") {
		return nil, errTooMany
	}
	h, err := c.store.Find(c.r.Context(), hashOf("resume", project.Typed(in.Code)), c.now())
	if errors.Is(err, errNotFound) {
		c.guesses.wrong(c.r, "resume", "")
		return nil, fmt.Errorf("nobody has this code: look at it again, or ask your teacher for a new one: %w", annotation.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	m, _, err := get[project.Member](c, h.Project, "member", h.ID)
	if err != nil || !m.Left.IsZero() {
		return nil, gone(cmp.Or(err, errNotFound), "class")
	}
	return joined{Project: project.ID(h.Project), Member: m.ID}, c.become(project.ID(h.Project), m.ID)
}

func (c *call) members() (any, error) { return list[project.Member](c, "member") }

// named is the member that the path names.
func (c *call) named() (*project.Member, store.Record, error) {
	m, r, err := get[project.Member](c, string(c.project.ID), "member", c.r.PathValue("named"))
	return m, r, gone(err, "member")
}

type renaming struct {
	Pseudonym string       `json:"pseudonym,omitempty"`
	Name      string       `json:"name,omitempty"`
	Role      project.Role `json:"role,omitempty"`
}

// change renames a member or gives another role.
func (c *call) changeMember() (any, error) {
	m, r, err := c.named()
	if err != nil {
		return nil, err
	}
	before := *m
	in := renaming{m.Pseudonym, m.Name, m.Role}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	m.Pseudonym, m.Name, m.Role = strings.Join(strings.Fields(in.Pseudonym), " "), strings.TrimSpace(in.Name), in.Role
	if err := m.Check(); err != nil {
		return nil, err
	}
	if m.ID == c.member.ID && m.Role != project.Owner {
		return nil, fmt.Errorf("a class needs an owner: make somebody else one first, who then changes your role: %w", project.ErrForbidden)
	}
	ops := []store.Op{store.Replace(body("member", string(m.ID), string(m.ID), r.Clock, m))}
	if fold(m.Pseudonym) != fold(before.Pseudonym) {
		ops = append(ops, store.Delete("pseudonym", fold(before.Pseudonym)), store.Put(body("pseudonym", fold(m.Pseudonym), string(m.ID), 0, m.ID)))
		if taken, _, err := get[project.MemberID](c, string(c.project.ID), "pseudonym", fold(m.Pseudonym)); err == nil && *taken != m.ID {
			return nil, fmt.Errorf("somebody is called %q already: %w", m.Pseudonym, annotation.ErrInvalid)
		}
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), ops...)
	return m, err
}

// newResume gives a member who has lost their code another one.
func (c *call) newResume() (any, error) {
	m, _, err := c.named()
	if err != nil {
		return nil, err
	}
	resume := project.NewResumeCode()
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.TakeAll("resume", string(m.ID)),
		store.Give(store.Handle{Hash: hashOf("resume", project.Typed(resume)), Project: string(c.project.ID), Kind: "resume", ID: string(m.ID), Owner: string(m.ID)}))
	return joined{c.project.ID, m.ID, resume}, err
}

// remove lets a member in no more. What they have marked stays.
func (c *call) remove() (any, error) {
	m, r, err := c.named()
	if err != nil {
		return nil, err
	}
	return nil, c.letGo(m, r)
}

// leave is remove by oneself.
// goOut has this browser forget who it was in a class, so that the next pupil at
// a school's computer can join. The member stays, and so does their code.
func (c *call) goOut() (any, error) {
	v := c.session.visitor
	v.Members = slices.DeleteFunc(slices.Clone(v.Members), func(m membership) bool { return m.Project == c.project.ID })
	if len(v.Members) == len(c.session.visitor.Members) {
		return nil, fmt.Errorf("you are in %s by your account: sign out of that: %w", c.project.Name, project.ErrForbidden)
	}
	return nil, c.keep(c.r.Context(), v)
}

func (c *call) leave() (any, error) {
	m, r, err := get[project.Member](c, string(c.project.ID), "member", string(c.member.ID))
	if err != nil {
		return nil, err
	}
	return nil, c.letGo(m, r)
}

func (c *call) letGo(m *project.Member, r store.Record) error {
	if err := c.lastOwner(m); err != nil {
		return err
	}
	m.Left = c.now()
	_, err := c.store.Write(c.r.Context(), string(c.project.ID), store.Replace(body("member", string(m.ID), string(m.ID), r.Clock, m)), store.TakeAll("resume", string(m.ID)))
	return err
}

func (c *call) lastOwner(m *project.Member) error {
	if m.Role == project.Owner && m.ID == c.member.ID {
		return fmt.Errorf("a class needs an owner: end it or delete it, or have another owner remove you: %w", project.ErrForbidden)
	}
	return nil
}

// key is who is behind which pseudonym: the one file with names in it.
func (c *call) key() (any, error) {
	if c.project.Anonymity == project.SeenByNobody {
		return nil, fmt.Errorf("in %s nobody sees whose marks are whose: %w", c.project.Name, project.ErrForbidden)
	}
	members, err := list[project.Member](c, "member")
	if err != nil {
		return nil, err
	}
	return spreadsheet("key.csv", [][]string{{"pseudonym", "name", "role", "joined"}}, func(rows [][]string) [][]string {
		for _, m := range members {
			rows = append(rows, []string{m.Pseudonym, m.Name, string(m.Role), m.Joined.Format(time.DateOnly)})
		}
		return rows
	})
}

// spreadsheet is a CSV whose cells no spreadsheet takes for formulas.
func spreadsheet(name string, head [][]string, fillIn func([][]string) [][]string) (any, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, row := range fillIn(head) {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return file{name, "text/csv; charset=utf-8", []byte(b.String())}, w.Error()
}
