// Package scheme describes what may be said in an annotation: a versioned set
// of labels, each defined with an example and a counter-example, with colour
// and pattern, a key and fields. Schemes are data (JSON); the shipped ones lie
// beside this file. The package knows no article and no screen.
package scheme

// ID names a scheme or, within a scheme, a label or a field: lower-case
// letters, digits and hyphens.
type ID = string

// Role says which part of an attribution the words under a label are.
type Role string

const (
	NoRole  Role = ""
	Content Role = "content" // what is said; it can be given a source
	Source  Role = "source"  // the words that name who says it
	Cue     Role = "cue"     // the words that tie the two: "said", "according to"
)

// Pattern distinguishes labels without colour: how a mark is underlined.
type Pattern string

const (
	Solid  Pattern = "solid"
	Dashed Pattern = "dashed"
	Dotted Pattern = "dotted"
	Double Pattern = "double"
	Wavy   Pattern = "wavy"
	Thick  Pattern = "thick"
)

// Patterns lists every pattern.
var Patterns = []Pattern{Solid, Dashed, Dotted, Double, Wavy, Thick}

// A Color names an entry of the palette in the stylesheet, which holds it for
// the light, sepia and dark scheme with enough contrast.
type Color string

// Colors lists the palette.
var Colors = []Color{"amber", "blue", "green", "rose", "violet", "teal", "orange", "grey"}

// A Scheme is a versioned set of labels. It is never changed: another version
// is another Scheme.
type Scheme struct {
	ID          ID      `json:"id"`
	Version     int     `json:"version"` // from 1
	Name        string  `json:"name"`
	Description string  `json:"description"`
	Language    string  `json:"language,omitempty"`   // of its words, BCP 47
	Guidelines  string  `json:"guidelines,omitempty"` // Markdown, for those who annotate
	Labels      []Label `json:"labels"`
	// SpeakerFields ask about whoever speaks; the answers are a speaker's
	// Quality.
	SpeakerFields []Field `json:"speakerFields,omitempty"`
}

// A Label is one thing that can be said of a passage.
type Label struct {
	ID             ID      `json:"id"`
	Name           string  `json:"name"`
	Definition     string  `json:"definition"`
	Example        string  `json:"example"`
	CounterExample string  `json:"counterExample"`
	Color          Color   `json:"color"`
	Pattern        Pattern `json:"pattern"`
	Key            string  `json:"key"` // one character that marks with this label
	Role           Role    `json:"role,omitempty"`
	Claim          bool    `json:"claim,omitempty"` // its annotations carry a Claim
	// Derived labels are given by saying who said something, and are not
	// offered for every selection.
	Derived bool    `json:"derived,omitempty"`
	Fields  []Field `json:"fields,omitempty"`
}

// FieldType is how a field is filled in.
type FieldType string

const (
	Text    FieldType = "text"
	Choice  FieldType = "choice"  // one of Options
	Speaker FieldType = "speaker" // the ID of a speaker, or one of Options
	// Mark relates a mark to others of its layer: the answer is their IDs,
	// separated by spaces.
	Mark FieldType = "mark"
)

// A Field asks for one value of an annotation or of a speaker.
type Field struct {
	ID      ID        `json:"id"`
	Name    string    `json:"name"`
	Type    FieldType `json:"type"`
	Options []Option  `json:"options,omitempty"`
	// Labels are those that the marks of a Mark field may have; any, if there
	// are none.
	Labels []ID `json:"labels,omitempty"`
	// When says that the field is asked only if another one, which stands
	// before it, has been answered so; nil if it is always asked.
	When *Condition `json:"when,omitempty"`
}

// A Condition is an answer that another field must have.
type Condition struct {
	Field ID     `json:"field"`
	Is    string `json:"is"` // an option, or the text
}

// Asked reports whether the field is asked for, given the answers so far.
func (f *Field) Asked(answers map[string]string) bool {
	return f.When == nil || answers[f.When.Field] == f.When.Is
}

// An Option is a value that can be chosen.
type Option struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

// Label returns the label with the ID, or nil.
func (s *Scheme) Label(id ID) *Label {
	for i := range s.Labels {
		if s.Labels[i].ID == id {
			return &s.Labels[i]
		}
	}
	return nil
}

// WithRole returns the first label with the role, or nil.
func (s *Scheme) WithRole(r Role) *Label {
	for i := range s.Labels {
		if s.Labels[i].Role == r {
			return &s.Labels[i]
		}
	}
	return nil
}
