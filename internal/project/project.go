// Package project is what several people do together: articles, a scheme,
// guidelines, who takes part and in which role, what is assigned, and what may
// be seen of each other and when. A class is a project whose owner is a
// teacher. The package decides and counts; it knows no network, no database
// and no clock.
package project

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// ErrForbidden means that somebody may not do what they ask for.
var ErrForbidden = fmt.Errorf("not allowed")

// IDs are UUIDv7.
type (
	ID           string
	MemberID     string
	AssignmentID string
)

// A Role is what a member may do. Each may do what those before it may.
type Role string

const (
	Viewer    Role = "viewer"    // sees what the class sees
	Annotator Role = "annotator" // annotates: a pupil
	Owner     Role = "owner"     // everything: a teacher
)

// Roles lists the roles from the least to the most.
var Roles = []Role{Viewer, Annotator, Owner}

// May reports whether the role includes another one.
func (r Role) May(needed Role) bool {
	return slices.Contains(Roles, r) && slices.Index(Roles, r) >= slices.Index(Roles, needed)
}

// Anonymity says who sees which marks are whose.
type Anonymity string

const (
	SeenByAll     Anonymity = "all"
	SeenByTeacher Anonymity = "teacher"
	SeenByNobody  Anonymity = "nobody" // not by the teacher either
)

// Anonymities lists the modes in the order in which they are offered.
var Anonymities = []Anonymity{SeenByTeacher, SeenByAll, SeenByNobody}

// A Project is the frame.
type Project struct {
	ID        ID        `json:"id"`
	Name      string    `json:"name"`
	Anonymity Anonymity `json:"anonymity"`
	Created   time.Time `json:"created"`
	Ended     time.Time `json:"ended,omitzero"` // nothing can be written any more
	// Code is what people join by, until it expires; "" if nobody can.
	Code    string    `json:"code,omitempty"`
	Expires time.Time `json:"expires,omitzero"`
}

// A Member is somebody in one project. Members of different projects have
// nothing in common, even if one person is both.
type Member struct {
	ID        MemberID `json:"id"`
	Role      Role     `json:"role"`
	Pseudonym string   `json:"pseudonym"` // unique in the project
	// Name is for the owner alone, if it was given at all. It is in no export
	// but the key.
	Name   string    `json:"name,omitempty"`
	Joined time.Time `json:"joined"`
	Left   time.Time `json:"left,omitzero"` // has left, or was removed; the marks stay
}

// Opening is when others' marks open to somebody who annotates.
type Opening string

const (
	WhenFinished Opening = "finished" // to each who has finished
	WhenTeacher  Opening = "teacher"  // when the teacher opens them
	Never        Opening = "never"
)

// Openings lists the rules in the order in which they are offered.
var Openings = []Opening{WhenFinished, WhenTeacher, Never}

// An Assignment is what is to be annotated, and how.
type Assignment struct {
	ID          AssignmentID   `json:"id"`
	Title       string         `json:"title"`
	Articles    []article.ID   `json:"articles"` // at least one
	Scheme      *scheme.Scheme `json:"scheme"`
	Guidelines  string         `json:"guidelines,omitempty"`
	Until       time.Time      `json:"until,omitzero"`        // zero: no end
	Suggestions bool           `json:"suggestions,omitempty"` // whether the program may suggest
	Blind       bool           `json:"blind,omitempty"`       // outlet, bylines and pictures are hidden
	Opens       Opening        `json:"opens"`
	Opened      time.Time      `json:"opened,omitzero"` // by the teacher
	Created     time.Time      `json:"created"`
}

// A Layer is one member's layer of one article of an assignment. Its
// annotations are in its log.
type Layer struct {
	ID         annotation.LayerID `json:"id"`
	Assignment AssignmentID       `json:"assignment"`
	Article    article.ID         `json:"article"`
	Member     MemberID           `json:"member"`
	Created    time.Time          `json:"created"`
	Finished   time.Time          `json:"finished,omitzero"`
}

// A Post is one contribution to a discussion of a passage, after the reveal.
type Post struct {
	ID         string                    `json:"id"`
	Assignment AssignmentID              `json:"assignment"`
	Article    article.ID                `json:"article"`
	Span       text.Span[text.CodePoint] `json:"span"`
	Member     MemberID                  `json:"member,omitempty"` // "" to whom it is not told
	By         string                    `json:"by,omitempty"`     // pseudonym, when it is shown
	Text       string                    `json:"text"`
	At         time.Time                 `json:"at"`
	To         string                    `json:"to,omitempty"` // the ID of the post that it replies to, which replies to none
}

// Check reports whether the project can be. The error wraps ErrInvalid.
func (p *Project) Check() error {
	if err := named("a class", p.Name, longestName); err != nil {
		return err
	}
	if !slices.Contains(Anonymities, p.Anonymity) {
		return fmt.Errorf("anonymity %q is none of %v: %w", p.Anonymity, Anonymities, annotation.ErrInvalid)
	}
	return nil
}

// Check reports whether the member can be. The error wraps ErrInvalid.
func (m *Member) Check() error {
	if err := named("a member", m.Pseudonym, longestPseudonym); err != nil {
		return err
	}
	if utf8.RuneCountInString(m.Name) > longestName {
		return fmt.Errorf("a name has at most %d characters: %w", longestName, annotation.ErrInvalid)
	}
	if !slices.Contains(Roles, m.Role) {
		return fmt.Errorf("role %q is none of %v: %w", m.Role, Roles, annotation.ErrInvalid)
	}
	return nil
}

// Check reports whether the assignment can be. The error wraps ErrInvalid.
func (a *Assignment) Check() error {
	if err := named("an assignment", a.Title, longestName); err != nil {
		return err
	}
	switch {
	case len(a.Articles) == 0:
		return fmt.Errorf("an assignment needs an article: %w", annotation.ErrInvalid)
	case len(a.Articles) > mostArticles:
		return fmt.Errorf("an assignment has at most %d articles: %w", mostArticles, annotation.ErrInvalid)
	case a.Scheme == nil:
		return fmt.Errorf("an assignment needs a scheme: %w", annotation.ErrInvalid)
	case !slices.Contains(Openings, a.Opens):
		return fmt.Errorf("others' marks open %q, which is none of %v: %w", a.Opens, Openings, annotation.ErrInvalid)
	case len(a.Guidelines) > longestText:
		return fmt.Errorf("guidelines have at most %d bytes: %w", longestText, annotation.ErrInvalid)
	}
	return a.Scheme.Check()
}

// Check reports whether the post can stand in an article. The error wraps
// ErrInvalid.
func (p *Post) Check(a *article.Article) error {
	if strings.TrimSpace(p.Text) == "" || len(p.Text) > longestPost {
		return fmt.Errorf("write something, in at most %d bytes: %w", longestPost, annotation.ErrInvalid)
	}
	if _, err := text.From(a.Text, p.Span); err != nil || p.Span.Start >= p.Span.End {
		return fmt.Errorf("the passage from %d to %d is not in the article: %w", p.Span.Start, p.Span.End, annotation.ErrInvalid)
	}
	return nil
}

// MostPosts bounds what one member, and what all together say of an article.
const (
	MostPostsOfOne = 300
	MostPosts      = 5_000
)

const (
	longestName      = 200 // characters
	longestPseudonym = 40  // characters
	longestText      = 64 << 10
	longestPost      = 4 << 10
	mostArticles     = 200
)

func named(what, name string, longest int) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fmt.Errorf("%s needs a name: %w", what, annotation.ErrInvalid)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fmt.Errorf("the name of %s has signs that nobody can see: %w", what, annotation.ErrInvalid)
	case utf8.RuneCountInString(name) > longest:
		return fmt.Errorf("the name of %s has more than %d characters: %w", what, longest, annotation.ErrInvalid)
	}
	return nil
}
