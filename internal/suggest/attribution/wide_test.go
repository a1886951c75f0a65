package attribution

import (
	"strings"
	"testing"

	"quoth/internal/annotation"
)

func TestEnglishVerbsAreInflected(t *testing.T) {
	words := vocabularyOf("en").wide
	for act, forms := range map[annotation.Act]string{
		annotation.Statement: "argue argues argued arguing reply replies replied replying push pushes pushed pushing admit admits admitted admitting told",
		annotation.Belief:    "fears feared fearing worries",
		annotation.Intention: "planned planning vowed",
		annotation.Decree:    "urged urging",
		annotation.Denial:    "refuted refuses contradicts",
	} {
		for _, w := range strings.Fields(forms) {
			if e := words[w]; e.Class&wideVerb == 0 || e.Act != act {
				t.Errorf("%s: class %b, act %s, want a verb of %s", w, e.Class, e.Act, act)
			}
		}
	}
}

func TestAnUnknownLanguageHasAnEmptyVocabulary(t *testing.T) {
	v := vocabularyOf("xx")
	if len(v.she)+len(v.wide) != 0 || v.indirect || v.limits.quoted == 0 {
		t.Errorf("%+v", v.table)
	}
	if v != vocabularyOf("yy") {
		t.Error("each unknown language has one of its own, without bound")
	}
}
