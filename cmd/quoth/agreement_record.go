package main

import (
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
