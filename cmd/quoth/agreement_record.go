package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	"quoth/internal/agreement"
)

// A reliability is one record of quoth agreement: ratings or units.
type reliability struct {
	ID         json.RawMessage    `json:"id"`
	Ratings    *[][]rating        `json:"ratings"`
	Level      agreement.Level    `json:"level"`
	Categories []rating           `json:"categories"`
	Units      *[]json.RawMessage `json:"units"`
	Begin      int                `json:"begin"`
	Length     *int               `json:"length"`
	Raters     json.RawMessage    `json:"raters"`
	options    agreement.GammaOptions
	gamma      bool
}

// A rating is a number, a word, true, false or null.
type rating struct{ agreement.Value }

func (r *rating) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case 'n':
		return nil
	case '"':
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		r.Value = agreement.Word(s)
	case 't', 'f':
		r.Value = agreement.Word(string(data))
	case '{', '[':
		return fmt.Errorf("a rating is %.20s: give a number, a string or null", data)
	default:
		f, err := strconv.ParseFloat(string(data), 64)
		if err != nil {
			return fmt.Errorf("a rating is %.20s, which is too large", data)
		}
		r.Value = agreement.Number(f)
	}
	return nil
}

// figures are names with their values, in the order in which they are written.
type figures struct {
	names  []string
	values map[string]float64
}

func (f *figures) set(name string, v float64) {
	if f.values == nil {
		f.values = map[string]float64{}
	}
	if _, known := f.values[name]; !known {
		f.names = append(f.names, name)
	}
	f.values[name] = v
}

// MarshalJSON writes null for what is undefined.
func (f figures) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range f.names {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := quoted(&b, name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		b.WriteString(figure(f.values[name]))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func quoted(b *bytes.Buffer, s string) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	b.Truncate(b.Len() - 1) // its line end
	return err
}

// figure is a number in JSON.
func figure(v float64) string {
	if !agreement.Defined(v) {
		return "null"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// fixed are the measures of every answer, in their order; those of labels
// follow.
var fixed = []string{
	"percent", "cohen_kappa", "cohen_kappa_linear", "cohen_kappa_quadratic", "light_kappa", "scott_pi", "bennett_s",
	"randolph_kappa", "fleiss_kappa", "alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio",
	"alpha_u", "u_alpha", "u_alpha_binary", "cu_alpha", "gamma", "gamma_low", "gamma_high", "gamma_cat",
}

// reliabilityLine answers one line.
func reliabilityLine(line []byte, o agreementFlags) ([]byte, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("it is not UTF-8: convert the file, with iconv for example")
	}
	r := reliability{options: o.options(), gamma: o.gamma}
	if err := json.Unmarshal(line, &r); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Type.Kind() == reflect.Slice {
			return nil, fmt.Errorf("%q is a JSON %s: give a list of rows", kind.Field, kind.Value)
		}
		return nil, at(line, err)
	}
	f := figures{}
	for _, name := range fixed {
		f.set(name, agreement.Undefined)
	}
	var err error
	switch {
	case r.Ratings != nil && r.Units != nil:
		err = errors.New(`it has "ratings" and "units": make two records of it`)
	case r.Ratings != nil:
		err = r.rate(&f)
	case r.Units != nil:
		err = r.unitise(&f)
	default:
		err = errors.New(`it has neither "ratings" nor "units": give one of them`)
	}
	if err != nil {
		return nil, err
	}
	if r.ID == nil {
		r.ID = json.RawMessage("null")
	}
	data, err := f.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte(`{"id":`), r.ID, []byte{','}, data[1:]), nil
}

// rate measures items that raters coded.
func (r *reliability) rate(f *figures) error {
	if r.Level != "" && !slices.Contains(agreement.Levels, r.Level) {
		return fmt.Errorf(`"level" is %q: it is nominal, ordinal, interval or ratio`, r.Level)
	}
	rows := make([][]agreement.Value, len(*r.Ratings))
	for i, row := range *r.Ratings {
		rows[i] = values(row)
	}
	order := values(r.Categories)
	if r.Level != "" && r.Level != agreement.Nominal {
		numbers(append(rows, order))
	}
	ratings, err := agreement.NewRatings(rows, order...)
	if err != nil {
		return err
	}
	f.set("percent", ratings.Percent())
	f.set("cohen_kappa", ratings.CohenKappa())
	f.set("cohen_kappa_linear", ratings.WeightedKappa(agreement.Linear))
	f.set("cohen_kappa_quadratic", ratings.WeightedKappa(agreement.Quadratic))
	f.set("light_kappa", ratings.LightKappa())
	f.set("scott_pi", ratings.ScottPi())
	f.set("bennett_s", ratings.BennettS())
	f.set("randolph_kappa", ratings.RandolphKappa())
	f.set("fleiss_kappa", ratings.FleissKappa())
	for _, level := range agreement.Levels {
		f.set("alpha_"+string(level), ratings.Alpha(level))
	}
	for k, c := range ratings.Categories {
		f.set("fleiss_kappa/"+c.String(), ratings.FleissCategory(k))
	}
	return nil
}

func values(row []rating) []agreement.Value {
	list := make([]agreement.Value, len(row))
	for i, v := range row {
		list[i] = v.Value
	}
	return list
}

// numbers makes numbers of words if all of them are numerals, as in ratings
// that were once a table of text.
func numbers(rows [][]agreement.Value) {
	parsed := map[string]agreement.Value{}
	for _, row := range rows {
		for _, v := range row {
			if v.Missing() {
				continue
			}
			f, err := strconv.ParseFloat(v.String(), 64)
			if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
				return
			}
			parsed[v.String()] = agreement.Number(f)
		}
	}
	for _, row := range rows {
		for i, v := range row {
			if !v.Missing() {
				row[i] = parsed[v.String()]
			}
		}
	}
}

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
