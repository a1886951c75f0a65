package lti

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// A Login is how a platform begins (Security Framework 5.1.1.1).
type Login struct {
	Issuer      string `json:"iss"`
	ClientID    string `json:"client_id"`
	Hint        string `json:"login_hint"`
	MessageHint string `json:"lti_message_hint"`
}

// Answer is where the browser is sent to ask the platform for the launch,
// which it posts back.
func (l Login) Answer(p *Platform, back, state, nonce string) (string, error) {
	if l.Hint == "" || len(l.Hint) > longest || len(l.MessageHint) > longest {
		return "", refused("the course platform does not say for whom it asks (login_hint)")
	}
	u, err := url.Parse(p.Authorization)
	if err != nil {
		return "", err
	}
	q := u.Query()
	for name, value := range map[string]string{
		"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none", "client_id": p.ClientID,
		"redirect_uri": back, "login_hint": l.Hint, "state": state, "nonce": nonce,
	} {
		q.Set(name, value)
	}
	if l.MessageHint != "" {
		q.Set("lti_message_hint", l.MessageHint)
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// A Launch is what a platform says of somebody whom it hands over. It was
// checked; see Receive.
type Launch struct {
	Subject    string // who they are there
	Deployment string
	Instructor bool // of the course; else a learner
	Context    Context
	Link       string // the ID of the link in the course; "" when one is made
	Assignment string // what deep linking has put into the link; "" without
	LineItem   string // where a score is posted; "" if none is wanted
	Choosing   *Choosing
	Target     string // "iframe" or "window", if it says so
}

// A Context is a course.
type Context struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Title string `json:"title"`
}

// Choosing is the wish of a platform to have something chosen (Deep Linking).
type Choosing struct {
	Return   string // where the answer goes
	Data     string // comes back as it is
	Multiple bool
	Scored   bool // it takes line items
}

const (
	longestToken = 64 << 10
	longest      = 4 << 10 // of a hint
	longestID    = 255     // LTI's own bound
	// clocks differ, and a launch is for now.
	skew   = time.Minute
	oldest = 10 * time.Minute
)

// times are numbers of seconds, which some write with a fraction.
type seconds float64

func (s seconds) time() time.Time { return time.UnixMilli(int64(s * 1000)) }

type audience []string

// UnmarshalJSON implements json.Unmarshaler: one may stand alone.
func (a *audience) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(a))
}

// message is a launch as it comes.
type message struct {
	Issuer     string              `json:"iss"`
	Audience   audience            `json:"aud"`
	Party      string              `json:"azp"`
	Subject    string              `json:"sub"`
	Expires    seconds             `json:"exp"`
	Issued     seconds             `json:"iat"`
	Nonce      string              `json:"nonce"`
	Version    string              `json:"https://purl.imsglobal.org/spec/lti/claim/version"`
	Kind       string              `json:"https://purl.imsglobal.org/spec/lti/claim/message_type"`
	Deployment string              `json:"https://purl.imsglobal.org/spec/lti/claim/deployment_id"`
	Roles      []string            `json:"https://purl.imsglobal.org/spec/lti/claim/roles"`
	Context    Context             `json:"https://purl.imsglobal.org/spec/lti/claim/context"`
	Link       struct{ ID string } `json:"https://purl.imsglobal.org/spec/lti/claim/resource_link"`
	Custom     map[string]any      `json:"https://purl.imsglobal.org/spec/lti/claim/custom"`
	Shown      struct {
		Target string `json:"document_target"`
	} `json:"https://purl.imsglobal.org/spec/lti/claim/launch_presentation"`
	Scores *struct {
		Scope    []string
		LineItem string
	} `json:"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"`
	Settings *struct {
		Return   string   `json:"deep_link_return_url"`
		Types    []string `json:"accept_types"`
		Multiple bool     `json:"accept_multiple"`
		LineItem *bool    `json:"accept_lineitem"`
		Data     string   `json:"data"`
	} `json:"https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"`
}

// Receive checks a launch that the browser brings from p, with the nonce that
// it was sent with. The error wraps annotation.ErrInvalid, or ErrUnreachable
// if the keys of the platform cannot be had, and is a sentence for whoever
// launches.
func Receive(ctx context.Context, p *Platform, keys oidc.KeySet, token, nonce string, now time.Time) (*Launch, error) {
	if len(token) > longestToken {
		return nil, refused("what the course platform sent is too large")
	}
	signed, err := jose.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil || len(signed.Signatures) != 1 {
		return nil, refused("what the course platform sent is not signed as LTI demands")
	}
	payload, err := keys.VerifySignature(ctx, token)
	if err != nil {
		if strings.HasPrefix(err.Error(), "fetching keys") || errors.Is(err, context.DeadlineExceeded) {
			return nil, errors.Join(ErrUnreachable, err)
		}
		return nil, refused("what the course platform sent is not signed with its key")
	}
	var m message
	if err := json.Unmarshal(payload, &m); err != nil {
		return nil, refused("what the course platform sent cannot be read")
	}
	switch {
	case m.Issuer != p.Issuer:
		return nil, refused("what was sent is of another course platform")
	case !slices.Contains(m.Audience, p.ClientID), m.Party != "" && m.Party != p.ClientID, m.Party == "" && len(m.Audience) > 1:
		return nil, refused("what the course platform sent was made for another program")
	case !now.Before(m.Expires.time().Add(skew)):
		return nil, refused("what the course platform sent has expired: open it in the course again")
	case m.Issued.time().After(now.Add(skew)):
		return nil, refused("what the course platform sent is of the future: its clock or ours is wrong")
	case m.Issued.time().Before(now.Add(-oldest)):
		return nil, refused("what the course platform sent is too old: open it in the course again")
	case subtle.ConstantTimeCompare([]byte(m.Nonce), []byte(nonce)) != 1:
		return nil, refused("what the course platform sent was used already: open it in the course again")
	case !slices.Contains(p.DeploymentIDs, m.Deployment):
		return nil, refused("this course is under a deployment that is not registered here: whoever runs this server adds its ID to the file of --lti")
	case m.Version != version:
		return nil, refused("the course platform speaks another version of LTI than " + version)
	case m.Subject == "" || len(m.Subject) > longestID:
		return nil, refused("the course platform does not say who you are, not even by a number")
	case m.Context.ID == "" || len(m.Context.ID) > longestID:
		return nil, refused("the course platform does not say of which course this is")
	}
	return m.launch(p)
}

// launch is what the claims mean together.
func (m *message) launch(p *Platform) (*Launch, error) {
	l := &Launch{Subject: m.Subject, Deployment: m.Deployment, Context: m.Context, Link: m.Link.ID, Target: m.Shown.Target}
	l.Assignment, _ = m.Custom["assignment"].(string)
	l.Instructor = inCourse(m.Roles, "Instructor")
	if !l.Instructor && !inCourse(m.Roles, "Learner") {
		return nil, refused("the course platform does not say that you teach or learn in this course")
	}
	switch m.Kind {
	case "LtiResourceLinkRequest":
		if m.Link.ID == "" || len(m.Link.ID) > longestID {
			return nil, refused("the course platform does not say which link this is")
		}
		if m.Scores != nil && m.Scores.LineItem != "" && slices.Contains(m.Scores.Scope, ScoreScope) {
			if !p.Has(m.Scores.LineItem) {
				return nil, refused("the course platform wants results at an address that is not its own: whoever runs this server adds it to its origins in the file of --lti, if it is right")
			}
			l.LineItem = m.Scores.LineItem
		}
	case "LtiDeepLinkingRequest":
		s := m.Settings
		switch {
		case s == nil || !slices.Contains(s.Types, "ltiResourceLink"):
			return nil, refused("the course platform does not take a link from here")
		case !p.Has(s.Return):
			return nil, refused("the course platform wants the link at an address that is not its own: whoever runs this server adds it to its origins in the file of --lti, if it is right")
		case !l.Instructor:
			return nil, refused("only who teaches the course chooses what is in it")
		}
		l.Link = ""
		l.Choosing = &Choosing{Return: s.Return, Data: s.Data, Multiple: s.Multiple, Scored: s.LineItem == nil || *s.LineItem}
	default:
		return nil, refused("the course platform sent a message of a kind that is not known here")
	}
	return l, nil
}

// inCourse reports whether a role of the course is among roles, itself, as one
// of its sub-roles, or by its short name. Roles elsewhere in the institution
// say nothing of the course.
func inCourse(roles []string, role string) bool {
	const vocabulary = "http://purl.imsglobal.org/vocab/lis/v2/membership"
	return slices.ContainsFunc(roles, func(r string) bool {
		return r == role || r == vocabulary+"#"+role || strings.HasPrefix(r, vocabulary+"/"+role+"#")
	})
}
