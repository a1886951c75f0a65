package class

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"rsc.io/qr"

	"quoth/internal/project"
	"quoth/internal/scheme"
	"quoth/internal/server"
)

func (c *call) classPage() (any, error) {
	assignments, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	data := map[string]any{"Project": c.project, "Me": c.member, "Owner": c.member.Role == project.Owner, "Assignments": assignments, "Query": ""}
	if c.member.Role == project.Owner {
		members, err := list[project.Member](c, "member")
		if err != nil {
			return nil, err
		}
		data["Members"], data["Roles"], data["Offers"], data["Presets"], data["Openings"], data["Anonymities"] = members, project.Roles, c.Articles, scheme.Presets(), project.Openings, project.Anonymities
		data["Fetches"] = c.Fetch != nil
		if data["Articles"], err = c.articles(); err != nil {
			return nil, err
		}
		if c.project.Code != "" && c.now().Before(c.project.Expires) {
			address := c.Host.Address(c.r, "/class/?code="+c.project.Code)
			data["JoinAt"] = address
			if data["QR"], err = qrCode(address); err != nil {
				return nil, err
			}
		}
	}
	return c.pages.write(c, http.StatusOK, "class", server.Screen{Title: c.project.Name, Live: "/api/projects/" + string(c.project.ID) + "/events"}, data)
}

// qrCode draws an address as a picture for a telephone's camera.
func qrCode(address string) (template.HTML, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", err
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="Code to join with a camera" viewBox="-4 -4 %d %d"><path fill="#fff" d="M-4-4h%dv%dh-%dz"/><path d="%s"/></svg>`,
		code.Size+8, code.Size+8, code.Size+8, code.Size+8, code.Size+8, path.String())), nil
}
