//go:build js && wasm

package app

import (
	"encoding/json"
	"syscall/js"

	"quoth/internal/browser"
)

// settings are the reader's habits. They are kept in local storage and not in
// the library, because the page must know them before it is first painted:
// web/early.js reads the same entry.
type settings struct {
	Theme   string `json:"theme"` // "" follows the system; "light", "sepia", "dark"
	Size    int    `json:"size"`  // of the text, in steps from -3 to 6
	Width   int    `json:"width"` // of the column, in steps from -2 to 3
	Face    string `json:"face"`  // "serif", "sans", "legible"
	Letters bool   `json:"letters"`
	Words   bool   `json:"words"` // selections snap to whole words
	Alone   bool   `json:"alone"` // no suggestions
	Here    bool   `json:"here"`  // web pages are read in the tab and not sent to the server
	Blind   bool   `json:"blind"` // articles opened from now on are read blind
	// Pictures are fetched from their publishers, who then know the reader.
	Pictures bool   `json:"pictures"`
	Creator  string `json:"creator"` // the pseudonym that goes into annotations
}

const settingsKey = "quoth.appearance"

func loadSettings() settings {
	s := settings{Face: "serif", Letters: true}
	if stored := browser.LocalItem(settingsKey); stored != "" {
		// A damaged entry is worth no more than the habits themselves: the
		// reader sets them again.
		_ = json.Unmarshal([]byte(stored), &s)
	}
	return s
}

// change edits the settings, keeps them and shows them.
func (d *desk) change(edit func(*settings)) {
	edit(&d.settings)
	stored, err := json.Marshal(d.settings)
	if err == nil {
		browser.SetLocalItem(settingsKey, string(stored))
	}
	d.settings.apply()
	d.changed(onView)
	d.reflowed()
}

// apply puts the settings on the page, where the stylesheet finds them.
func (s settings) apply() {
	data := browser.Document().Get("documentElement").Get("dataset")
	for name, value := range map[string]any{"theme": s.Theme, "face": s.Face, "size": s.Size, "width": s.Width} {
		data.Set(name, js.ValueOf(value))
	}
}
