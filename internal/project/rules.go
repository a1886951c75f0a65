package project

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
)

// Writable says why nothing can be written in a project any more, or nil. The
// error wraps ErrForbidden.
func (p *Project) Writable() error {
	if !p.Ended.IsZero() {
		return fmt.Errorf("%s has ended: %w", p.Name, ErrForbidden)
	}
	return nil
}

// Writable says why a member cannot write to a layer of the assignment, or
// nil. Whoever has finished cannot, for they may have seen what others have
// marked; those who have not seen it can take finishing back.
func (a *Assignment) Writable(l *Layer, now time.Time) error {
	switch {
	case !a.Until.IsZero() && now.After(a.Until):
		return fmt.Errorf("the assignment was open until %s: %w", a.Until.UTC().Format("2 January 2006, 15:04 MST"), ErrForbidden)
	case !l.Finished.IsZero():
		return fmt.Errorf("you have finished this article: %w", ErrForbidden)
	}
	return nil
}

// Shows reports whether a member may see what others have marked in an
// article of the assignment, their own layer of which is l; nil if they have
// none. The owner always may: somebody has to see that a class is stuck.
func (a *Assignment) Shows(m *Member, l *Layer) bool {
	switch {
	case m.Role == Owner:
		return true
	case !a.Opened.IsZero():
		return true
	case a.Opens == WhenFinished:
		return l != nil && !l.Finished.IsZero() || m.Role == Viewer
	}
	return false
}

// Resumable reports whether whoever has finished may go on: only if that has
// shown them nothing.
func (a *Assignment) Resumable() bool { return a.Opens != WhenFinished && a.Opened.IsZero() }

// Names reports whether a member is told whose marks are whose. Everybody
// knows their own.
func (an Anonymity) Names(to *Member) bool {
	return an == SeenByAll || an == SeenByTeacher && to.Role == Owner
}

// alphabet has no letters that are taken for each other, in print or aloud.
const alphabet = "ABCDEFGHJKMNPQRSTVWXYZ"

// How many letters the codes have: to join, 22⁶ are 113 million, valid for a
// while and asked for slowly; to come back, 22¹² are 10¹⁶.
const (
	joinLetters   = 6
	resumeLetters = 12
)

// NewCode makes a code by which people join.
func NewCode() string { return letters(joinLetters) }

// NewResumeCode makes a code by which a member comes back on another device.
func NewResumeCode() string {
	s := letters(resumeLetters)
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

func letters(n int) string {
	var b strings.Builder
	for b.Len() < n {
		var one [1]byte
		_, _ = rand.Read(one[:]) // never fails
		if v := int(one[0]); v < 256/len(alphabet)*len(alphabet) {
			b.WriteByte(alphabet[v%len(alphabet)])
		}
	}
	return b.String()
}

// Hash is what is kept of a secret of a kind, however it was typed. Secrets
// are found by it and never compared letter by letter, so that the time an
// answer takes tells nothing of them.
func Hash(kind, secret string) []byte {
	sum := sha256.Sum256([]byte(kind + "\x00" + secret))
	return sum[:]
}

// Typed is a code as it was meant: without spaces and hyphens, in capitals.
func Typed(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		if r < 'A' || r > 'Z' {
			return -1
		}
		return r
	}, code)
}
