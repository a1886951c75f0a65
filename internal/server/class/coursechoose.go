package class

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/lti"
	"quoth/internal/project"
	"quoth/internal/server"
	"quoth/internal/store"
)

// choosing is a teacher who puts assignments into a course, in a frame of the
// platform, where no session is. It goes through the browser as a note that we
// have signed.
type choosing struct {
	Platform   string           `json:"platform"`
	Deployment string           `json:"deployment"`
	Project    project.ID       `json:"project"`
	Member     project.MemberID `json:"member"`
	lti.Choosing
}

// choosingLasts is how long a teacher may look for an assignment, or make one.
const choosingLasts = time.Hour

// choosing shows what there is to choose.
func (c *call) choosing(ch choosing) (any, error) {
	key, err := c.courses.key(c.r.Context())
	if err != nil {
		return nil, err
	}
	note, err := key.Note("choosing", c.now().Add(choosingLasts), ch)
	if err != nil {
		return nil, err
	}
	return c.choosePage(ch, note)
}

func (c *call) choosePage(ch choosing, note string) (any, error) {
	class, _, err := get[project.Project](c, string(ch.Project), "project", string(ch.Project))
	if err != nil {
		return nil, gone(err, "class")
	}
	assignments, err := listOf[project.Assignment](c.r.Context(), c.classes, ch.Project, "assignment")
	if err != nil {
		return nil, err
	}
	way, err := c.wayIn(ch.Project, ch.Member, "/class/"+string(ch.Project))
	if err != nil {
		return nil, err
	}
	return c.pages.write(c, http.StatusOK, "choose", server.Screen{Title: "Choose assignments"}, map[string]any{
		"Project": class, "Assignments": assignments, "Note": note, "Multiple": ch.Multiple, "Way": way,
	})
}

type chosen struct {
	Note        string   `json:"note"`
	Assignments []string `json:"assignment"`
	Again       string   `json:"again"` // only look
}

// courseChoose answers a choice with the form that takes it to the platform. A
// button sends it: the pages run no script that would.
func (c *call) courseChoose() (any, error) {
	if err := c.inCourses(); err != nil {
		return nil, err
	}
	var in chosen
	if err := c.read(&in); err != nil {
		return nil, err
	}
	key, err := c.courses.key(c.r.Context())
	if err != nil {
		return nil, err
	}
	var ch choosing
	if err := key.ReadNote("choosing", in.Note, c.now(), &ch); err != nil {
		return nil, err
	}
	m, _, err := get[project.Member](c, string(ch.Project), "member", string(ch.Member))
	if err != nil && !errors.Is(err, errNotFound) {
		return nil, err
	}
	p := c.courses.platforms.ByID(ch.Platform)
	if err != nil || p == nil || !m.Left.IsZero() || m.Role != project.Owner {
		return nil, fmt.Errorf("this is for the owner of the class: %w", project.ErrForbidden)
	}
	c.framers = p.AllOrigins()
	if in.Again != "" {
		return c.choosePage(ch, in.Note)
	}
	if len(in.Assignments) == 0 {
		return nil, fmt.Errorf("choose an assignment, or make one first: %w", annotation.ErrInvalid)
	}
	if len(in.Assignments) > 1 && !ch.Multiple {
		return nil, fmt.Errorf("the course takes one assignment at a time: %w", annotation.ErrInvalid)
	}
	var items []lti.Item
	for _, id := range in.Assignments {
		a, _, err := get[project.Assignment](c, string(ch.Project), "assignment", id)
		if err != nil {
			return nil, gone(err, "assignment")
		}
		items = append(items, lti.Item{Title: a.Title, Assignment: string(a.ID)})
	}
	answer, err := key.Answer(p, ch.Deployment, &ch.Choosing, c.Host.Address(c.r, launchPath), items, c.now())
	if err != nil {
		return nil, err
	}
	back, err := url.Parse(ch.Return)
	if err != nil {
		return nil, err
	}
	c.sends = back.Scheme + "://" + back.Host
	return c.pages.write(c, http.StatusOK, "chosen", server.Screen{Title: "Put into the course"}, map[string]any{"Return": ch.Return, "JWT": answer, "Items": items})
}

// linkPage asks the teacher where a link leads that was made in the course
// without deep linking.
func (c *call) linkPage() (any, error) {
	assignments, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	return c.pages.write(c, http.StatusOK, "link", server.Screen{Title: "Where a link leads"}, map[string]any{
		"Project": c.project, "Assignments": assignments, "Link": c.r.PathValue("link"),
	})
}

type linking struct {
	Assignment string `json:"assignment"`
}

func (c *call) linkTo() (any, error) {
	var in linking
	if err := c.read(&in); err != nil {
		return nil, err
	}
	all, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(a *project.Assignment) bool { return string(a.ID) == in.Assignment })
	if i < 0 {
		return nil, fmt.Errorf("choose an assignment, or make one first: %w", annotation.ErrInvalid)
	}
	if link := c.r.PathValue("link"); len(link) != 32 {
		return nil, fmt.Errorf("%q is no link of a course: %w", short(link), annotation.ErrInvalid)
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Put(body("lti-link", c.r.PathValue("link"), "", 0, in.Assignment)))
	return all[i], err
}
