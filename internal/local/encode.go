package local

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"maps"
	"slices"
	"time"

	"quoth/internal/text"
)

// Articles and snapshots are kept in a binary form of our own, because JSON
// takes some ten times as long to read in a tab. A record is
//
//	kind, version, body, CRC-32 (IEEE, little endian) of all before
//
// with variable-length integers (encoding/binary) and strings as length and
// bytes. Decode slices every string out of one copy of the record, so that
// reading costs a few large allocations and not several for each annotation.
const (
	layerRecord   = 'L'
	articleRecord = 'A'
	codecVersion  = 1
	checksumSize  = 4
)

// What of an annotation or attribution follows, in one byte.
const (
	hasFields = 1 << iota
	hasNote
	hasTags
	hasClaim
	hasEvidence
	hasOrigin
	isNegated
)

// How a time is written: most are UTC in whole milliseconds, as the
// difference from the one before.
const (
	zeroTime = iota
	milliTime
	utcTime
	zoneTime
)

type encoder struct {
	buf     []byte
	symbols map[string]int // strings that come again and again, by number from 1
	milli   int64          // of the last time written
}

func newEncoder(kind byte) *encoder {
	return &encoder{buf: []byte{kind, codecVersion}, symbols: map[string]int{}}
}

func (e *encoder) record() []byte {
	return binary.LittleEndian.AppendUint32(e.buf, crc32.ChecksumIEEE(e.buf))
}

// Inlined, the following would double the size of the encoder in the binary,
// and writing a snapshot has time.

//go:noinline
func (e *encoder) uint(v int) { e.buf = binary.AppendUvarint(e.buf, uint64(v)) }

//go:noinline
func (e *encoder) int(v int64) { e.buf = binary.AppendVarint(e.buf, v) }

//go:noinline
func (e *encoder) byte(v byte) { e.buf = append(e.buf, v) }

//go:noinline
func (e *encoder) text(s string) { e.uint(len(s)); e.buf = append(e.buf, s...) }

// symbol writes a string that is likely to come again.
func (e *encoder) symbol(s string) {
	if n, known := e.symbols[s]; known {
		e.uint(n)
		return
	}
	e.symbols[s] = len(e.symbols) + 1
	e.uint(0)
	e.text(s)
}

// length writes how long a list is, and nil as something else than empty.
func length[T any](e *encoder, list []T) {
	if list == nil {
		e.uint(0)
		return
	}
	e.uint(len(list) + 1)
}

func (e *encoder) time(t time.Time) {
	switch utc := t.Location() == time.UTC; {
	case utc && t.IsZero():
		e.byte(zeroTime)
	case utc && time.UnixMilli(t.UnixMilli()).Equal(t):
		e.byte(milliTime)
		e.int(t.UnixMilli() - e.milli)
		e.milli = t.UnixMilli()
	case utc:
		e.byte(utcTime)
		e.int(t.Unix())
		e.uint(t.Nanosecond())
	default:
		_, offset := t.Zone()
		e.byte(zoneTime)
		e.int(t.Unix())
		e.uint(t.Nanosecond())
		e.int(int64(offset))
	}
}

func (e *encoder) json(v any) error {
	data, err := json.Marshal(v)
	e.text(string(data))
	return err
}

func (e *encoder) dictionary(m map[string]string) {
	e.uint(len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		e.symbol(k)
		e.text(m[k])
	}
}

func (e *encoder) span(s text.Bytes) {
	e.int(int64(s.Start))
	e.int(int64(s.Len()))
}

// places writes sequence numbers, as differences.
func (e *encoder) places(list []int) {
	length(e, list)
	last := 0
	for _, seq := range list {
		e.int(int64(seq - last))
		last = seq
	}
}
