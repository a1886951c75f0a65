// Package weights holds what quoth train has learned, for programs that carry
// it with them. The browser loads the same files when they are first wanted.
// CARD.md says what they were learned from and how they score.
package weights

import (
	"embed"
	"strings"
	"sync"

	"quoth/internal/suggest/attribution"
)

//go:embed *.weights
var files embed.FS

var (
	decoded  = map[string]*attribution.Model{}
	decoding sync.Mutex
)

// Of returns the model of a language (BCP 47, of which the first part counts),
// or nil if none was learned. It is read once, and may be used by several
// goroutines.
func Of(language string) *attribution.Model {
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	decoding.Lock()
	defer decoding.Unlock()
	m, ok := decoded[language]
	if ok {
		return m
	}
	if data, err := files.ReadFile(language + ".weights"); err == nil {
		m, _ = attribution.DecodeModel(data) // a test decodes every file
	}
	decoded[language] = m
	return m
}
