package e2e

import (
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// complaints is what a page complains of, and what of that is allowed.
type complaints struct {
	sync.Mutex
	all     []string
	allowed []string
}

func (c *complaints) add(text string) {
	c.Lock()
	defer c.Unlock()
	c.all = append(c.all, text)
}

func (c *complaints) allow(part string) {
	c.Lock()
	defer c.Unlock()
	c.allowed = append(c.allowed, part)
}

func (c *complaints) list() []string {
	c.Lock()
	defer c.Unlock()
	return append([]string(nil), c.all...)
}

func (c *complaints) notAllowed() (rest []string) {
	c.Lock()
	defer c.Unlock()
next:
	for _, complaint := range c.all {
		for _, part := range c.allowed {
			if strings.Contains(complaint, part) {
				continue next
			}
		}
		rest = append(rest, complaint)
	}
	return rest
}

// listen notes what the page complains of. It runs while messages are read, so
// it asks the browser nothing.
func (c *complaints) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		c.add("uncaught: " + exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		text := "console." + string(e.Type) + ":"
		for _, arg := range e.Args {
			switch {
			case arg.Description != "":
				text += " " + arg.Description
			default:
				text += " " + string(arg.Value)
			}
		}
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert || panicked(text) {
			c.add(text)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			c.add(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

// panicked reports whether a line is of what a Go program prints when it dies,
// which in a page goes to console.log.
func panicked(line string) bool {
	for _, sign := range []string{"panic: ", "fatal error: ", "goroutine ", ".go:"} {
		if strings.Contains(line, sign) {
			return true
		}
	}
	return false
}

// answerDialogs says yes to whatever the page asks, and counts it as a
// complaint: a page of ours asks in itself, except before it is left unsaved.
func (c *Chromium) answerDialogs() {
	for opened, err := range chromedp.Events(c.parent, page.JavascriptDialogOpening) {
		if err != nil {
			return
		}
		c.complaints.add("dialog " + string(opened.Type) + ": " + opened.Message)
		_, _ = chromedp.Call(c.parent, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}

// Allow lets the page complain with this in the text, by console.error, an
// uncaught exception, a failed request or a dialog. Everything else that it
// complains of fails the test when it ends.
func (p *Tab) Allow(part string) { p.complaints.allow(part) }

// Complaints are what the page has complained of so far, allowed or not.
func (p *Tab) Complaints() []string { return p.complaints.list() }

// complain fails the test with what was not allowed.
func (p *Tab) complain() {
	p.t.Helper()
	for _, complaint := range p.complaints.notAllowed() {
		p.t.Errorf("the page complained: %s", complaint)
	}
}
