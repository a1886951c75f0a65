package e2e

import "testing"

// phone is a sample article as it is read on a phone.
func phone(t *testing.T) *Chromium {
	t.Helper()
	c := NewChromium(t)
	c.Look(Look{Width: 390, Height: 780, Scale: 2, Phone: true})
	c.Open(Start(t).URL + "/read/harbour-bridge")
	c.WaitFor(`document.documentElement.dataset.quoth === "ready"`)
	return c
}

func TestAFingerMarksWithTheBarBelowTheSelection(t *testing.T) {
	c := phone(t)
	c.TouchSelect("Nobody", "vote for it")
	c.WaitFor(barText + ` !== ""`)
	// The system's menu stands above a selection, its handles hang below.
	c.WaitFor(`(() => { const b = document.getElementById("bar").getBoundingClientRect(), s = getSelection().getRangeAt(0).getBoundingClientRect(); return b.top >= s.bottom + 15 && b.top < s.bottom + 60 && b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight; })()`)
	if small := Eval[int](c, `[...document.querySelectorAll("#bar button")].filter(b => b.getBoundingClientRect().height < 44).length`); small > 0 {
		t.Errorf("%d buttons are too small for a finger", small)
	}
	c.Screenshot("bar")
	c.Tap(Named("button", "Claim"))
	areMarked(t, c, "Claim: Nobody on this council wanted to vote for it")
	c.WaitFor(barText + ` === ""`)

	// A tap opens the mark in a sheet at the lower edge, and the text stays in view.
	c.Tap(Words("this council wanted"))
	c.WaitFor(`(() => { const p = document.getElementById("panel").getBoundingClientRect(), m = document.querySelector("mark.lit").getBoundingClientRect(); return p.height > 0 && p.bottom === innerHeight && p.left === 0 && p.width === innerWidth && m.bottom < p.top && m.top > 50; })()`)
	c.WaitText("#panel blockquote.words", "Nobody on this council wanted to vote for it")
	c.WaitFor(`!document.getElementById("handles").hidden`)
	c.Screenshot("sheet")

	// The ends move under a finger.
	c.Swipe("#handle-end", 60, 0)
	c.WaitFor(`(m => m.length === 1 && m[0].length > "Claim: Nobody on this council wanted to vote for it".length)(` + marksOf + `)`)
	c.Do(`new Promise(done => setTimeout(done, 400))`) // a tap at once would be a part of the swipe
	c.Tap("#tool-undo")
	areMarked(t, c, "Claim: Nobody on this council wanted to vote for it")
	c.Tap(Named("button", "Who says it?"))
	asked(t, c)
	c.WaitFor(`(r => r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight)(document.getElementById("who").getBoundingClientRect())`)
	c.Screenshot("who")
	c.Tap("#who-list li")
	areMarked(t, c, "Claim: Nobody on this council wanted to vote for it … “but nobody who has read the report could vote against it.”", "Speaker: Mayor Ingrith Vandersloop", "Cue: said")
}

func TestATapBesideTakesTheSelectionAway(t *testing.T) {
	c := phone(t)
	c.TouchSelect("Nobody", "vote for it")
	c.WaitFor(barText + ` !== ""`)
	c.Do(`getSelection().removeAllRanges()`) // what the tap does
	c.WaitFor(barText + ` === ""`)
}
