package compare

import (
	"fmt"

	"quoth/internal/article"
	"quoth/internal/wire"
)

// Ask is the name under which the browser's worker compares two texts, the
// question being what Question writes and the answer what Encode does.
const Ask = "compare"

// Question is two texts as bytes.
func Question(earlier, later string) []byte {
	var w wire.Bytes
	w.Text(earlier)
	w.Text(later)
	return w
}

// Answer compares the two texts of a Question. The error wraps
// article.ErrInvalid.
func Answer(question []byte) ([]byte, error) {
	w := wire.Bytes(question)
	earlier, later := w.Cut(), w.Cut()
	if err := w.Finish(); err != nil {
		return nil, err
	}
	return Encode(Texts(earlier, later)), nil
}

// Encode is rows as bytes.
func Encode(rows []Row) []byte {
	var w wire.Bytes
	w.Int(len(rows))
	for _, r := range rows {
		w.Int(r.Old + 1)
		w.Int(r.New + 1)
		w.Int(r.Moved + 1)
		w.Int(len(r.Pieces))
		for _, p := range r.Pieces {
			w.Int(int(p.Op))
			w.Text(p.Text)
		}
	}
	return w
}

// Decode reads what Encode wrote. The error wraps article.ErrInvalid.
func Decode(data []byte) ([]Row, error) {
	w := wire.Bytes(data)
	rows := make([]Row, w.Count())
	for i := range rows {
		rows[i] = Row{Old: w.Number() - 1, New: w.Number() - 1, Moved: w.Number() - 1, Pieces: make([]Piece, w.Count())}
		for k := range rows[i].Pieces {
			rows[i].Pieces[k] = Piece{Op(w.Number()), w.Cut()}
		}
	}
	if err := w.Finish(); err != nil {
		return nil, err
	}
	for i, r := range rows {
		if r.Moved >= len(rows) || r.Moved >= 0 && rows[r.Moved].Moved != i {
			return nil, fmt.Errorf("row %d has moved to row %d, which does not say so: %w", i, r.Moved, article.ErrInvalid)
		}
	}
	return rows, nil
}
