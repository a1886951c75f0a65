package e2e

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// longPress is how long a finger rests until Chromium counts it as a long
// press (500 ms by default), and a little more.
const longPress = 800 * time.Millisecond

// fingers are how many a phone feels at a time.
const fingers = 5

// touch sends one event of one finger; none for the end.
func touch(ctx context.Context, kind input.DispatchTouchEventType, at ...point) error {
	p := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
	for _, a := range at {
		p.TouchPoints = append(p.TouchPoints, &input.TouchPoint{X: a.X, Y: a.Y})
	}
	_, err := chromedp.Call(ctx, input.DispatchTouchEvent, p)
	return err
}

// Tap touches what is meant. The page must be looked at as on a phone: see Look.
func (c *Chromium) Tap(where Where) {
	c.t.Helper()
	at := c.reach(where)
	c.must(func(ctx context.Context) error {
		if err := touch(ctx, input.DispatchTouchEventTypeTouchStart, at); err != nil {
			return err
		}
		return touch(ctx, input.DispatchTouchEventTypeTouchEnd)
	}, "tap on %s", where)
}

// Swipe puts a finger on what is meant, moves it by so many CSS pixels and lifts it.
func (c *Chromium) Swipe(where Where, right, down float64) {
	c.t.Helper()
	at := c.reach(where)
	c.must(func(ctx context.Context) error {
		if err := touch(ctx, input.DispatchTouchEventTypeTouchStart, at); err != nil {
			return err
		}
		const steps = 8
		for i := 1.0; i <= steps; i++ {
			if err := touch(ctx, input.DispatchTouchEventTypeTouchMove, point{at.X + right*i/steps, at.Y + down*i/steps}); err != nil {
				return err
			}
			time.Sleep(16 * time.Millisecond) // a flick of no duration is none
		}
		return touch(ctx, input.DispatchTouchEventTypeTouchEnd)
	}, "swipe over %s", where)
}

// LongPress rests a finger on what is meant, which selects a word of a text.
//
// Touches that come from the protocol are taps however long they last. The
// browser makes a finger of the mouse instead, as its own developer tools do,
// and does not answer while that rests.
func (c *Chromium) LongPress(where Where) {
	c.t.Helper()
	at := c.reach(where)
	finger := func(on bool) {
		c.t.Helper()
		c.must(func(ctx context.Context) error {
			if _, err := chromedp.Call(ctx, emulation.SetEmitTouchEventsForMouse, emulation.SetEmitTouchEventsForMouseParams{Enabled: on, Configuration: emulation.SetEmitTouchEventsForMouseConfigurationMobile}); err != nil {
				return err
			}
			_, err := chromedp.Call(ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: fingers})
			return err
		}, "press long on %s", where)
	}
	ctx, cancel := c.context()
	defer cancel()
	finger(true)
	go func() { _ = c.driver.mouse(ctx, mouse{kind: pressed, x: at.X, y: at.Y, clicks: 1}) }()
	time.Sleep(longPress)
	go func() { _ = c.driver.mouse(ctx, mouse{kind: released, x: at.X, y: at.Y, clicks: 1}) }()
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 50))`) // what it does, comes after
	finger(false)
}

// TouchSelect selects in #article with a finger: a long press on from,
// then the handles out to its start and to the end of to. The
// handles are no part of the page, so what they do is done through the
// selection, step by step, with the events that the page would see.
func (c *Chromium) TouchSelect(from, to string) {
	c.t.Helper()
	c.LongPress(Words(from))
	c.Do(withHand(`(async () => {
		const { nodes, text } = flat(), start = text.indexOf(` + quoteJS(from) + `);
		const end = text.indexOf(` + quoteJS(to) + `, start) + ` + quoteJS(to) + `.length;
		const goal = piece(nodes, start, end);
		getSelection().setBaseAndExtent(goal.startContainer, goal.startOffset, goal.startContainer, goal.startOffset);
		for (let part = 1; part <= 4; part++) {
			const way = piece(nodes, start, start + Math.max(1, Math.round((end - start) * part / 4)));
			getSelection().extend(way.endContainer, way.endOffset);
			await pause(30);
		}
	})()`))
}
