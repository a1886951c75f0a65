package local

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// errOtherVersion is about a record that is whole, but not of this program's
// time: a tab that was left open after an update meets it.
var errOtherVersion = fmt.Errorf("it was written by another version of Quoth, reload the page: %w", annotation.ErrInvalid)

// bodyOf checks a record's kind, version and checksum and returns what is
// between, as the one string that everything read from it is a part of.
func bodyOf(data []byte, kind byte) (string, error) {
	switch n := len(data) - checksumSize; {
	case n < 2:
		return "", fmt.Errorf("only %d bytes are left of the record: %w", len(data), annotation.ErrInvalid)
	case binary.LittleEndian.Uint32(data[n:]) != crc32.ChecksumIEEE(data[:n]):
		return "", fmt.Errorf("the checksum of %d bytes does not fit: %w", len(data), annotation.ErrInvalid)
	case data[0] != kind:
		return "", fmt.Errorf("the record is of kind %q instead of %q: %w", data[0], kind, annotation.ErrInvalid)
	case data[1] != codecVersion:
		return "", errOtherVersion
	default:
		return string(data[2:n]), nil
	}
}

// A decoder reads a body from front to back. After the first thing that is
// wrong everything reads as zero, and finish tells. No count is believed that
// the bytes that are left could not hold.
type decoder struct {
	s       string
	at      int
	symbols []string
	milli   int64
	wrong   string // what is wrong, or ""
	wrongAt int
}

func (d *decoder) fail(what string) {
	if d.wrong == "" {
		d.wrong, d.wrongAt = what, d.at
	}
	d.at = len(d.s)
}

func (d *decoder) finish() error {
	if d.wrong == "" && d.at != len(d.s) {
		d.fail("bytes are left over")
	}
	if d.wrong != "" {
		return fmt.Errorf("byte %d of the record: %s: %w", d.wrongAt, d.wrong, annotation.ErrInvalid)
	}
	return nil
}

func (d *decoder) byte() byte {
	if d.at >= len(d.s) {
		d.fail("it ends too early")
		return 0
	}
	d.at++
	return d.s[d.at-1]
}

// uint64 has a short way for numbers of one byte, which most are.
func (d *decoder) uint64() uint64 {
	if at := d.at; at < len(d.s) {
		if b := d.s[at]; b < 0x80 {
			d.at = at + 1
			return uint64(b)
		}
	}
	return d.long()
}

func (d *decoder) long() (v uint64) {
	s, shift := d.s[d.at:], 0
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		v |= uint64(s[i]&0x7F) << shift
		if s[i] < 0x80 {
			if shift == 63 && s[i] > 1 {
				break
			}
			d.at += i + 1
			return v
		}
		shift += 7
	}
	d.fail("a number is cut off or too large")
	return 0
}

func (d *decoder) int() int64 {
	v := d.uint64()
	return int64(v>>1) ^ -int64(v&1)
}

// count reads how many things of at least size bytes each follow.
func (d *decoder) count(size int) int {
	v := d.uint64()
	if v > uint64(len(d.s)-d.at)/uint64(size) {
		d.fail("more is announced than there are bytes")
		return 0
	}
	return int(v)
}

// length reads what the encoder's length wrote; there is false for nil.
func (d *decoder) length(size int) (n int, there bool) {
	v := d.uint64()
	if v == 0 {
		return 0, false
	}
	if v-1 > uint64(len(d.s)-d.at)/uint64(size) {
		d.fail("more is announced than there are bytes")
		return 0, false
	}
	return int(v - 1), true
}

func (d *decoder) text() string {
	n := d.uint64()
	if n > uint64(len(d.s)-d.at) {
		d.fail("a text is cut off")
		return ""
	}
	from := d.at
	d.at += int(n)
	return d.s[from:d.at]
}

func (d *decoder) symbol() string {
	if n := d.uint64(); n-1 < uint64(len(d.symbols)) {
		return d.symbols[n-1]
	} else if n > 0 {
		d.fail("a name is used before it is given")
		return ""
	}
	s := d.text()
	d.symbols = append(d.symbols, s)
	return s
}

func (d *decoder) time() time.Time {
	switch d.byte() {
	case zeroTime:
	case milliTime:
		d.milli += d.int()
		return time.UnixMilli(d.milli).UTC()
	case utcTime:
		return d.clock().UTC()
	case zoneTime:
		t := d.clock()
		offset := d.int()
		if offset <= -86400 || offset >= 86400 {
			d.fail("a time zone is a day or more from UTC")
			return time.Time{}
		}
		return t.In(time.FixedZone("", int(offset)))
	default:
		d.fail("a time of an unknown kind")
	}
	return time.Time{}
}

func (d *decoder) clock() time.Time {
	seconds, nanos := d.int(), d.uint64()
	if nanos >= 1e9 {
		d.fail("a second has too many parts")
		return time.Time{}
	}
	return time.Unix(seconds, int64(nanos))
}

func (d *decoder) score() float64 {
	if len(d.s)-d.at < 8 {
		d.fail("it ends too early")
		return 0
	}
	var b [8]byte
	copy(b[:], d.s[d.at:])
	d.at += 8
	return math.Float64frombits(binary.LittleEndian.Uint64(b[:]))
}

func (d *decoder) json(v any) {
	if s := d.text(); d.wrong == "" {
		if err := json.Unmarshal([]byte(s), v); err != nil {
			d.fail(err.Error())
		}
	}
}

func (d *decoder) dictionary() map[string]string {
	n := d.count(2)
	m := make(map[string]string, n)
	for range n {
		k := d.symbol()
		m[k] = d.text()
	}
	return m
}

func (d *decoder) span() text.Bytes {
	start := d.int()
	return text.Bytes{Start: text.Byte(start), End: text.Byte(start + d.int())}
}

func (d *decoder) places() []int {
	n, there := d.length(1)
	if !there {
		return nil
	}
	list := make([]int, n)
	last := 0
	for i := range list {
		last += int(d.int())
		list[i] = last
	}
	return list
}
