package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/conll"
	"quoth/internal/format/webanno"
)

// MaxRecord bounds the memory that one record takes, in bytes.
const MaxRecord = 64 << 20

// Records divides a file into its records, one after the other. What is too
// long is passed over without being kept, and told in its record. The error of
// the reader itself is told in the last record. Data belongs to the caller.
func (f Format) Records(in io.Reader) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		switch f.Division {
		case OneALine:
			for line, err := range numbered(in) {
				if err == nil && len(bytes.TrimSpace(line.Data)) == 0 {
					continue
				}
				line.Data = bytes.Clone(line.Data)
				line.Err = err
				if !yield(line) {
					return
				}
			}
		case Started:
			started(in, yield)
		default:
			data, err := io.ReadAll(io.LimitReader(in, MaxRecord+1))
			if len(data) > MaxRecord {
				data, err = nil, tooLong()
			}
			yield(Record{Line: 1, Data: data, Err: err})
		}
	}
}

func tooLong() error {
	return fmt.Errorf("it is longer than %d MiB: divide it: %w", MaxRecord>>20, annotation.ErrInvalid)
}

// numbered reads lines, with their ends. Their data is good until the next.
func numbered(in io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		r := bufio.NewReaderSize(in, 1<<18)
		var line []byte
		for number := 1; ; number++ {
			line = line[:0]
			var long error
			for {
				part, err := r.ReadSlice('\n')
				if len(line)+len(part) > MaxRecord {
					long = tooLong()
				}
				if long == nil {
					line = append(line, part...)
				}
				if errors.Is(err, bufio.ErrBufferFull) {
					continue
				}
				if err != nil && !errors.Is(err, io.EOF) {
					yield(Record{Line: number}, err)
					return
				}
				if long != nil {
					line = line[:0]
				}
				more := true
				if len(line) > 0 || long != nil {
					more = yield(Record{Line: number, Data: line}, long)
				}
				if err != nil || !more {
					return
				}
				break
			}
		}
	}
}

// started divides by the lines that begin a document.
func started(in io.Reader, yield func(Record) bool) {
	r := Record{Line: 1}
	for line, err := range numbered(in) {
		if strings.HasPrefix(string(line.Data[:min(len(line.Data), len(conll.Start))]), conll.Start) && len(bytes.TrimSpace(r.Data)) > 0 {
			if !yield(r) {
				return
			}
			r = Record{Line: line.Line}
		}
		if err == nil && len(r.Data)+len(line.Data) > MaxRecord {
			err = tooLong()
		}
		if r.Err == nil {
			r.Err = err
		}
		if r.Err == nil {
			r.Data = append(r.Data, line.Data...)
		}
	}
	if len(bytes.TrimSpace(r.Data)) > 0 || r.Err != nil {
		yield(r)
	}
}

// Each is the documents that a format needs records for: the document itself,
// or one for each layer where a record holds one.
func (f Format) Each(d *format.Document) []*format.Document {
	if f.Layers || len(d.Layers) < 2 {
		return []*format.Document{d}
	}
	var list []*format.Document
	for _, l := range d.Layers {
		one := *d
		one.Layers = []*annotation.Layer{l}
		list = append(list, &one)
	}
	return list
}

// Guess is the format that a file is in, by its name and, where that does not
// tell, by how it begins: some hundred bytes are enough.
func Guess(name string, begin []byte) (Format, bool) {
	name = strings.ToLower(name)
	id := ""
	switch {
	case bytes.HasPrefix(bytes.TrimPrefix(begin, []byte("\uFEFF")), []byte(webanno.Start)):
		id = "webanno"
	case bytes.Contains(begin[:min(len(begin), 4096)], []byte("<TEI")), strings.HasSuffix(name, ".tei"):
		id = "tei"
	case strings.HasSuffix(name, ".ann"):
		id = "brat"
	case strings.HasSuffix(name, ".conll"), strings.HasSuffix(name, ".iob"), strings.HasSuffix(name, ".bio"):
		id = "conll"
	case strings.HasSuffix(name, ".csv"):
		id = "csv"
	case strings.HasSuffix(name, ".tsv"), strings.HasSuffix(name, ".tab"):
		id = "tsv"
	case strings.HasSuffix(name, ".jsonld"):
		id = "w3c"
	default:
		id = begun(string(begin))
	}
	return Find(id)
}

// isHeader reports whether a line names the columns of a table.
func isHeader(line, sep string) bool {
	names := strings.Split(strings.TrimRight(line, "\r"), sep)
	return slices.Contains(names, "label") && slices.Contains(names, "start") && slices.Contains(names, "end")
}

// begun tells the formats in JSON apart by the names in the first line.
func begun(s string) string {
	line, _, more := strings.Cut(strings.TrimSpace(strings.TrimPrefix(s, "\uFEFF")), "\n")
	has := func(names ...string) bool {
		for _, n := range names {
			if !strings.Contains(line, `"`+n+`"`) {
				return false
			}
		}
		return true
	}
	switch {
	case strings.HasPrefix(line, conll.Start):
		return "conll"
	case strings.Contains(s, `"%TYPES"`), strings.Contains(s, `"%FEATURE_STRUCTURES"`):
		return "cas"
	case strings.Contains(s, "www.w3.org/ns/anno.jsonld"), strings.Contains(s, `"AnnotationPage"`), strings.Contains(s, `"AnnotationCollection"`):
		return "w3c"
	case isHeader(line, ","):
		return "csv"
	case isHeader(line, "\t"):
		return "tsv"
	case strings.HasPrefix(line, "["), strings.Contains(s, `"data"`) && strings.Contains(s, `"result"`):
		return "labelstudio"
	case !strings.HasPrefix(line, "{"):
		return ""
	case strings.Contains(s, `"rows"`) && strings.Contains(s, `"total"`):
		return "hypothesis"
	case more && strings.TrimSpace(line) == "{":
		return "json"
	case has("format", "offsetUnit"):
		return "jsonl"
	case has("tokens", "labels"):
		return "cofenet"
	case has("text", "start_offset"), has("text", "label"), has("text", "entities"):
		if !has("spans") {
			return "doccano"
		}
		return "prodigy"
	case has("text"):
		return "prodigy"
	}
	return ""
}
