package local

import (
	"context"
	"errors"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

func TestOwnSchemesAreKept(t *testing.T) {
	l, ctx := NewLibrary(NewMemory()), context.Background()
	names := func() (all string) {
		list, err := l.Schemes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			all += s.Name + " "
		}
		return all
	}
	mine := scheme.Preset(scheme.Default).Clone()
	mine.ID, mine.Name = "mine", "Mine"
	other := mine.Clone()
	other.ID, other.Name = "other", "Another"
	for _, s := range []*scheme.Scheme{mine, other} {
		if err := l.PutScheme(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	mine.Name, mine.Version = "Yours", 2
	if err := l.PutScheme(ctx, mine); err != nil || names() != "Another Yours " {
		t.Errorf("%v: %s", err, names())
	}
	broken := mine.Clone()
	broken.Labels[1].Key = broken.Labels[0].Key
	if err := l.PutScheme(ctx, broken); !errors.Is(err, annotation.ErrInvalid) || names() != "Another Yours " {
		t.Errorf("%v: %s", err, names())
	}
	if err := l.RemoveScheme(ctx, "other"); err != nil || names() != "Yours " {
		t.Errorf("%v: %s", err, names())
	}
	if err := l.SetSetting(ctx, schemesSetting, `[{"id":"x"}]`); err != nil {
		t.Fatal(err)
	}
	if list, err := l.Schemes(ctx); !errors.Is(err, annotation.ErrInvalid) || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if err := l.PutScheme(ctx, mine); err == nil {
		t.Error("what could not be read was overwritten")
	}
}
