// Package wire writes what crosses between the page and its worker: JSON of a
// thousand annotations would hold up the screen's thread. Numbers are of
// variable length (encoding/binary), strings are their length and their bytes.
package wire

import (
	"encoding/binary"
	"fmt"
	"math"

	"quoth/internal/article"
)

// Bytes are a message. The writing methods append to it; the reading ones take
// from its front, and once something is wrong, the rest reads as nothing: see
// Finish.
type Bytes []byte

// Int writes a number that is not negative.
func (w *Bytes) Int(n int) { *w = binary.AppendUvarint(*w, uint64(n)) }

// Text writes a string.
func (w *Bytes) Text(s string) {
	w.Int(len(s))
	*w = append(*w, s...)
}

// Float writes a number in full.
func (w *Bytes) Float(v float64) { *w = binary.LittleEndian.AppendUint64(*w, math.Float64bits(v)) }

// broken is what nothing can be read from.
var broken = Bytes{0x80}

// Number reads what Int wrote, up to 2³¹.
func (w *Bytes) Number() int {
	n, size := binary.Uvarint(*w)
	if size <= 0 || n > math.MaxInt32 {
		*w = broken
		return 0
	}
	*w = (*w)[size:]
	return int(n)
}

// Count reads a number of things that follow, each of a byte at least, so that
// no number is believed for which there are no bytes.
func (w *Bytes) Count() int {
	n := w.Number()
	if n > len(*w) {
		*w = broken
		return 0
	}
	return n
}

// Cut reads what Text wrote.
func (w *Bytes) Cut() string { return string(w.cut()) }

// Known reads what Text wrote where the same few strings come again and again:
// each is made once.
func (w *Bytes) Known(before map[string]string) string {
	cut := w.cut()
	if s, known := before[string(cut)]; known {
		return s
	}
	s := string(cut)
	before[s] = s
	return s
}

func (w *Bytes) cut() []byte {
	n := w.Count()
	cut := (*w)[:n]
	*w = (*w)[n:]
	return cut
}

// Share reads what Float wrote.
func (w *Bytes) Share() float64 {
	if len(*w) < 8 {
		*w = broken
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(*w))
	*w = (*w)[8:]
	return v
}

// Finish reports whether everything was read and nothing was wrong. The error
// wraps article.ErrInvalid.
func (w *Bytes) Finish() error {
	if len(*w) > 0 {
		return fmt.Errorf("it did not arrive whole: %w", article.ErrInvalid)
	}
	return nil
}
