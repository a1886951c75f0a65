package e2e

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/chromedp/chromedp/kb"
)

// A key is one key of a keyboard of the United States, or a letter of another.
type key struct {
	name string // KeyboardEvent.key
	code string // KeyboardEvent.code; empty if no such keyboard has it
	text string // what it types; empty if nothing
	vk   int64  // the Windows virtual key code, which is KeyboardEvent.keyCode
	bidi string // its value in WebDriver: https://w3c.github.io/webdriver/#keyboard-actions
}

// modifiers are keys that are held, as the DevTools protocol counts them.
type modifiers int64

const (
	alt modifiers = 1 << iota
	control
	meta
	shift
)

// A modifier is a key that is held while another is pressed.
type modifier struct {
	key
	mask modifiers
}

// A chord is a key with what is held.
type chord struct {
	hold []modifier
	key  key
}

var holdable = map[string]modifier{
	"Alt":     {key{name: "Alt", code: "AltLeft", vk: 18, bidi: "\uE00A"}, alt},
	"Control": {key{name: "Control", code: "ControlLeft", vk: 17, bidi: "\uE009"}, control},
	"Meta":    {key{name: "Meta", code: "MetaLeft", vk: 91, bidi: "\uE03D"}, meta},
	"Shift":   {key{name: "Shift", code: "ShiftLeft", vk: 16, bidi: "\uE008"}, shift},
}

// named are the keys that type nothing, and those whose name is not what they type.
var named = map[string]key{
	"Enter":     {code: "Enter", text: "\r", vk: 13, bidi: "\uE006"},
	"Tab":       {code: "Tab", vk: 9, bidi: "\uE004"},
	"Escape":    {code: "Escape", vk: 27, bidi: "\uE00C"},
	"Backspace": {code: "Backspace", vk: 8, bidi: "\uE003"},
	"Delete":    {code: "Delete", vk: 46, bidi: "\uE017"},
	"Insert":    {code: "Insert", vk: 45, bidi: "\uE016"},
	"PageUp":    {code: "PageUp", vk: 33, bidi: "\uE00E"},
	"PageDown":  {code: "PageDown", vk: 34, bidi: "\uE00F"},
	"End":       {code: "End", vk: 35, bidi: "\uE010"},
	"Home":      {code: "Home", vk: 36, bidi: "\uE011"},

	"ArrowLeft":  {code: "ArrowLeft", vk: 37, bidi: "\uE012"},
	"ArrowUp":    {code: "ArrowUp", vk: 38, bidi: "\uE013"},
	"ArrowRight": {code: "ArrowRight", vk: 39, bidi: "\uE014"},
	"ArrowDown":  {code: "ArrowDown", vk: 40, bidi: "\uE015"},

	"ContextMenu": {code: "ContextMenu", vk: 93, bidi: "\uE05D"},
	"F1":          {code: "F1", vk: 112, bidi: "\uE031"},
	"F2":          {code: "F2", vk: 113, bidi: "\uE032"},
	"F6":          {code: "F6", vk: 117, bidi: "\uE036"},
	"F10":         {code: "F10", vk: 121, bidi: "\uE03A"},
}

// parseChord reads "Shift+ArrowRight", "Control++" or "?".
func parseChord(s string) (c chord, err error) {
	name := s
	for {
		before, after, found := strings.Cut(name, "+")
		if !found || before == "" || after == "" {
			break
		}
		m, ok := holdable[before]
		if !ok {
			return c, fmt.Errorf("key %q: %q is not held; Alt, Control, Meta and Shift are", s, before)
		}
		c.hold = append(c.hold, m)
		name = after
	}
	if k, ok := named[name]; ok {
		k.name = name
		c.key = k
		return c, nil
	}
	r, size := utf8.DecodeRuneInString(name)
	if size != len(name) || size == 0 {
		return c, fmt.Errorf("key %q: %q is neither one character nor a key of this list: see named", s, name)
	}
	for _, m := range c.hold {
		if m.mask == shift {
			r = shifted(r)
		}
	}
	plain := typed(r)
	c.key = plain.key
	if len(plain.hold) > 0 && !c.holds(shift) {
		c.hold = append(c.hold, plain.hold...)
	}
	return c, nil
}

func (c chord) holds(mask modifiers) bool {
	for _, m := range c.hold {
		if m.mask == mask {
			return true
		}
	}
	return false
}

// typed is how a character is typed: "?" is the key of the slash with Shift.
func typed(r rune) chord {
	switch r {
	case '\n':
		k := named["Enter"]
		k.name = "Enter"
		return chord{key: k}
	case '\t':
		k := named["Tab"]
		k.name = "Tab"
		return chord{key: k}
	}
	k, ok := kb.Keys[r]
	if !ok || k.Text == "" {
		return chord{key: key{name: string(r), text: string(r), bidi: string(r)}}
	}
	c := chord{key: key{name: k.Key, code: k.Code, text: k.Text, vk: k.Windows, bidi: string(r)}}
	if k.Shift {
		c.hold = []modifier{holdable["Shift"]}
	}
	return c
}

// shifted is what a character becomes with Shift.
func shifted(r rune) rune {
	plain, ok := kb.Keys[r]
	if !ok || plain.Shift {
		return r
	}
	for with, k := range kb.Keys {
		if k.Shift && k.Code == plain.Code && k.Text != "" {
			return with
		}
	}
	return r
}
