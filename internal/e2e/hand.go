package e2e

import (
	"context"
	"fmt"
)

// Click clicks in the middle of what is meant, with the left button.
func (p *Tab) Click(where Where) {
	p.t.Helper()
	p.click(where, 1)
}

// DoubleClick clicks twice in a row, which selects a word.
func (p *Tab) DoubleClick(where Where) {
	p.t.Helper()
	p.click(where, 2)
}

func (p *Tab) click(where Where, times int) {
	p.t.Helper()
	at := p.reach(where)
	all := []mouse{at.move(false)}
	for n := 1; n <= times; n++ {
		all = append(all, mouse{kind: pressed, x: at.X, y: at.Y, clicks: n}, mouse{kind: released, x: at.X, y: at.Y, clicks: n})
	}
	p.mouse("click on "+where.String(), all...)
}

func (p *Tab) mouse(tried string, all ...mouse) {
	p.t.Helper()
	p.must(func(ctx context.Context) error { return p.driver.mouse(ctx, all...) }, "%s", tried)
}

func (at point) move(held bool) mouse { return mouse{kind: moved, x: at.X, y: at.Y, held: held} }

// Hover moves the mouse over what is meant.
func (p *Tab) Hover(where Where) {
	p.t.Helper()
	p.mouse("hover over "+where.String(), p.reach(where).move(false))
}

// Select drags the mouse in #article, or in the studio in #passage, from the start of the first from to the
// end of the first to that follows it, or begins there too. What the page makes
// of it is the page's affair; nothing is selected by script. Only if the drag
// would start inside a selection, that one is dropped first, as a click beside
// it does.
func (p *Tab) Select(from, to string) {
	p.t.Helper()
	start := p.edge(from, to, false)
	p.must(func(ctx context.Context) error {
		_, err := p.driver.eval(ctx, withHand(fmt.Sprintf("within(%f, %f) && getSelection().removeAllRanges()", start.X, start.Y)))
		return err
	}, "drop the selection")
	p.drag(start, func() point { return p.edge(from, to, true) })
}

// Drag drags the mouse from the middle of one thing to the middle of another.
func (p *Tab) Drag(from, to Where) {
	p.t.Helper()
	p.drag(p.reach(from), func() point { return p.reach(to) })
}

// DragToEnd drags the mouse from the middle of a thing, such as the handle of
// a mark, to the end of words in #article, exactly.
func (p *Tab) DragToEnd(handle Where, words string) {
	p.t.Helper()
	p.drag(p.reach(handle), func() point { return p.edge(words, words, true) })
}

// DragToStart drags the mouse from the middle of a thing to the start of words
// in #article, exactly.
func (p *Tab) DragToStart(handle Where, words string) {
	p.t.Helper()
	p.drag(p.reach(handle), func() point { return p.edge(words, words, false) })
}

// drag presses the mouse, moves it in steps, since pages look at moves too,
// and lets go. The end is looked for when the drag has begun, and again before
// the mouse is let go: the page may scroll and move under it.
func (p *Tab) drag(start point, find func() point) {
	p.t.Helper()
	// The browser takes the first move for where the drag began.
	p.mouse("start to drag", start.move(false), mouse{kind: pressed, x: start.X, y: start.Y, clicks: 1}, point{start.X + 1, start.Y}.move(true), start.move(true))
	end := find()
	between := func(part float64) mouse {
		return point{start.X + (end.X-start.X)*part, start.Y + (end.Y-start.Y)*part}.move(true)
	}
	p.mouse("drag", between(0.3), between(0.7), end.move(true))
	end = find()
	p.mouse("let go", end.move(true), mouse{kind: released, x: end.X, y: end.Y, clicks: 1})
}

// Press presses keys one after the other. Each is a key as KeyboardEvent.key
// names it, after any of Shift, Control, Alt and Meta that are held:
// "c", "?", "Enter", "Shift+ArrowRight", "Control+Shift+z".
func (p *Tab) Press(keys ...string) {
	p.t.Helper()
	for _, name := range keys {
		chord, err := parseChord(name)
		if err != nil {
			p.t.Fatal(err)
		}
		p.must(func(ctx context.Context) error { return p.press(ctx, chord) }, "press %s", name)
	}
}

// Type types a text, key by key. Letters that no key has come as a keyboard
// for their language would send them.
func (p *Tab) Type(text string) {
	p.t.Helper()
	for _, r := range text {
		p.must(func(ctx context.Context) error { return p.press(ctx, typed(r)) }, "type %q", r)
	}
}

// Fill types a text into a field in the place of what is there, and leaves the
// cursor in it.
func (p *Tab) Fill(where Where, text string) {
	p.t.Helper()
	p.Click(where)
	p.Press("Control+a")
	if text == "" {
		p.Press("Delete")
	}
	p.Type(text)
}

// Pick goes to a list of choices with the keyboard and types the first letters
// of one.
func (p *Tab) Pick(where Where, choice string) {
	p.t.Helper()
	p.reach(where)
	var found bool
	p.must(func(ctx context.Context) error {
		if err := p.ask(ctx, where, "([e]) => { e.focus({ preventScroll: true }); return document.activeElement === e }", &found); err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("it takes no focus")
		}
		return nil
	}, "go to %s", where)
	p.Type(choice)
}

// press holds the modifiers one after the other, as fingers do, since a page
// may look at them alone too.
func (p *Tab) press(ctx context.Context, c chord) error {
	var held modifiers
	for _, m := range c.hold {
		held |= m.mask
		if err := p.driver.key(ctx, m.key, held, true); err != nil {
			return err
		}
	}
	for _, down := range []bool{true, false} {
		if err := p.driver.key(ctx, c.key, held, down); err != nil {
			return err
		}
	}
	for i := len(c.hold) - 1; i >= 0; i-- {
		held &^= c.hold[i].mask
		if err := p.driver.key(ctx, c.hold[i].key, held, false); err != nil {
			return err
		}
	}
	return nil
}
