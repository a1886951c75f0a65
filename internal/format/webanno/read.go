package webanno

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// A column is a feature of a layer, as the header declares it.
type column struct {
	layer, feature string
	relation       bool
	passedOver     bool // chains and slots, which have no place in Quoth
}

// Read reads one document. Layers that are not ours are read too: the first
// feature that has a value is the label, the others are fields. Chains, slots
// and relations of other layers are told as mended and left out.
func Read(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	r := reader{marks: map[string]int{}, frames: map[string]int{}, told: map[string]bool{}}
	r.draft = foreign.Draft{Unit: foreign.UTF16, At: at}
	body, sentence := false, false
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		r.line++
		line = strings.TrimRight(line, "\r\n")
		rest, header := strings.CutPrefix(line, "#Text=")
		switch {
		case r.line == 1:
			if !strings.HasPrefix(line, Start) {
				r.fault("", "it does not begin with %s.3", Start)
				return nil, r.draft.Faults
			}
		case header:
			if !sentence {
				r.words = nil
			}
			r.words = append(r.words, unescapeText.Replace(rest))
			body, sentence = true, true
		case line == "":
			sentence = false
		case !body && strings.HasPrefix(line, "#T_"):
			r.declare(line)
		case strings.HasPrefix(line, "#Sentence.id="):
		case body:
			r.row(line)
		default:
			r.fault("", "here #Text= should stand, not %.40q", line)
		}
	}
	r.relations()
	r.draft.Text = r.text.String()
	r.whole()
	return r.draft.Document()
}

type reader struct {
	draft   foreign.Draft
	line    int
	columns []column
	text    strings.Builder
	words   []string // of a sentence whose first token has not come
	end     int      // of the last token, in the file's unit
	after   int      // characters of the sentence's text behind its last token
	tail    string   // what of the sentence's text has no token yet
	// Spans by layer and number, or by layer, row and place in the cell.
	marks  map[string]int
	later  []tie
	frames map[string]int
	told   map[string]bool
}

// A tie is a relation, whose ends may stand further below.
type tie struct {
	line     int
	from, to string // keys of spans
	features map[string]string
}

// order is the number behind the relation's role: the first has none.
func (t tie) order() int {
	role := t.features["role"]
	n, _ := strconv.Atoi(role[len(strings.TrimRight(role, "0123456789")):])
	return n
}

func (r *reader) fault(where, what string, args ...any) {
	r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: r.line, Where: where, What: fmt.Sprintf(what, args...)})
}

// left tells once what of a kind is left out.
func (r *reader) left(what string) {
	if !r.told[what] {
		r.told[what] = true
		r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: r.line, Mended: true, What: what + " have no place in Quoth and are left out"})
	}
}

func (r *reader) declare(line string) {
	kind, rest, _ := strings.Cut(line, "=")
	parts := strings.Split(rest, "|")
	features := parts[1:]
	if len(features) == 0 {
		features = []string{""}
	}
	slot := false
	for _, f := range features {
		c := column{layer: parts[0], feature: f, relation: kind == "#T_RL"}
		c.passedOver = kind == "#T_CH" || slot || strings.HasPrefix(f, "ROLE_")
		slot = strings.HasPrefix(f, "ROLE_")
		r.columns = append(r.columns, c)
	}
}

// row reads a token or a part of one.
func (r *reader) row(line string) {
	cells := strings.Split(line, "\t")
	for len(cells) > 3+len(r.columns) && cells[len(cells)-1] == "" { // WebAnno ends a row with a tab
		cells = cells[:len(cells)-1]
	}
	if len(cells) != 3+len(r.columns) {
		r.fault("", "the row has %d cells, the header declares %d", len(cells), 3+len(r.columns))
		return
	}
	from, to, _ := strings.Cut(cells[1], "-")
	begin, err := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || begin < 0 || end < begin || begin > 1<<30 {
		r.fault(cells[0], "%q are no offsets like 0-3", cells[1])
		return
	}
	if !strings.Contains(cells[0], ".") {
		r.token(begin, end, cells[2])
	}
	rows := map[int]map[string]string{} // features of the relations of the row, by their place in the cells
	base := map[int]string{}
	for i, c := range r.columns {
		cell := cells[3+i]
		if cell == "_" {
			continue
		}
		if c.passedOver {
			r.left("chains and slots")
			continue
		}
		for n, v := range divided(cell) {
			v, number := disambiguated(v)
			switch {
			case c.relation && strings.HasPrefix(c.feature, "BT_"):
				base[n] = c.layer + " " + v + " " + number + " " + strings.TrimPrefix(c.feature, "BT_")
			case c.relation:
				if rows[n] == nil {
					rows[n] = map[string]string{"layer": c.layer}
				}
				rows[n][c.feature] = plain(v)
			default:
				r.span(c, cells[0], n, number, plain(v), begin, end, cells[2])
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(base)) {
		p := strings.SplitN(base[n], " ", 4)
		source, target, _ := strings.Cut(p[2], "_")
		r.later = append(r.later, tie{line: r.line, from: key(p[3], p[1], 0, source), to: key(p[3], cells[0], 0, target), features: rows[n]})
		if rows[n] == nil {
			r.later[len(r.later)-1].features = map[string]string{"layer": p[0]}
		}
	}
}

// mostGap is how many characters between two sentences are made up for.
const mostGap = 10_000

// token adds the text of a sentence before its first token, and checks that
// tokens stand where their offsets say.
func (r *reader) token(begin, end int, word string) {
	if r.words != nil {
		rest := strings.TrimRight(r.tail, " \t\n")
		between := begin - r.end - utf8.RuneCountInString(r.tail[len(rest):])
		if between > mostGap {
			r.fault("", "%d characters are missing before it", between)
			between = mostGap
		}
		r.text.WriteString(gap(between))
		r.tail = strings.Join(r.words, "\n")
		r.text.WriteString(r.tail)
		r.words = nil
	}
	if i := strings.Index(r.tail, word); i < 0 {
		r.fault("", "the token %.40q does not stand in what is left of its sentence: %.40q", word, r.tail)
	} else {
		r.tail = r.tail[i+len(word):]
	}
	r.end = end
}

// key names a span: by its number where it has one, else by its place.
func key(layer, row string, n int, number string) string {
	if number != "" && number != "0" {
		return layer + "#" + number
	}
	return fmt.Sprintf("%s@%s/%d", layer, row, n)
}

// span begins a span, or goes on with one.
func (r *reader) span(c column, row string, n int, number, v string, begin, end int, word string) {
	k := key(c.layer, row, n, number)
	i, known := r.marks[k]
	if !known {
		i = len(r.draft.Marks)
		r.marks[k] = i
		r.marks[key(c.layer, row, n, "")] = i
		r.draft.Marks = append(r.draft.Marks, foreign.Mark{ID: fmt.Sprintf("a%d", i+1), Line: r.line, Spans: [][2]int{{begin, end}}, Exact: []string{word}, Fields: map[string]string{"layer": c.layer}})
	}
	m := &r.draft.Marks[i]
	if end > m.Spans[0][1] {
		if begin > m.Spans[0][1] {
			m.Exact[0] += " "
		}
		m.Exact[0] += word
		m.Spans[0][1] = end
	}
	if v != "" {
		m.Fields[c.feature] = v
	}
}
