package local

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// schemesSetting holds the reader's own schemes as an array.
const schemesSetting = "schemes"

// Schemes are the reader's own, by name. An error that wraps
// annotation.ErrInvalid names one that cannot be read; the schemes are then the
// others.
func (l *Library) Schemes(ctx context.Context) (list []*scheme.Scheme, err error) {
	kept, err := l.Setting(ctx, schemesSetting)
	if err != nil || kept == "" {
		return nil, err
	}
	var each []json.RawMessage
	if err := json.Unmarshal([]byte(kept), &each); err != nil {
		return nil, fmt.Errorf("your schemes cannot be read from this browser's storage: %v: %w", err, annotation.ErrInvalid)
	}
	for _, data := range each {
		s, one := scheme.Decode(data)
		if one != nil {
			err = fmt.Errorf("one of your schemes cannot be read from this browser's storage: %w", one)
			continue
		}
		list = append(list, s)
	}
	return list, err
}

// PutScheme keeps a scheme in the place of another version of it. The error
// wraps annotation.ErrInvalid if it is none that can be used.
func (l *Library) PutScheme(ctx context.Context, s *scheme.Scheme) error {
	if err := s.Check(); err != nil {
		return err
	}
	return l.putSchemes(ctx, s.ID, s)
}

// RemoveScheme takes a scheme away. Layers that were made under it keep it.
func (l *Library) RemoveScheme(ctx context.Context, id scheme.ID) error {
	return l.putSchemes(ctx, id, nil)
}

func (l *Library) putSchemes(ctx context.Context, id scheme.ID, next *scheme.Scheme) error {
	list, err := l.Schemes(ctx)
	if err != nil {
		return err // what cannot be read is not overwritten
	}
	list = slices.DeleteFunc(list, func(o *scheme.Scheme) bool { return o.ID == id })
	if next != nil {
		list = append(list, next)
	}
	slices.SortFunc(list, func(a, b *scheme.Scheme) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return l.SetSetting(ctx, schemesSetting, string(data))
}
