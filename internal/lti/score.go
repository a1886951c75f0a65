package lti

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// A Score says whether somebody has finished (Assignment and Grade Services
// 3.4).
type Score struct {
	User     string
	Finished bool
	At       time.Time // later ones win, and the same again changes nothing
}

// MarshalJSON implements json.Marshaler. What is not finished is FullyGraded
// as well: platforms may leave out of the gradebook what is not, and the point
// that is taken back would stay.
func (s Score) MarshalJSON() ([]byte, error) {
	progress, given := "InProgress", 0
	if s.Finished {
		progress, given = "Completed", 1
	}
	return json.Marshal(map[string]any{
		"userId": s.User, "scoreGiven": given, "scoreMaximum": 1, "activityProgress": progress, "gradingProgress": "FullyGraded",
		"timestamp": s.At.UTC().Format("2006-01-02T15:04:05.000Z07:00"),
	})
}

// A Grader posts scores, with access that it asks for and keeps as long as it
// is given. It is safe for concurrent use.
type Grader struct {
	Key    *Key
	Client *http.Client
	Now    func() time.Time

	mu     sync.Mutex
	access map[string]access // by platform
}

type access struct {
	token string
	until time.Time
}

var errAccess = errors.New("the access has ended")

// Post posts a score to a line item of the platform. The error wraps
// ErrUnreachable, names nobody, and tells the status that was answered.
func (g *Grader) Post(ctx context.Context, p *Platform, lineItem string, s Score) error {
	if !p.Has(lineItem) {
		return fmt.Errorf("the line item is not at one of the platform's origins: %w", ErrUnreachable)
	}
	err := g.post(ctx, p, lineItem, s)
	if errors.Is(err, errAccess) {
		g.mu.Lock()
		delete(g.access, p.ID())
		g.mu.Unlock()
		err = g.post(ctx, p, lineItem, s)
	}
	return err
}

func (g *Grader) post(ctx context.Context, p *Platform, lineItem string, s Score) error {
	token, err := g.token(ctx, p)
	if err != nil {
		return err
	}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, scores(lineItem), bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("the line item is no address: %w", ErrUnreachable)
	}
	r.Header.Set("Content-Type", "application/vnd.ims.lis.v1.score+json")
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := g.Client.Do(r)
	if err != nil {
		return errors.Join(ErrUnreachable, bare(err))
	}
	answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusUnauthorized:
		return errors.Join(ErrUnreachable, errAccess)
	case answer.StatusCode/100 != 2:
		return fmt.Errorf("a score was answered with %d: %w", answer.StatusCode, ErrUnreachable)
	}
	return nil
}

// scores is where scores of a line item are posted, whose address may have a
// query.
func scores(lineItem string) string {
	path, query, asked := strings.Cut(lineItem, "?")
	path = strings.TrimSuffix(path, "/") + "/scores"
	if asked {
		path += "?" + query
	}
	return path
}

// token is the access to a platform's services: what the tool gets for words
// that it has signed (Security Framework 4.1).
func (g *Grader) token(ctx context.Context, p *Platform) (string, error) {
	g.mu.Lock()
	has := g.access[p.ID()]
	g.mu.Unlock()
	now := g.Now()
	if now.Before(has.until) {
		return has.token, nil
	}
	to := p.Audience
	if to == "" {
		to = p.Token
	}
	assertion, err := g.Key.sign(map[string]any{"iss": p.ClientID, "sub": p.ClientID, "aud": to, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "jti": rand.Text()})
	if err != nil {
		return "", err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.Token, strings.NewReader(url.Values{
		"grant_type": {"client_credentials"}, "client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		"client_assertion": {assertion}, "scope": {ScoreScope},
	}.Encode()))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := g.Client.Do(r)
	if err != nil {
		return "", errors.Join(ErrUnreachable, bare(err))
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("access was answered with %d: %w", answer.StatusCode, ErrUnreachable)
	}
	var given struct {
		Token   string  `json:"access_token"`
		Seconds float64 `json:"expires_in"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&given); err != nil || given.Token == "" {
		return "", fmt.Errorf("access was answered with nothing that can be read: %w", ErrUnreachable)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.access == nil {
		g.access = map[string]access{}
	}
	g.access[p.ID()] = access{given.Token, now.Add(time.Duration(given.Seconds)*time.Second - skew)}
	return given.Token, nil
}

// bare is an error of a request without its address, which may name a course.
func bare(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}
