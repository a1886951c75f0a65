package class

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"quoth/internal/annotation"
	"quoth/internal/lti"
	"quoth/internal/project"
	"quoth/internal/server"
	"quoth/internal/server/limit"
	"quoth/internal/store"
)

// handedOver finds out what a launch means: whose class and which member, and
// what they are to see.
func (c *call) handedOver(p *lti.Platform, l *lti.Launch) (any, error) {
	class, member, err := c.placeOf(p, l)
	if err != nil {
		return nil, err
	}
	if l.Choosing != nil {
		return c.choosing(choosing{Platform: p.ID(), Deployment: l.Deployment, Project: class.ID, Member: member.ID, Choosing: *l.Choosing})
	}
	a, err := c.assignmentOf(class, l)
	if err != nil {
		return nil, err
	}
	to := "/class/" + string(class.ID)
	switch {
	case a != nil:
		to += "/" + string(a.ID)
		if err := c.keepColumn(p, l, class, member, a); err != nil {
			return nil, err
		}
	case member.Role.May(project.Owner):
		to = "/lti/link/" + string(class.ID) + "/" + linkID(l.Link)
	default:
		return nil, fmt.Errorf("this link of the course leads to no assignment yet: your teacher opens it once and says which: %w", project.ErrForbidden)
	}
	way, err := c.wayIn(class.ID, member.ID, to)
	if err != nil {
		return nil, err
	}
	if c.inFrame(l) {
		return c.pages.write(c, http.StatusOK, "frame", server.Screen{Title: class.Name}, map[string]any{"Name": class.Name, "Assignment": a, "Way": way})
	}
	http.Redirect(c.w, c.r, way, http.StatusSeeOther)
	return done{}, nil
}

// inFrame reports whether the launch is inside a page of the platform. Browsers
// say so; for those that do not, the platform may.
func (c *call) inFrame(l *lti.Launch) bool {
	switch c.r.Header.Get("Sec-Fetch-Dest") {
	case "":
		return l.Target != "window"
	case "document":
		return false
	}
	return true
}

// placeOf is the class of the course and the member of whoever was handed
// over, both made when they are first wanted.
func (c *call) placeOf(p *lti.Platform, l *lti.Launch) (*project.Project, *project.Member, error) {
	ctx := c.r.Context()
	// The same on every replica, without asking; a class that was deleted and
	// is opened again is another one with the same address.
	id := project.ID(uuid.NewSHA1(uuid.NameSpaceURL, hashOf("lti course", p.ID()+"\x00"+l.Deployment+"\x00"+l.Context.ID)).String())
	class, _, err := get[project.Project](c, string(id), "project", string(id))
	if errors.Is(err, errNotFound) {
		if !l.Instructor {
			return nil, nil, fmt.Errorf("there is no class for this course yet: your teacher opens Quoth from the course first: %w", project.ErrForbidden)
		}
		class = &project.Project{ID: id, Name: courseName(l.Context), Anonymity: project.SeenByTeacher, Created: c.now()}
		if _, err = c.store.Write(ctx, house, store.Put(body("lti-course", string(id), "", 0, id))); err != nil {
			return nil, nil, err
		}
		_, err = c.store.Write(ctx, string(id), store.Add(body("project", string(id), "", 0, class)))
		if errors.Is(err, annotation.ErrConflict) { // made a moment ago by a colleague
			class, _, err = get[project.Project](c, string(id), "project", string(id))
		}
	}
	if err != nil {
		return nil, nil, err
	}
	m, err := c.memberOf(ctx, class, p.Issuer, l)
	return class, m, err
}

func courseName(of lti.Context) string {
	for _, given := range []string{of.Title, of.Label} {
		if name := (claims{"name": given}).name(); name != "" {
			return name
		}
	}
	return "A course"
}

// memberOf is the member that somebody is, on whatever device.
func (c *call) memberOf(ctx context.Context, class *project.Project, issuer string, l *lti.Launch) (*project.Member, error) {
	who := hex.EncodeToString(hashOf("lti person", issuer+"\x00"+l.Subject))
	add := store.Add // whoever was forgotten is somebody new, where a record was
	for range 20 {
		known, _, err := get[project.MemberID](c, string(class.ID), "lti-person", who)
		if err == nil {
			return c.knownMember(class, *known, l.Instructor)
		}
		if !errors.Is(err, errNotFound) {
			return nil, err
		}
		if err := class.Writable(); err != nil {
			return nil, err
		}
		m := &project.Member{ID: project.MemberID(newID()), Role: project.Annotator, Pseudonym: newPseudonym(), Joined: c.now()}
		if l.Instructor {
			m.Role, m.Pseudonym = project.Owner, "Teacher "+strconv.Itoa(1+rand.IntN(99))
		}
		_, err = c.store.Write(ctx, string(class.ID),
			store.Add(body("pseudonym", fold(m.Pseudonym), string(m.ID), 0, m.ID)),
			add(body("lti-person", who, string(m.ID), 0, m.ID)),
			store.Add(body("member", string(m.ID), string(m.ID), 0, m)),
		)
		if err == nil {
			return m, nil
		}
		if !errors.Is(err, annotation.ErrConflict) {
			return nil, err
		}
		add = store.Put
	}
	return nil, fmt.Errorf("no name was found for you that nobody has: try again: %w", annotation.ErrConflict)
}

// knownMember is somebody who was here before. Who teaches the course now owns
// the class; what a teacher made of a pupil here stays.
func (c *call) knownMember(class *project.Project, id project.MemberID, instructor bool) (*project.Member, error) {
	m, r, err := get[project.Member](c, string(class.ID), "member", string(id))
	if err != nil {
		return nil, err
	}
	if !m.Left.IsZero() {
		return nil, fmt.Errorf("you are in %s no more: ask your teacher: %w", class.Name, project.ErrForbidden)
	}
	if instructor && m.Role != project.Owner {
		m.Role = project.Owner
		_, err = c.store.Write(c.r.Context(), string(class.ID), store.Replace(body("member", string(m.ID), string(m.ID), r.Clock, m)))
	}
	return m, err
}

// birds and waters make pseudonyms that say nothing of anybody.
var birds = strings.Fields("Avocet Bittern Bunting Crake Curlew Dipper Dunlin Egret Falcon Finch Gannet Godwit Grebe Harrier Heron Hoopoe Ibis Jackdaw Kestrel Kingfisher Lapwing Linnet Martin Merlin Nightjar Nuthatch Oriole Osprey Petrel Pipit Plover Puffin Rail Redstart Sandpiper Shrike Siskin Skylark Snipe Stork Swallow Swift Tern Thrush Turnstone Wagtail Warbler Wheatear Whimbrel Wren")

func newPseudonym() string {
	return birds[rand.IntN(len(birds))] + " " + strconv.Itoa(1+rand.IntN(999))
}

// assignmentOf is where a link of the course leads: what deep linking has put
// into it, or what a teacher said; nil if nobody did.
func (c *call) assignmentOf(class *project.Project, l *lti.Launch) (*project.Assignment, error) {
	id := l.Assignment
	if id == "" {
		said, _, err := get[string](c, string(class.ID), "lti-link", linkID(l.Link))
		if errors.Is(err, errNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		id = *said
	}
	a, _, err := get[project.Assignment](c, string(class.ID), "assignment", id)
	if errors.Is(err, errNotFound) {
		return nil, nil // the course is a copy of another, with its links
	}
	return a, err
}

func linkID(link string) string { return hex.EncodeToString(hashOf("lti link", link)[:16]) }

// waysLast is how long a way in is open.
const waysLast = 2 * time.Minute

// wayIn makes the address by which a member comes in, once.
func (c *call) wayIn(p project.ID, m project.MemberID, to string) (string, error) {
	token := newToken()
	_, err := c.store.Write(c.r.Context(), house, store.Give(store.Handle{
		Hash: hashOf("lti way", token), Project: house, Kind: "lti-way", ID: strings.Join([]string{string(p), string(m), to}, " "),
		Owner: passingOwner, Expires: c.now().Add(waysLast),
	}))
	return "/lti/enter?way=" + token, err
}

// courseEnter lets a member in by a way, and shows what they came for. Nobody
// guesses a way, and a lesson may well use many twice, so that it is slowed
// down as little as a launch.
func (c *call) courseEnter() (any, error) {
	if !c.starts.Left(limit.Address(c.r)) {
		return nil, errTooMany
	}
	ctx := c.r.Context()
	hash := hashOf("lti way", c.r.URL.Query().Get("way"))
	h, err := c.store.Find(ctx, hash, c.now())
	if err == nil && h.Kind == "lti-way" {
		_, err = c.store.Write(ctx, house, store.Use(hash))
	}
	if errors.Is(err, errNotFound) || errors.Is(err, annotation.ErrConflict) {
		c.starts.Take(limit.Address(c.r))
		return nil, fmt.Errorf("this way in was used already, or is older than two minutes: open it in the course again: %w", annotation.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	part := strings.SplitN(h.ID, " ", 3)
	p, m := project.ID(part[0]), project.MemberID(part[1])
	if c.session.members[p] != m {
		if err := c.renew(c.session.visitor.in(p, m)); err != nil {
			return nil, err
		}
	}
	http.Redirect(c.w, c.r, part[2], http.StatusSeeOther)
	return done{}, nil
}
