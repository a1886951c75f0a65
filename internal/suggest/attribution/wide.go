package attribution

import "quoth/internal/suggest/lexicon"

// wideOf are the words of a language that only this pass knows.
func wideOf(language string) map[string]lexicon.Word { return nil }
