package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"quoth/internal/agreement"
)

// unitise measures passages that raters marked.
func (r *reliability) unitise(f *figures) error {
	if r.Length == nil || *r.Length < 0 {
		return errors.New(`"length" is missing or negative: give the length of the continuum, gaps included`)
	}
	const most = 1 << 40 // so that squares of lengths can be counted
	if *r.Length > most || r.Begin > most || r.Begin < -most {
		return fmt.Errorf(`"begin" or "length" is beyond %d`, most)
	}
	u := &agreement.Units{Begin: r.Begin, Length: *r.Length}
	index := map[string]int{}
	rater := func(name string) int {
		i, known := index[name]
		if !known {
			i = len(u.By)
			index[name] = i
			u.By = append(u.By, nil)
		}
		return i
	}
	var declared []json.RawMessage
	count := 0
	if r.Raters != nil && json.Unmarshal(r.Raters, &declared) != nil && json.Unmarshal(r.Raters, &count) != nil {
		return errors.New(`"raters" is neither a number nor a list of names`)
	}
	for _, name := range declared {
		rater(string(name))
	}
	for i, data := range *r.Units {
		var fields []json.RawMessage
		var start, length int
		var label rating
		if json.Unmarshal(data, &fields) != nil || len(fields) != 4 || json.Unmarshal(fields[1], &start) != nil ||
			json.Unmarshal(fields[2], &length) != nil || json.Unmarshal(fields[3], &label) != nil || label.Missing() {
			return fmt.Errorf("unit %d is %.60s: give [rater, start, length, label] with whole numbers for start and length", i+1, data)
		}
		if start < r.Begin || length <= 0 || length > *r.Length || start-r.Begin > *r.Length-length {
			return fmt.Errorf("unit %d, from %d and %d long, lies outside the continuum, from %d and %d long", i+1, start, length, r.Begin, *r.Length)
		}
		if s := string(fields[0]); s == "null" || s[0] == '{' || s[0] == '[' {
			return fmt.Errorf("unit %d has the rater %.20s: give a number or a name", i+1, s)
		}
		known := len(u.By)
		if who := rater(string(fields[0])); who < known || declared == nil {
			u.By[who] = append(u.By[who], agreement.Unit{Start: start, End: start + length, Label: label.String()})
		} else {
			return fmt.Errorf(`unit %d is by %s, who is not among "raters"`, i+1, fields[0])
		}
	}
	switch {
	case count < 0 || count > 10_000:
		return fmt.Errorf(`"raters" is %d`, count)
	case count > 0 && len(u.By) > count:
		return fmt.Errorf(`"raters" is %d, but the units are by %d`, count, len(u.By))
	case count > 0:
		u.By = append(u.By, make([][]agreement.Unit, count-len(u.By))...)
	}
	if err := u.Check(); err != nil {
		return err
	}
	unitMeasures(u, r.gamma, r.options, f)
	return nil
}

// unitMeasures are the measures of a continuum, overall and by label.
func unitMeasures(u *agreement.Units, withGamma bool, o agreement.GammaOptions, f *figures) {
	f.set("alpha_u", u.AlphaU())
	c := u.Continua()
	f.set("u_alpha", c.Units)
	f.set("u_alpha_binary", c.Binary)
	f.set("cu_alpha", c.Coding)
	labels := u.Labels()
	for _, l := range labels {
		f.set("alpha_u/"+l, u.AlphaULabel(l))
	}
	for _, l := range labels {
		f.set("ku_alpha/"+l, c.ByLabel[l])
	}
	if !withGamma {
		return
	}
	g := u.Gamma(o)
	f.set("gamma", g.Value)
	f.set("gamma_low", g.Low)
	f.set("gamma_high", g.High)
	f.set("gamma_cat", g.Cat)
	for _, l := range labels {
		f.set("gamma_k/"+l, g.K[l])
	}
}
