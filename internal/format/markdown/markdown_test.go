package markdown

import (
	"bytes"
	"testing"

	"quoth/internal/format/formattest"
)

func TestThePageIsThis(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, formattest.Sample(t)); err != nil {
		t.Fatal(err)
	}
	formattest.Golden(t, "sample.md", b.Bytes())
}
