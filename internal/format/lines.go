package format

import "io"

// WriteLine writes the native format in one line, for files that hold many
// documents, one a line (JSON lines). Read reads each. Errors are those of
// Write.
func WriteLine(w io.Writer, d *Document) error {
	e := &encoder{oneLine: true}
	e.document(d)
	return e.flush(w)
}
