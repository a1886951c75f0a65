package e2e

import (
	"strings"
	"testing"
)

// What is worth checking is walked from the claim most worth it, with the
// reason, and nothing is marked unaccepted.
func TestWhatIsWorthCheckingIsWalked(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Press(";")
	suggestion(c, "Suggestion 1 of ")
	c.WaitFor(card + `.includes("Worth checking")`)
	c.WaitFor(lit("suggested") + `.length > 20`)
	c.Screenshot("first")
	c.Axe()
	c.Look(Look{Dark: true, Width: 360, Height: 740})
	c.WaitFor(cardInFull)
	c.Screenshot("narrow")
	c.Axe()
	c.Look(Look{})
	n := count(t, c)
	if n < 5 {
		t.Fatalf("there are %d claims", n)
	}
	areMarked(t, c)
	sure := Eval[int](c, `+`+card+`.match(/(\d+) % sure/)[1]`)
	if sure < 60 {
		t.Errorf("the first is %d %% sure", sure)
	}
	first := Eval[string](c, lit("suggested"))
	c.Press("Enter")
	c.WaitFor(card + `.includes("1 of ` + itoa(n-1) + `,")`)
	areMarked(t, c, "Claim: "+first)

	// Rejected ones stay away, over a reload too; sayings are another matter.
	rejected := Eval[string](c, lit("suggested"))
	c.Press("x")
	c.WaitFor(card + `.includes(" of ` + itoa(n-2) + `,")`)
	second := Eval[string](c, lit("suggested"))
	c.Press("s")
	c.WaitFor(card + ` === ""`)
	c.WaitText("#panel", second[:20])
	areMarked(t, c, inOrder(c, "Claim: "+first, "Claim: "+second)...)
	c.WaitFor(saidSaved)
	c.Reload()
	c.WaitFor(ready)
	c.Press(";")
	c.WaitFor(card + `.includes(" of ` + itoa(n-3) + `,")`)
	for range n - 3 {
		if Eval[string](c, lit("suggested")) == rejected {
			t.Errorf("%q was rejected and is back", rejected)
		}
		shown := Eval[string](c, card)
		c.Press("j")
		c.WaitFor(card + ` !== ` + quoteJS(shown))
	}
	c.Press(".")
	c.WaitFor(card + `.includes("Said by ")`)
	c.Press(";")
	c.WaitFor(card + `.includes(" of ` + itoa(n-3) + `,")`)

	// All of a kind, as one step.
	c.WaitFor(cardRests)
	c.Click("#suggestion-alike")
	c.WaitText("#notice", "Accepted")
	c.WaitFor(`document.querySelectorAll("#article mark").length > 3`)
	c.Press("Control+z")
	c.WaitFor(card + `.includes(" of ` + itoa(n-3) + `,")`)
	c.Press("Escape")

	l := takeAway(t, c).Layers[0]
	if len(l.Annotations) != 2 {
		t.Fatalf("there are %d annotations", len(l.Annotations))
	}
	outcomes := map[string]string{first: "accepted", second: "edited"}
	for _, a := range l.Annotations {
		if words := a.Note; words != "" || a.Claim == nil || a.Claim.CheckWorthy == "" || a.Origin.Engine != "quoth-claims" || a.Origin.Version == "" || a.Origin.Score <= 0 {
			t.Errorf("the claim came as %+v with %+v", a.Origin, a.Claim)
		}
		for words, outcome := range outcomes {
			if len(words) > 0 && int(a.Target[0].Len()) == len(words) && a.Origin.Outcome != outcome {
				t.Errorf("%q is %q, want %q", words, a.Origin.Outcome, outcome)
			}
		}
	}
}

// inOrder puts what is marked in the order of the text.
func inOrder(c *Chromium, marks ...string) []string {
	text := Eval[string](c, `document.getElementById("article").innerText`)
	at := func(m string) int { return strings.Index(text, strings.TrimPrefix(m, "Claim: ")[:20]) }
	if len(marks) == 2 && at(marks[0]) > at(marks[1]) {
		marks[0], marks[1] = marks[1], marks[0]
	}
	return marks
}

// A teacher forbids suggestions: no key, no button and no setting brings them.
func TestSuggestionsCanBeForbidden(t *testing.T) {
	app, c := Start(t, "--suggestions", "no"), NewChromium(t)
	read(c.Tab, app)
	for _, key := range []string{".", ";"} {
		c.Press("g")
		c.WaitText("#panel", "Marks")
		c.Press(key)
		c.WaitText("#notice", "switched off here, for everybody")
		c.Press("g")
		c.WaitFor(`document.querySelector("#suggest, #worth") === null`)
	}
	c.Click("#tool-look")
	c.WaitFor(`(b => b.disabled && !b.checked)(document.getElementById("suggestions"))`)
	c.Screenshot("look")
	c.Axe()
	c.Press("Escape")
	c.WaitGone("#dialog")
	c.Select("“Nobody on this council", "vote for it,”")
	c.Press("s")
	c.WaitFor(`!document.getElementById("who").hidden`)
	c.WaitFor(`document.querySelectorAll("#who [role=option]").length <= 2 && !document.getElementById("who").innerText.includes("Vandersloop")`)
}
