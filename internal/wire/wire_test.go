package wire

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWhatIsWrittenIsReadAndNothingLess(t *testing.T) {
	known := map[string]string{}
	rapid.Check(t, func(t *rapid.T) {
		n, s, v := rapid.IntRange(0, 1<<31-1).Draw(t, "number"), rapid.String().Draw(t, "text"), rapid.Float64().Draw(t, "share")
		var w Bytes
		w.Int(n)
		w.Text(s)
		w.Float(v)
		r := append(Bytes(nil), w...)
		again := append(Bytes(nil), w...)
		again.Number()
		if b := again.Known(known); b != s {
			t.Fatalf("%q came back as %q", s, b)
		}
		if a, b, c := r.Number(), r.Cut(), r.Share(); a != n || b != s || c != v || r.Finish() != nil {
			t.Fatalf("%d, %q, %v came back as %d, %q, %v, %v", n, s, v, a, b, c, r.Finish())
		}
		cut := append(Bytes(nil), w[:rapid.IntRange(0, len(w)-1).Draw(t, "cut")]...)
		cut.Number()
		_ = cut.Cut()
		cut.Share()
		if cut.Finish() == nil {
			t.Fatalf("%d of %d bytes are taken for the whole", len(cut), len(w))
		}
	})
}

func TestNoCountIsBelievedWithoutBytes(t *testing.T) {
	var w Bytes
	w.Int(1 << 30)
	if n := w.Count(); n != 0 || w.Finish() == nil {
		t.Errorf("a count of %d is believed", n)
	}
}
