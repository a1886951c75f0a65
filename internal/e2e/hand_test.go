package e2e

import (
	"strings"
	"testing"
)

// hands are the two browsers, each as a tab of its own.
func hands(t *testing.T, test func(*testing.T, *Tab)) {
	t.Run("chromium", func(t *testing.T) { test(t, NewChromium(t).Tab) })
	t.Run("firefox", func(t *testing.T) { test(t, NewFirefox(t)) })
}

func TestADragSelectsExactlyTheWordsMeant(t *testing.T) {
	hands(t, func(t *testing.T, p *Tab) {
		p.Open(single(t, story))
		for _, c := range []struct{ name, from, to, want string }{
			{"inside a line", "mayor said", "said", "mayor said"},
			{"one letter", "m", "m", "m"},
			{"thin letters", "illit", "illit", "illit"},
			{"into a mark", "said the", "the bri", "said the bri"},
			{"out of a mark", "bridge is", "safe", "bridge is safe"},
			{"an emoji", "🙂", "🙂", "🙂"},
			{"over paragraphs", "added", "“Nobody", "added 🙂 twice.\n\n“Nobody"},
			{"right to left", "العمدة", "الجسر", "العمدة إن الجسر"},
			{"into right to left", "of Ostrel.", "قال العمدة", "of Ostrel.\n\nقال العمدة"},
			{"without spaces", "这座", "安全", "这座桥很安全"},
			{"out of the window", "很安全。", "Far below", "很安全。\n\nFar below"},
		} {
			p.Select(c.from, c.to)
			if got := p.Selected(); got != c.want {
				t.Errorf("%s: selected %q, want %q", c.name, got, c.want)
			}
		}
	})
}

func TestKeysComeAsAHandSendsThem(t *testing.T) {
	hands(t, func(t *testing.T, p *Tab) {
		p.Open(single(t, story))
		p.Do(`window.seen = [], addEventListener("keydown", e => seen.push([e.key, e.code, e.keyCode, e.shiftKey, e.ctrlKey].join(" ")))`)
		p.Press("?", "Control+z", "ArrowLeft")
		got := Eval[[]string](p, "seen")
		want := "Shift ShiftLeft 16 true false, ? Slash 191 true false, Control ControlLeft 17 false true, z KeyZ 90 false true, ArrowLeft ArrowLeft 37 false false"
		if strings.Join(got, ", ") != want {
			t.Errorf("keys = %s\nwant   %s", strings.Join(got, ", "), want)
		}
		p.Click("#speaker")
		p.Type("Ada Ö市?")
		p.Press("Backspace", "Shift+Home", "Control+c", "End", "Control+v")
		if got := Eval[string](p, "speaker.value"); got != "Ada Ö市Ada Ö市" {
			t.Errorf("typed %q", got)
		}
		p.Select("mayor", "mayor")
		p.Press("Shift+ArrowRight", "Shift+ArrowRight")
		if got := p.Selected(); got != "mayor s" {
			t.Errorf("selected %q", got)
		}
	})
}

func TestThingsAreFoundByNameWordsAndSelector(t *testing.T) {
	hands(t, func(t *testing.T, p *Tab) {
		p.Open(single(t, story))
		p.Do(`addEventListener("click", e => document.title = e.target.id || e.target.localName)`)
		p.Click(Named("button", "Mark as claim"))
		p.WaitFor(`document.title === "mark"`)
		p.Click(Words("the bridge is"))
		p.WaitFor(`document.title === "mark" && getSelection().isCollapsed`)
		p.Click(Named("textbox", "Speaker"))
		p.WaitFor(`document.title === "speaker"`)
		p.WaitText("h1", "bridge")
		p.WaitGone(Named("button", "Never"))
		p.DoubleClick(Words("resident"))
		if got := strings.TrimSpace(p.Selected()); got != "resident" {
			t.Errorf("a double click selected %q", got)
		}
		p.Do(`mark.onmouseover = () => document.title = "over"`)
		p.Hover("#mark")
		p.WaitFor(`document.title === "over"`)
		if got := p.Text(Words("Far below")); got != "Far below" {
			t.Errorf("text = %q", got)
		}
	})
}

func TestAChordThatNoHandCanPressIsRefused(t *testing.T) {
	for _, s := range []string{"Ctrl+z", "Left", "", "ab"} {
		if _, err := parseChord(s); err == nil {
			t.Errorf("%q was taken", s)
		}
	}
	for s, want := range map[string]string{"+": "+", "Control++": "+", "Shift+z": "Z", "?": "?", "Shift+/": "?"} {
		if c, err := parseChord(s); err != nil || c.key.name != want {
			t.Errorf("%q is the key %q, %v; want %q", s, c.key.name, err, want)
		}
	}
}
