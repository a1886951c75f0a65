package attribution

import (
	"bytes"
	"errors"
	"fmt"
)

// A stage is one of the choices that make an attribution. Each is a choice
// among candidates; the one with the highest score is taken.
type stage uint32

const (
	quoteStage  stage = iota // is this quotation a content by itself?
	voiceStage               // which word beside a quotation is its cue?
	cueStage                 // is this word a cue?
	sourceStage              // which words are its source?
	sideStage                // does the content stand before it, behind it, or around it?
	startStage               // where does the content behind it begin?
	endStage                 // and where does it end?
	leftStage                // where does the content before it begin?
	joinStage                // does this quotation go on with the one before?
)

// bits is how many bits of a hashed feature choose its weight.
const bits = 20

// step is what one unit of a weight counts.
const step = 1.0 / 8

// A Model is what was learned about one language: a small number for each
// hashed feature, and nothing else. No word can be read from it.
type Model struct {
	language string
	weights  []int8
}

// features are indices into the weights.
type features []uint32

// add appends the feature of a template with two values.
func (f *features) add(s stage, template, a, b uint32) {
	h := (uint32(s)<<8|template)*0x9E3779B1 ^ a*0x85EBCA6B ^ b*0xC2B2AE35
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 13
	h *= 0x297A2D39
	h ^= h >> 16
	*f = append(*f, h>>(32-bits))
}

// score is the sum of the weights; 0 without a model.
func (m *Model) score(f features) float64 {
	if m == nil {
		return 0
	}
	sum := 0
	for _, i := range f {
		sum += int(m.weights[i])
	}
	return float64(sum) * step
}

// bucket rounds a distance: near ones are kept, far ones share a number.
func bucket(n int) uint32 {
	switch {
	case n < 0:
		return 99
	case n < 6:
		return uint32(n)
	case n < 9:
		return 6
	case n < 13:
		return 7
	case n < 20:
		return 8
	case n < 35:
		return 9
	}
	return 10
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// magic begins the file of a model; the digit is the version of the features.
const magic = "quoth-attribution-1 "

// ErrModel means that bytes are not a model that this version can use.
var ErrModel = errors.New("not a model of this version")

// Encode gives the bytes of the model's file: a line with the language, then
// one byte for each weight.
func (m *Model) Encode() []byte {
	out := []byte(magic + m.language + "\n")
	for _, w := range m.weights {
		out = append(out, byte(w))
	}
	return out
}

// DecodeModel reads what Encode wrote. Its error wraps ErrModel.
func DecodeModel(data []byte) (*Model, error) {
	head, rest, ok := bytes.Cut(data, []byte("\n"))
	language, found := bytes.CutPrefix(head, []byte(magic))
	if !ok || !found || len(rest) != 1<<bits {
		return nil, fmt.Errorf("%d bytes: %w", len(data), ErrModel)
	}
	m := &Model{language: string(language), weights: make([]int8, len(rest))}
	for i, b := range rest {
		m.weights[i] = int8(b)
	}
	return m, nil
}

// Language is the language that the model was learned for.
func (m *Model) Language() string { return m.language }
