package scheme

import (
	"embed"
	"path"
	"sync"
)

//go:embed presets/*.json
var files embed.FS

// Default is the ID of the preset that a new reader begins with.
const Default ID = "quick-read"

// order is how the presets are offered.
var order = []ID{"quick-read", "attribution", "direct-quotes", "fact-opinion-prediction", "check-worthiness", "checkthat", "fact-check", "sources", "reasoning", "sift", "article-form"}

// Not a sync.OnceValue: a variable's function, and the reader of JSON with it,
// would be in every program that knows what a scheme is.
var (
	presets []*Scheme
	reading sync.Once
)

func readPresets() {
	for _, id := range order {
		data, err := files.ReadFile(path.Join("presets", id+".json"))
		if err != nil {
			panic(err) // the files are part of the program, and a test reads them
		}
		s, err := Decode(data)
		if err != nil {
			panic(err)
		}
		presets = append(presets, s)
	}
}

// Presets returns the schemes that come with the program. They must not be
// modified.
func Presets() []*Scheme {
	reading.Do(readPresets)
	return presets
}

// Preset returns the preset with the ID, or nil.
func Preset(id ID) *Scheme {
	for _, s := range Presets() {
		if s.ID == id {
			return s
		}
	}
	return nil
}
