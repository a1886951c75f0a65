package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"quoth/internal/annotation"
)

// read takes what was sent, JSON or a form, into a struct with JSON names.
func (c *call) read(into any) error {
	var large *http.MaxBytesError
	if c.form() {
		err := c.r.ParseMultipartForm(mostBody)
		if errors.Is(err, http.ErrNotMultipart) {
			err = c.r.ParseForm()
		}
		if errors.As(err, &large) {
			return errLarge
		}
		if err != nil {
			return fmt.Errorf("the form cannot be read (%v): %w", err, annotation.ErrInvalid)
		}
		return fill(reflect.ValueOf(into).Elem(), c.r.PostForm)
	}
	err := json.NewDecoder(c.r.Body).Decode(into)
	if errors.As(err, &large) {
		return errLarge
	}
	if err != nil {
		return fmt.Errorf("what was sent is not the JSON that is needed (%v): %w", err, annotation.ErrInvalid)
	}
	return nil
}

// all is what was sent, as it is.
func (c *call) all() ([]byte, error) {
	data, err := io.ReadAll(c.r.Body)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, errLarge
	}
	if err != nil {
		return nil, fmt.Errorf("what was sent has not come whole (%v): %w", err, errSyntax)
	}
	return data, nil
}

// fill puts the fields of a form where they belong.
func fill(v reflect.Value, form map[string][]string) error {
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		given := form[name]
		if len(given) == 0 || given[0] == "" {
			continue
		}
		switch f := v.Field(i); {
		case f.Type() == reflect.TypeFor[time.Time]():
			at, err := time.Parse("2006-01-02T15:04", given[0])
			if err != nil {
				return fmt.Errorf("%s: %q is no date and time: %w", name, given[0], annotation.ErrInvalid)
			}
			f.Set(reflect.ValueOf(at))
		case f.Kind() == reflect.String:
			f.SetString(strings.ReplaceAll(given[0], "\r\n", "\n"))
		case f.Kind() == reflect.Bool:
			f.SetBool(given[0] == "on" || given[0] == "true")
		case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.String:
			for _, one := range given {
				f.Set(reflect.Append(f, reflect.ValueOf(one).Convert(f.Type().Elem())))
			}
		}
	}
	return nil
}
