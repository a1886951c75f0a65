//go:build !js

package corpus

import (
	"io"

	"quoth/internal/format"
	"quoth/internal/format/parquet"
)

// terminal are the formats that a browser does not write: what Parquet needs
// is larger than all the rest of a program.
func terminal() []Format {
	return []Format{
		{
			ID: "parquet", Name: "Parquet", Extension: ".parquet", MediaType: "application/vnd.apache.parquet", Offsets: "code points and UTF-16",
			Keeps: parquet.Keeps, Layers: true, Division: Together,
			Row:   func(d *format.Document) (any, error) { return parquet.RowOf(d) },
			Begin: func(w io.Writer) Sheet { return parquet.NewWriter(w) },
		},
		{
			ID: "dataset", Name: "Dataset folder", Extension: ".jsonl", MediaType: "application/jsonl", Offsets: "code points and UTF-16",
			Keeps: without(), Layers: true, Division: Dataset, Encode: written(format.WriteLine),
			Row:   func(d *format.Document) (any, error) { return parquet.RowOf(d) },
			Begin: func(w io.Writer) Sheet { return parquet.NewWriter(w) },
		},
	}
}
