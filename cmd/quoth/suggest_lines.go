package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/ingest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/claims"
	"quoth/internal/text"
	"strings"
	"unicode/utf8"
)

// suggestion is an attribution as it is written.
type suggestion struct {
	Source  [][2]text.CodePoint `json:"source"`
	Cue     [][2]text.CodePoint `json:"cue"`
	Content [][2]text.CodePoint `json:"content"`
	Text    string              `json:"text"`
	Form    annotation.Form     `json:"form"`
	Score   float64             `json:"score"`
	Speaker string              `json:"speaker"`
}

// claim is a sentence or clause that states something, as it is written.
type claim struct {
	Content [][2]text.CodePoint  `json:"content"`
	Text    string               `json:"text"`
	Class   string               `json:"class"`
	Kind    annotation.ClaimKind `json:"kind,omitempty"`
	Reason  string               `json:"reason"`
	Score   float64              `json:"score"`
}

// suggestFile answers the lines of a file, or of standard input for "-", as
// they come.
func suggestFile(name string, in io.Reader, language string, model func(string) *attribution.Model, out io.Writer) error {
	return eachRecord(name, in, func(line []byte) error { return suggestLine(line, language, model, out) })
}

// eachRecord calls f with every line of a file that is not empty. An error is told
// with the number of its line, and is the last.
func eachRecord(name string, in io.Reader, f func(line []byte) error) error {
	if name == "-" {
		name = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	r := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s: %w", name, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if bad := f(line); bad != nil {
				return fmt.Errorf("%s, line %d: %w", name, n, bad)
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// A lesson is a line of what quoth suggest and quoth train read; gold
// attributions in it are for training.
type lesson struct {
	ID           json.RawMessage `json:"id"`
	Text         *string         `json:"text"`
	Language     string          `json:"lang"`
	Attributions []struct {
		Source  [][2]text.CodePoint `json:"source"`
		Cue     [][2]text.CodePoint `json:"cue"`
		Content [][2]text.CodePoint `json:"content"`
	} `json:"attributions"`
}

// readRecord reads a line; it returns an error that says what is wrong.
func readLesson(line []byte, language string) (r lesson, err error) {
	if err := json.Unmarshal(line, &r); err != nil {
		return r, fmt.Errorf("not a record: %w", err)
	}
	if r.Text == nil {
		return r, errors.New(`a record needs "text"`)
	}
	if r.ID == nil {
		r.ID = json.RawMessage("null")
	}
	if r.Language == "" {
		r.Language = language
	}
	if r.Language == "" {
		r.Language, _ = ingest.Language(*r.Text)
	}
	if r.Language == "" {
		r.Language = "en"
	}
	return r, nil
}

func suggestLine(line []byte, language string, model func(string) *attribution.Model, out io.Writer) error {
	r, err := readLesson(line, language)
	if err != nil {
		return err
	}
	a := attribution.Plain(*r.Text, r.Language)
	list := []suggestion{}
	points := pointsOf(a.Text)
	for _, p := range attribution.Attributions(a, model(r.Language)) {
		s := suggestion{Source: points.spans(p.Source...), Cue: [][2]text.CodePoint{}, Content: points.spans(p.Content...),
			Form: p.Form, Score: math.Round(p.Score*1000) / 1000, Speaker: p.Speaker}
		if p.Cue.Len() > 0 {
			s.Cue = points.spans(p.Cue)
		}
		s.Text = wordsOf(a, p.Content)
		list = append(list, s)
	}
	worth := []claim{}
	for _, c := range claims.Rank(a) {
		worth = append(worth, claim{points.spans(c.Target...), wordsOf(a, c.Target), c.CheckWorthy, c.Kind, c.Reason, c.Score})
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(struct {
		ID           json.RawMessage `json:"id"`
		Attributions []suggestion    `json:"attributions"`
		Claims       []claim         `json:"claims"`
	}{r.ID, list, worth})
}

// wordsOf are the spans of a target with a space between them.
func wordsOf(a *article.Article, t annotation.Target) string {
	var parts []string
	for _, b := range t {
		parts = append(parts, a.Text[b.Start:b.End])
	}
	return strings.Join(parts, " ")
}

// points tells the code point of a byte.
type points []text.CodePoint

func pointsOf(s string) points {
	p := make(points, len(s)+1)
	n := text.CodePoint(-1)
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
		p[i] = n
	}
	p[len(s)] = n + 1
	return p
}

func (p points) spans(list ...text.Bytes) [][2]text.CodePoint {
	out := [][2]text.CodePoint{}
	for _, b := range list {
		out = append(out, [2]text.CodePoint{p[b.Start], p[b.End]})
	}
	return out
}
