// Package annotation is Quoth's vocabulary: what can be said about an article,
// in the terms of the W3C Web Annotation model (annotation, target, selector)
// and of the attribution literature (source, cue, content: PARC 3.0, PolNeAR).
// It holds data and the rules that the data must keep, and knows neither
// editing nor files nor the screen.
package annotation

import (
	"errors"
	"time"

	"quoth/internal/article"
	"quoth/internal/text"
)

// The classes of error. Every error that this and the packages above return
// for a reason of the user's wraps one of them.
var (
	ErrInvalid  = article.ErrInvalid          // data breaks a rule
	ErrNotFound = errors.New("not found")     // a name that nothing has
	ErrConflict = errors.New("changed since") // the thing is no longer what the edit expected
)

// IDs are UUIDv7 where Quoth makes them; any non-empty string without white
// space is accepted from files.
type (
	ID            string // of an annotation
	AttributionID string
	SpeakerID     string
	LayerID       string
)

// A Target is where an annotation points: one or several spans in text order,
// not empty, not overlapping and not touching. A quotation broken by "he
// said" is one target of two spans.
type Target []text.Bytes

// An Annotation is a target with what was said of it.
type Annotation struct {
	ID       ID                `json:"id"`
	Target   Target            `json:"target"`
	Label    string            `json:"label"`            // ID of a label of the layer's scheme
	Fields   map[string]string `json:"fields,omitempty"` // by ID of the label's field
	Note     string            `json:"note,omitempty"`
	Tags     []string          `json:"tags,omitempty"`
	Claim    *Claim            `json:"claim,omitempty"`
	Evidence []Evidence        `json:"evidence,omitempty"`
	Creator  string            `json:"creator,omitempty"` // a pseudonym
	Created  time.Time         `json:"created"`
	Modified time.Time         `json:"modified"`
	Origin   Origin            `json:"origin,omitzero"`
}

// An Origin tells what made an annotation. The zero Origin is a person. What
// a machine proposed stays distinguishable for ever.
type Origin struct {
	Engine  string  `json:"engine,omitempty"`  // name of the suggestion engine
	Version string  `json:"version,omitempty"` // of the engine
	Score   float64 `json:"score,omitempty"`   // 0 to 1, as the engine gave it
	Outcome string  `json:"outcome,omitempty"` // "accepted" or "edited"
}

// Human reports whether a person made it without a proposal.
func (o Origin) Human() bool { return o.Engine == "" }

// ClaimKind says what sort of claim it is, in AVeriTeC's terms.
type ClaimKind string

const (
	Numerical ClaimKind = "numerical"
	Event     ClaimKind = "event"    // event or property
	Causal    ClaimKind = "causal"   // cause and effect
	Position  ClaimKind = "position" // what somebody stands for
	Said      ClaimKind = "quote"    // whether somebody said it: quote verification
)

// ClaimKinds lists the kinds in the order in which they are offered.
var ClaimKinds = []ClaimKind{Numerical, Event, Causal, Position, Said}

// A Claim is what makes an annotated passage checkable.
type Claim struct {
	Kind          ClaimKind `json:"kind,omitempty"`
	Restatement   string    `json:"restatement,omitempty"` // in plain words, understood without the article
	CheckWorthy   string    `json:"checkWorthy,omitempty"` // ClaimBuster: "NFS", "UFS", "CFS"
	Verdict       string    `json:"verdict,omitempty"`     // AVeriTeC's names
	Justification string    `json:"justification,omitempty"`
}

// Stance is what a piece of evidence does to a claim.
type Stance string

const (
	Supports Stance = "supports"
	Refutes  Stance = "refutes"
	Unclear  Stance = "unclear"
)

// Evidence is something found elsewhere that bears on a claim.
type Evidence struct {
	URL      string `json:"url,omitempty"`
	Archived string `json:"archived,omitempty"` // URL of a kept copy
	Quote    string `json:"quote,omitempty"`
	Date     string `json:"date,omitempty"` // YYYY-MM-DD
	Stance   Stance `json:"stance,omitempty"`
	Note     string `json:"note,omitempty"`
}

// Form is how the words of another are given (PARC 3.0, PolNeAR).
type Form string

const (
	Direct   Form = "direct"
	Indirect Form = "indirect"
	Mixed    Form = "mixed"
)

// Act is the kind of attributed act.
type Act string

const (
	Statement  Act = "statement"
	Belief     Act = "belief"
	Intention  Act = "intention"
	Decree     Act = "decree"
	Witnessing Act = "witnessing"
	Denial     Act = "denial"
)

// Acts lists the acts in the order in which they are offered.
var Acts = []Act{Statement, Belief, Intention, Decree, Witnessing, Denial}

// An Attribution ties words to whoever they are of. Its parts are annotations,
// so that source and cue are seen, filtered and exported like every mark.
type Attribution struct {
	ID        AttributionID `json:"id"`
	Source    []ID          `json:"source,omitempty"` // none in "it is said"; several for a compound source
	Cue       ID            `json:"cue,omitempty"`
	Content   []ID          `json:"content"` // at least one
	Speaker   SpeakerID     `json:"speaker,omitempty"`
	Form      Form          `json:"form,omitempty"`
	Act       Act           `json:"act,omitempty"`
	Negated   bool          `json:"negated,omitempty"`
	Addressee SpeakerID     `json:"addressee,omitempty"`
	Within    AttributionID `json:"within,omitempty"` // the attribution that this one is nested in
	Created   time.Time     `json:"created"`
	Modified  time.Time     `json:"modified"`
	Origin    Origin        `json:"origin,omitzero"`
}

// SpeakerKind is what a speaker is.
type SpeakerKind string

const (
	Person       SpeakerKind = "person"
	Organisation SpeakerKind = "organisation"
	Group        SpeakerKind = "group"
	Document     SpeakerKind = "document"
	Author       SpeakerKind = "author"  // of the article itself
	Unnamed      SpeakerKind = "unnamed" // "a senior official"
)

// SpeakerKinds lists the kinds in the order in which they are offered.
var SpeakerKinds = []SpeakerKind{Person, Organisation, Group, Document, Author, Unnamed}

// A Speaker is someone. A source is words; the speaker is who they stand for.
type Speaker struct {
	ID          SpeakerID   `json:"id"`
	Name        string      `json:"name"` // for display; of an unnamed speaker, the description as printed
	Aliases     []string    `json:"aliases,omitempty"`
	Kind        SpeakerKind `json:"kind"`
	Description string      `json:"description,omitempty"` // as printed: "a senior official"
	Role        string      `json:"role,omitempty"`
	Affiliation string      `json:"affiliation,omitempty"`
	Wikidata    string      `json:"wikidata,omitempty"` // Q and digits
	// Quality holds the IMVAIN judgements by name: independent, multiple,
	// verifies, authoritative, named; each "yes", "no" or "unclear".
	Quality map[string]string `json:"quality,omitempty"`
	Note    string            `json:"note,omitempty"`
}

// A Reading is one paragraph that the annotator marked as read, so that
// silence is data: a paragraph read and without marks is a true negative.
type Reading struct {
	Block int       `json:"block"` // index in the article's blocks
	At    time.Time `json:"at"`
}
