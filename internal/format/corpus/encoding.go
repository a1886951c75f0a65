package corpus

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// A decoder makes a document of a record: see Format.
type decoder = func(Record) (*format.Document, []foreign.Fault)

// inUTF8 refuses records in another encoding, which readers would take for
// other characters.
func inUTF8(decode decoder) decoder {
	return func(r Record) (*format.Document, []foreign.Fault) {
		if !utf8.Valid(r.Data) {
			return nil, []foreign.Fault{{What: "a byte of it is not UTF-8: save the file as UTF-8"}}
		}
		return decode(r)
	}
}

// inJSON refuses half a surrogate pair besides, which JavaScript leaves where
// it cuts an emoji, and encoding/json reads as another character.
func inJSON(decode decoder) decoder {
	return inUTF8(func(r Record) (*format.Document, []foreign.Fault) {
		if half := halfPair(r.Data); half != "" {
			return nil, []foreign.Fault{{What: half + " is half a character: an emoji was cut in two, so that offsets behind it cannot be trusted"}}
		}
		return decode(r)
	})
}

// halfPair is the first escape in JSON that is one half of a surrogate pair,
// or empty.
func halfPair(data []byte) string {
	for {
		i := bytes.IndexByte(data, '\\')
		if i < 0 || i+1 >= len(data) {
			return ""
		}
		if data[i+1] != 'u' || i+6 > len(data) {
			data = data[i+2:]
			continue
		}
		escape := string(data[i : i+6])
		data = data[i+6:]
		unit, err := strconv.ParseUint(escape[2:], 16, 16)
		switch {
		case err != nil || unit < 0xD800 || unit > 0xDFFF:
			continue
		case unit >= 0xDC00 || !bytes.HasPrefix(data, []byte(`\u`)) || len(data) < 6:
			return escape
		}
		second, err := strconv.ParseUint(string(data[2:6]), 16, 16)
		if err != nil || second < 0xDC00 || second > 0xDFFF {
			return escape
		}
		data = data[6:]
	}
}
