package relay

import (
	"errors"
	"fmt"
)

// Refusal is what an answer of the server that is none means, with the words
// that it said. A server that fails, or is asked too often, is away for now:
// the edits wait. Everything else is a refusal for what was sent.
func Refusal(status int, words string) error {
	if status >= 500 || status == 429 || status == 408 {
		return fmt.Errorf("%s: %w", words, ErrAway)
	}
	return errors.New(words)
}
