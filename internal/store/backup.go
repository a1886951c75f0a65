package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"quoth/internal/annotation"
)

// A backup is JSON lines: a head, a line for each row, and an end that counts
// the rows and has the SHA-256 of all lines before it. It is the same for both
// databases, so that it leads from one to the other.
const backupVersion = 1

type backupLine struct {
	Backup int    `json:"quothBackup,omitempty"` // the version, in the first line
	Table  string `json:"table,omitempty"`
	Row    []any  `json:"row,omitempty"`
	Rows   int    `json:"rows,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// backed are the tables of a backup with their columns; blobs are base64 and
// every other column text or a whole number.
var backed = []struct {
	table, columns string
	kinds          string // t text, n number, b bytes; as many as columns
}{
	{"clock", "project, now", "tn"},
	{"record", "project, kind, id, owner, clock, body", "ttttnb"},
	{"operation", "project, layer, seq, id, owner, clock, at, body", "ttnttnnb"},
	{"handle", "hash, project, kind, id, owner, expires", "bttttn"},
	{"words", "project, kind, id, owner, body", "ttttt"},
}

// Backup writes everything as it is at one moment, while others write on.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	sum := sha256.New()
	out := bufio.NewWriter(io.MultiWriter(w, sum))
	lines := json.NewEncoder(out)
	if err := lines.Encode(backupLine{Backup: backupVersion}); err != nil {
		return err
	}
	tx, err := s.read.BeginTx(ctx, s.db.snapshot())
	if err != nil {
		return s.db.class(err)
	}
	defer tx.Rollback() // it has only read
	count := 0
	for _, t := range backed {
		rows, err := tx.QueryContext(ctx, `SELECT `+t.columns+` FROM `+t.table)
		if err != nil {
			return s.db.class(err)
		}
		for rows.Next() {
			row, into := cells(t.kinds)
			if err := rows.Scan(into...); err != nil {
				rows.Close()
				return s.db.class(err)
			}
			if err := lines.Encode(backupLine{Table: t.table, Row: row()}); err != nil {
				rows.Close()
				return err
			}
			count++
		}
		if err := rows.Err(); err != nil {
			return s.db.class(err)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(backupLine{Rows: count, SHA256: hex.EncodeToString(sum.Sum(nil))})
}

// cells are places to scan a row into, and how to take it out again.
func cells(kinds string) (row func() []any, into []any) {
	for _, k := range kinds {
		switch k {
		case 't':
			into = append(into, new(string))
		case 'n':
			into = append(into, new(int64))
		case 'b':
			into = append(into, new([]byte))
		}
	}
	return func() []any {
		list := make([]any, len(into))
		for i, p := range into {
			switch p := p.(type) {
			case *string:
				list[i] = *p
			case *int64:
				list[i] = *p
			case *[]byte:
				if *p != nil {
					list[i] = *p
				}
			}
		}
		return list
	}, into
}

// Restore fills an empty database with a backup, wholly or not at all, and
// gives it a new epoch. The error wraps annotation.ErrInvalid and names the
// line if the backup is damaged, and ErrConflict if the database holds
// something.
func (s *Store) Restore(ctx context.Context, r io.Reader) error {
	epoch := newEpoch()
	err := s.hand(ctx, &change{single: true, do: func(q *session) error { // the backup is read once
		q.ctx = ctx // it takes as long as it takes
		var some int
		if err := q.one(`SELECT count(*) FROM clock`, nil, &some); err != nil {
			return err
		}
		if some > 0 {
			return fmt.Errorf("database %s holds %d projects: restore into a new one: %w", s, some, annotation.ErrConflict)
		}
		if err := restore(q, r); err != nil {
			return err
		}
		_, err := q.exec(`UPDATE house SET value = $1 WHERE name = 'epoch'`, epoch)
		return err
	}})
	if err == nil {
		s.epoch = epoch
	}
	return err
}

func restore(q *session, r io.Reader) error {
	in := bufio.NewReaderSize(r, 1<<16)
	sum := sha256.New()
	rows := 0
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return fmt.Errorf("line %d: the backup ends here, before its last line: it was cut off: %w", number, annotation.ErrInvalid)
		}
		if err != nil {
			return err
		}
		var l backupLine
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		if err := d.Decode(&l); err != nil {
			return fmt.Errorf("line %d of the backup cannot be read (%v): %w", number, err, annotation.ErrInvalid)
		}
		switch {
		case number == 1 && l.Backup != backupVersion:
			return fmt.Errorf("line 1: this is no backup of Quoth, or one of a newer version: %w", annotation.ErrInvalid)
		case l.SHA256 != "":
			if l.Rows != rows || l.SHA256 != hex.EncodeToString(sum.Sum(nil)) {
				return fmt.Errorf("line %d: the backup is not as it was written, %d rows: %w", number, rows, annotation.ErrInvalid)
			}
			return nil
		case l.Table != "":
			if err := insert(q, l); err != nil {
				return fmt.Errorf("line %d of the backup: %w", number, err)
			}
			rows++
		}
		sum.Write(line)
	}
}

func insert(q *session, l backupLine) error {
	for _, t := range backed {
		if t.table != l.Table {
			continue
		}
		if len(l.Row) != len(t.kinds) {
			break
		}
		places := ""
		for i, k := range t.kinds {
			if i > 0 {
				places += ", "
			}
			places += fmt.Sprintf("$%d", i+1)
			var err error
			if l.Row[i], err = cell(k, l.Row[i]); err != nil {
				return err
			}
		}
		_, err := q.exec(`INSERT INTO `+t.table+` (`+t.columns+`) VALUES (`+places+`)`, l.Row...)
		return err
	}
	return fmt.Errorf("there is no table %q with %d columns: %w", l.Table, len(l.Row), annotation.ErrInvalid)
}

// cell turns what JSON holds into what the column does.
func cell(kind rune, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		if kind == 'b' {
			return []byte(nil), nil
		}
	case string:
		if kind == 't' {
			return v, nil
		}
		if kind == 'b' {
			var b []byte
			err := json.Unmarshal([]byte(`"`+v+`"`), &b)
			return b, err
		}
	case json.Number:
		if kind == 'n' {
			return v.Int64()
		}
	}
	return nil, fmt.Errorf("%v is not what its column holds: %w", v, annotation.ErrInvalid)
}
