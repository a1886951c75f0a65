package crowd

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/project"
	"quoth/internal/relay"
)

// A Class is a project with one assignment of one article.
type Class struct {
	Base       string // of the project's addresses
	Assignment string // its address
	Article    string // of the assignment's article
	Page       string // on which it is annotated
	Code       string
	Teacher    Person

	assignment project.Assignment
	text       *article.Article
}

// A Person is whoever a cookie says.
type Person struct {
	At     string // of the server that they ask
	Cookie string
	net    *Network
}

// A Pupil is a member with a layer.
type Pupil struct {
	Person
	Layer string // its address
	Link  relay.Link
}

// Teach makes the first account.
func Teach(s *Server) (teacher Person, err error) {
	token, err := s.Invitation()
	if err != nil {
		return teacher, err
	}
	teacher = Person{At: s.At, net: NewNetwork()}
	return teacher, teacher.Do("POST", "/api/setup", map[string]string{"token": token, "name": "teacher", "password": "a long password"}, nil)
}

// Text is an article of a thousand words, of which tabs mark the sentences.
var Text = strings.Repeat(sentence, sentences)

// NewClass makes a class with a text to annotate.
func NewClass(teacher Person, text string) (*Class, error) {
	c := &Class{Teacher: teacher}
	var p project.Project
	if err := teacher.Do("POST", "/api/projects", map[string]string{"name": "class"}, &p); err != nil {
		return nil, err
	}
	c.Base = "/api/projects/" + string(p.ID)
	if err := teacher.Do("POST", c.Base+"/code", nil, &p); err != nil {
		return nil, err
	}
	c.Code = p.Code
	if err := teacher.Do("POST", c.Base+"/assignments", map[string]string{"title": "load", "text": text}, &c.assignment); err != nil {
		return nil, err
	}
	c.Assignment = c.Base + "/assignments/" + string(c.assignment.ID)
	c.Article = c.Assignment + "/articles/" + string(c.assignment.Articles[0])
	c.Page = "/class/" + string(p.ID) + "/" + string(c.assignment.ID) + "/" + string(c.assignment.Articles[0])
	return c, teacher.Do("GET", c.Base+"/articles/"+string(c.assignment.Articles[0]), nil, &c.text)
}

const (
	sentence  = "The harbour master said that the ferry will leave at nine. "
	sentences = 90
)

// Pupils lets n people join and open the article, at one of the servers each.
func (c *Class) Pupils(n int, net *Network, at ...string) ([]*Pupil, error) {
	all := make([]*Pupil, n)
	errs := make(chan error, n)
	gate := make(chan struct{}, 16)
	var some sync.WaitGroup
	for i := range all {
		some.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			var err error
			if all[i], err = c.join(fmt.Sprint("pupil ", i), at[i%len(at)], net); err != nil {
				errs <- err
			}
		})
	}
	some.Wait()
	select {
	case err := <-errs:
		return nil, err
	default:
		return all, nil
	}
}

func (c *Class) join(pseudonym, at string, net *Network) (*Pupil, error) {
	p := &Pupil{Person: Person{At: at, net: net}}
	if err := p.Do("POST", "/api/join", map[string]string{"code": c.Code, "pseudonym": pseudonym}, nil); err != nil {
		return nil, err
	}
	return p, c.open(p, pseudonym)
}

// Again is a pupil who comes back by their code.
func (c *Class) Again(resume string) (*Pupil, error) {
	p := &Pupil{Person: Person{At: c.Teacher.At, net: c.Teacher.net}}
	if err := p.Do("POST", "/api/resume", map[string]string{"code": resume}, nil); err != nil {
		return nil, err
	}
	return p, c.open(p, "")
}

// open opens the article.
func (c *Class) open(p *Pupil, pseudonym string) error {
	var l project.Layer
	if err := p.Do("POST", c.Article+"/layer", nil, &l); err != nil {
		return err
	}
	p.Layer = c.Base + "/layers/" + string(l.ID)
	a := &c.assignment
	p.Link = relay.Link{
		Project: strings.TrimPrefix(c.Base, "/api/projects/"), Assignment: string(a.ID), Title: a.Title, Article: c.text.ID, Layer: l.ID,
		Creator: pseudonym, Created: l.Created, Scheme: a.Scheme, Blind: a.Blind, Opens: string(a.Opens),
	}
	return nil
}

// On is the same person on another network.
func (p *Pupil) On(net *Network) *Pupil {
	other := *p
	other.net = net
	return &other
}

// Log is all that the server has of the pupil's layer behind after. Its Seq is
// that of the last of it, or less than after if the server has less.
func (p *Pupil) Log(after int64) (log relay.Log, err error) {
	for {
		var part relay.Log
		if err := p.Do("GET", fmt.Sprintf("%s/operations?after=%d", p.Layer, after), nil, &part); err != nil {
			return log, err
		}
		log.Operations = append(log.Operations, part.Operations...)
		after += int64(len(part.Operations))
		if len(part.Operations) == 0 {
			log.Epoch, log.Seq = part.Epoch, min(after, part.Seq) // there may be more by now
			return log, nil
		}
	}
}

// Edit is a transaction that marks one of the article's sentences.
func Edit(n int) editor.Transaction {
	return editor.Transaction{ID: newID(), Label: "Mark as Claim", At: now(), Changes: []editor.Change{mark(n)}}
}

// Do asks for something and reads the answer, which may be nil. Any answer but
// 200 to 399 is an error.
func (p *Person) Do(method, path string, body, into any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	code, data, err := p.exchange(ctx, method, path, body)
	if err != nil {
		return err
	}
	if code >= 400 {
		return fmt.Errorf("%s %s: %d %s", method, path, code, bytes.TrimSpace(data))
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(data, into)
}

func (p *Person) exchange(ctx context.Context, method, path string, body any) (code int, data []byte, err error) {
	var sent io.Reader
	if method == "POST" {
		data, err := json.Marshal(body)
		if err != nil {
			return 0, nil, err
		}
		sent = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(ctx, method, p.At+path, sent)
	if err != nil {
		return 0, nil, err
	}
	if p.Cookie != "" {
		r.Header.Set("Cookie", p.Cookie)
	}
	answer, err := p.net.Client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	if data, err = io.ReadAll(answer.Body); err != nil {
		return 0, nil, err
	}
	for _, c := range answer.Cookies() {
		p.Cookie = c.Name + "=" + c.Value
	}
	return answer.StatusCode, data, nil
}
