package lti

import (
	"crypto/rand"
	"time"
)

// An Item is one assignment that is put into a course.
type Item struct {
	Title      string
	Assignment string // comes back with every launch
}

// Answer is the signed answer to a wish to have something chosen: links to at,
// the tool's launch address, each with a column of one point, for what comes
// back is whether somebody has finished.
func (k *Key) Answer(p *Platform, deployment string, c *Choosing, at string, items []Item, now time.Time) (string, error) {
	type object = map[string]any
	content := []object{}
	for _, i := range items {
		one := object{"type": "ltiResourceLink", "title": i.Title, "url": at, "custom": object{"assignment": i.Assignment}}
		if c.Scored {
			one["lineItem"] = object{"scoreMaximum": 1, "label": i.Title, "resourceId": i.Assignment}
		}
		content = append(content, one)
	}
	claims := object{
		"iss": p.ClientID, "aud": []string{p.Issuer}, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "nonce": rand.Text(),
		claim + "deployment_id": deployment, claim + "message_type": "LtiDeepLinkingResponse", claim + "version": version,
		linking + "content_items": content,
	}
	if c.Data != "" {
		claims[linking+"data"] = c.Data
	}
	return k.sign(claims)
}
