// Package e2e drives Quoth in real browsers the way a hand would: it drags over
// words, presses keys, drops files, pulls the plug, and looks at what is shown.
// Only tests use it. It knows nothing of how Quoth is made, so that a test
// written with it says what a reader does and sees.
//
// One Chromium and one Firefox are started per test binary, when first asked
// for, and every test gets a context of its own in them: storage, cookies,
// permissions and workers are never shared. What a page complains of in its
// console fails the test at its end, unless the test allowed it.
//
// A test binary that uses it has
//
//	func TestMain(m *testing.M) { os.Exit(e2e.Run(m)) }
package e2e

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// Patience is how long a step may take before the test fails. It is generous:
// a test that passes never waits for it, and machines are shared.
const Patience = 45 * time.Second

// A session is what outlives a test: the browsers, and how to end them.
var session struct {
	sync.Mutex
	running bool
	ends    []func()
}

// Run runs the tests of a binary, ends the browsers they started, and returns
// the exit code.
func Run(m *testing.M) int {
	session.Lock()
	session.running = true
	session.Unlock()
	defer func() {
		session.Lock()
		defer session.Unlock()
		for _, end := range slices.Backward(session.ends) {
			end()
		}
	}()
	return m.Run()
}

// atEnd notes what to end when all tests are done.
func atEnd(t testing.TB, end func()) {
	t.Helper()
	session.Lock()
	defer session.Unlock()
	if !session.running {
		end()
		t.Fatal("nothing would end the browser: add func TestMain(m *testing.M) { os.Exit(e2e.Run(m)) }")
	}
	session.ends = append(session.ends, end)
}
