package cas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// A structure is a feature structure by the names of its features. References
// are under their names with "@".
type structure map[string]any

func (s structure) str(name string) string {
	v, _ := s[name].(string)
	return v
}

func (s structure) int(name string) (int, bool) {
	n, is := s[name].(json.Number)
	if !is {
		if n, is = s["^"+name].(json.Number); !is { // an anchor
			return 0, false
		}
	}
	i, err := strconv.Atoi(n.String())
	return i, err == nil
}

func (s structure) time(name string) time.Time {
	t, err := time.Parse(time.RFC3339, s.str(name))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// origin is what proposed it.
func (s structure) origin() annotation.Origin {
	o := annotation.Origin{Engine: s.str("engine"), Version: s.str("version"), Outcome: s.str("outcome")}
	if n, is := s["score"].(json.Number); is {
		o.Score, _ = n.Float64()
	}
	return o
}

type reader struct {
	draft foreign.Draft
	all   map[int]structure
	order []int
	sofa  int
	marks map[int]int // index of the mark by the ID of its structure
}

// Read reads one CAS. Annotations of types that are not ours are read with
// their string features as fields; sentences and tokens are left out.
func Read(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	var file struct {
		Structures json.RawMessage `json:"%FEATURE_STRUCTURES"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &file); err != nil {
		return nil, []foreign.Fault{{What: fmt.Sprintf("it is not JSON of a CAS: %v", err)}}
	}
	r := reader{all: map[int]structure{}, marks: map[int]int{}}
	r.draft = foreign.Draft{Unit: foreign.UTF16, At: at}
	if err := r.structures(file.Structures); err != nil {
		return nil, []foreign.Fault{{What: err.Error()}}
	}
	if r.sofa == 0 {
		return nil, append(r.draft.Faults, foreign.Fault{What: "it has no SofA with a text"})
	}
	for _, id := range r.order {
		switch s := r.all[id]; s.str("%TYPE") {
		case "quoth.Layer":
			r.layer(s)
		case "quoth.Passage":
			r.passage(id, s)
		case "quoth.Speaker":
			r.speaker(s)
		}
	}
	for _, id := range r.order {
		switch s, kind := r.all[id], r.all[id].str("%TYPE"); {
		case kind == "quoth.Part":
			r.part(s)
		case kind == "quoth.Attribution":
			r.attribution(s)
		case kind == "quoth.Reading":
			r.reading(s)
		case !strings.HasPrefix(kind, "quoth."):
			r.other(id, s, kind)
		}
	}
	return r.draft.Document()
}

func (r *reader) fault(where, what string, args ...any) {
	r.draft.Faults = append(r.draft.Faults, foreign.Fault{Where: where, What: fmt.Sprintf(what, args...)})
}

// structures reads the list, or the object of older files.
func (r *reader) structures(data json.RawMessage) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var list []structure
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		var byID map[string]structure
		if err := d.Decode(&byID); err != nil {
			return fmt.Errorf("its feature structures cannot be read: %v", err)
		}
		for _, id := range slices.Sorted(maps.Keys(byID)) {
			if s := byID[id]; s != nil {
				s["%ID"] = json.Number(id)
				list = append(list, s)
			}
		}
	} else if err := d.Decode(&list); err != nil {
		return fmt.Errorf("its feature structures cannot be read: %v", err)
	}
	for _, s := range list {
		id, is := s.int("%ID")
		if !is {
			r.fault("", "a feature structure of the type %q has no %%ID", s.str("%TYPE"))
			continue
		}
		if _, twice := r.all[id]; twice {
			r.fault(strconv.Itoa(id), "the id is there twice")
			continue
		}
		r.all[id] = s
		r.order = append(r.order, id)
		if words := s.str("sofaString"); words != "" && (r.sofa == 0 || s.str("sofaID") == "_InitialView") {
			r.sofa, r.draft.Text = id, words
		}
	}
	return nil
}

// to is what a reference leads to.
func (r *reader) to(s structure, name string) structure {
	id, _ := s.int("@" + name)
	return r.all[id]
}

func (r *reader) strings(s structure, name string) (list []string) {
	items, _ := r.to(s, name)["%ELEMENTS"].([]any)
	for _, v := range items {
		if v, is := v.(string); is {
			list = append(list, v)
		}
	}
	return list
}

// pairs are strings of the form name=value.
func (r *reader) pairs(s structure, name string) map[string]string {
	var m map[string]string
	for _, p := range r.strings(s, name) {
		if m == nil {
			m = map[string]string{}
		}
		k, v, _ := strings.Cut(p, "=")
		m[k] = v
	}
	return m
}

// refs are the structures of an array, by ID.
func (r *reader) refs(s structure, name string) (list []int) {
	items, _ := r.to(s, name)["%ELEMENTS"].([]any)
	for _, v := range items {
		if n, is := v.(json.Number); is {
			if id, err := strconv.Atoi(n.String()); err == nil {
				list = append(list, id)
			}
		}
	}
	return list
}
