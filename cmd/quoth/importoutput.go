package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// openOutput opens the file that articles are written to. If it is to be
// resumed, a last line that was cut is taken off, and the ids in it are given
// back.
func openOutput(name string, resume bool) (*os.File, map[string]bool, error) {
	if !resume {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%s is there already: go on with --resume, remove it, or name another with --output", name)
		}
		return f, nil, err
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, nil, err
	}
	ids, whole, err := readIDs(f)
	if err == nil {
		err = f.Truncate(whole)
	}
	if err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err != nil {
		_ = f.Close()
		return nil, nil, fmt.Errorf("%s%w", name, err)
	}
	return f, ids, nil
}

// readIDs gives the ids of the lines that are whole, and how many bytes these
// are. A line without an end, or a last one that is no JSON, was cut.
func readIDs(f io.Reader) (ids map[string]bool, whole int64, err error) {
	ids = map[string]bool{}
	b := bufio.NewReaderSize(f, 1<<16)
	for line := 1; ; line++ {
		data, err := b.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return ids, whole, nil
		} else if err != nil {
			return nil, 0, fmt.Errorf(":%d: %w", line, err)
		}
		var r struct {
			ID string `json:"id"`
		}
		if json.Unmarshal(data, &r) != nil || r.ID == "" {
			if _, err := b.Peek(1); errors.Is(err, io.EOF) {
				return ids, whole, nil
			}
			return nil, 0, fmt.Errorf(":%d: this is no line that import has written, so it cannot be resumed", line)
		}
		ids[r.ID] = true
		whole += int64(len(data))
	}
}
