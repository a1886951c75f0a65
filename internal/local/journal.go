package local

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"strconv"

	"quoth/internal/annotation"
	"quoth/internal/editor"
)

// A Record is a transaction with its place in the journal of a layer.
type Record struct {
	Seq         int // from 1, without gaps
	Transaction editor.Transaction
}

// checksumDigits is how many hexadecimal digits of CRC-32 and one space stand
// in front of a record's JSON, which a person can still read.
const checksumDigits = 8

func encodeTransaction(tx editor.Transaction) ([]byte, error) {
	data, err := json.Marshal(tx)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be written to the journal: %w", tx.Label, err)
	}
	sum := strconv.FormatUint(1<<32|uint64(crc32.ChecksumIEEE(data)), 16)[1:]
	return append([]byte(sum+" "), data...), nil
}

// decodeTransaction reads what encodeTransaction wrote. The error wraps
// ErrInvalid.
func decodeTransaction(data []byte) (tx editor.Transaction, err error) {
	if len(data) <= checksumDigits {
		return tx, fmt.Errorf("only %d bytes are left: %w", len(data), annotation.ErrInvalid)
	}
	sum, err := strconv.ParseUint(string(data[:checksumDigits]), 16, 32)
	body := data[checksumDigits+1:]
	if err != nil || uint32(sum) != crc32.ChecksumIEEE(body) {
		return tx, fmt.Errorf("the checksum of %d bytes does not fit: %w", len(body), annotation.ErrInvalid)
	}
	if err := json.Unmarshal(body, &tx); err != nil {
		return tx, fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
	}
	return tx, nil
}

// Append writes a transaction to the journal of a layer, behind the record
// after, and returns its own number. When it returns nil the transaction is
// durable. The error wraps ErrConflict if another tab has written there
// first (see Since), ErrFull if there is no space, and ErrNotFound if there is
// no such layer.
//
// What is written does not depend on how much the layer holds.
func (l *Library) Append(ctx context.Context, id annotation.LayerID, after int, tx editor.Transaction) (seq int, err error) {
	data, err := encodeTransaction(tx)
	if err != nil {
		return 0, err
	}
	// Reading costs as much as writing, and a page that is being left has time
	// for one of the two. What was seen last still stands if the record below
	// can be added.
	entry := l.last
	if entry.ID != id || entry.Seq != after {
		if entry, err = l.layerEntry(ctx, id); err != nil {
			return 0, err
		}
	}
	if entry.Seq < after {
		return 0, fmt.Errorf("the journal of layer %s ends with record %d and not with %d, reload the page: %w", id, entry.Seq, after, annotation.ErrInvalid)
	}
	entry.take(after+1, tx, len(data))
	index, err := json.Marshal(entry)
	if err != nil {
		return 0, err
	}
	err = l.store.Write(ctx, Add(journalPrefix(id)+padded(after+1), data), Put(indexLayerKey(id), index))
	if err != nil {
		l.last = LayerEntry{}
		return 0, fmt.Errorf("record %d of layer %s: %w", after+1, id, err)
	}
	l.last = entry
	return after + 1, nil
}

func (l *Library) layerEntry(ctx context.Context, id annotation.LayerID) (e LayerEntry, err error) {
	data, err := l.store.Get(ctx, indexLayerKey(id))
	if err != nil {
		return e, fmt.Errorf("layer %s: %w", id, err)
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return e, fmt.Errorf("the entry of layer %s is damaged (%v): %w", id, err, annotation.ErrInvalid)
	}
	return e, nil
}

// take follows a transaction of size bytes.
func (e *LayerEntry) take(seq int, tx editor.Transaction, size int) {
	e.Seq = seq
	e.Size += int64(size)
	if tx.At.After(e.Modified) {
		e.Modified = tx.At
	}
	for _, c := range tx.Changes {
		if a := c.Annotation; a != nil && a.Before == nil {
			e.Annotations++
		} else if a != nil && a.After == nil {
			e.Annotations--
		}
		if b := c.Blind; b != nil {
			e.Blind = b.After.Hides()
		}
		if s := c.Scheme; s != nil && s.After != nil {
			e.Scheme, e.SchemeName = s.After.ID, s.After.Name
		}
	}
}

// Since returns the journal's records behind the one numbered after, in order.
// If one is damaged or missing, it returns those in front of it and an error
// that wraps ErrInvalid.
func (l *Library) Since(ctx context.Context, id annotation.LayerID, after int) ([]Record, error) {
	prefix := journalPrefix(id)
	entries, err := l.store.List(ctx, prefix, prefix+padded(after), 0)
	if err != nil {
		return nil, err
	}
	records := make([]Record, 0, len(entries))
	for i, e := range entries {
		next := after + 1 + i
		if seq, ok := seqOf(e.Key, prefix); !ok || seq != next {
			return records, fmt.Errorf("record %d of layer %s is missing from the journal: %w", next, id, annotation.ErrInvalid)
		}
		tx, err := decodeTransaction(e.Value)
		if err != nil {
			return records, fmt.Errorf("record %d of layer %s is damaged: %w", next, id, err)
		}
		records = append(records, Record{next, tx})
	}
	return records, nil
}

// Record returns one transaction of the journal, however old. The error wraps
// ErrNotFound if there is none of that number and ErrInvalid if it is damaged.
func (l *Library) Record(ctx context.Context, id annotation.LayerID, seq int) (editor.Transaction, error) {
	data, err := l.store.Get(ctx, journalPrefix(id)+padded(seq))
	if err != nil {
		return editor.Transaction{}, fmt.Errorf("record %d of layer %s: %w", seq, id, err)
	}
	tx, err := decodeTransaction(data)
	if err != nil {
		return tx, fmt.Errorf("record %d of layer %s is damaged, it cannot be undone: %w", seq, id, err)
	}
	return tx, nil
}

// setAside is the operations that move the journal's records behind the one
// numbered last to where nothing reads them but a person, so that the journal
// can go on.
func (l *Library) setAside(ctx context.Context, id annotation.LayerID, last int) (ops []Op, err error) {
	prefix := journalPrefix(id)
	entries, err := l.store.List(ctx, prefix, prefix+padded(last), 0)
	for _, e := range entries {
		ops = append(ops, Put(damagedPrefix(id)+e.Key[len(prefix):], e.Value), Delete(e.Key))
	}
	return ops, err
}
