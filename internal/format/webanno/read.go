package webanno

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/internal/annotation"
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

// relations makes attributions of our own relations.
func (r *reader) relations() {
	slices.SortStableFunc(r.later, func(x, y tie) int { return x.order() - y.order() })
	for _, t := range r.later {
		r.line = t.line
		if t.features["layer"] != attribution {
			r.left("relations of the layer " + t.features["layer"])
			continue
		}
		from, known := r.marks[t.from]
		to, known2 := r.marks[t.to]
		if !known || !known2 {
			r.fault(t.features["id"], "the relation's source or target is not a passage of the file")
			continue
		}
		id := t.features["id"]
		i, there := r.frames[id]
		if !there {
			i = len(r.draft.Frames)
			r.frames[id] = i
			r.draft.Frames = append(r.draft.Frames, foreign.Frame{
				ID: id, Line: t.line, Content: []string{r.idOf(from)}, Form: annotation.Form(t.features["form"]), Act: annotation.Act(t.features["act"]),
				Negated: t.features["negated"] == "true",
			})
		}
		f := &r.draft.Frames[i]
		switch role := strings.TrimRight(t.features["role"], "0123456789"); {
		case role == "content" && to != from:
			f.Content = append(f.Content, r.idOf(to))
		case role == "source":
			f.Source = append(f.Source, r.idOf(to))
		case role == "cue" && f.Cue != "":
			r.fault(id, "it has two cues")
		case role == "cue":
			f.Cue = r.idOf(to)
		case role != "content":
			r.fault(id, "the role %q is none of content, cue and source", role)
		}
	}
}

// idOf is the ID that a span will have.
func (r *reader) idOf(i int) string {
	m := r.draft.Marks[i]
	if m.Fields["layer"] == passage && m.Fields["id"] != "" {
		return m.Fields["id"]
	}
	return m.ID
}

// whole gives marks what their features say, and joins those of one passage.
func (r *reader) whole() {
	at := map[string]int{}
	var marks []foreign.Mark
	for _, m := range r.draft.Marks {
		f := m.Fields
		if f["layer"] != passage {
			marks = append(marks, other(m))
			continue
		}
		m.Fields = nil
		if f["id"] != "" {
			m.ID = f["id"]
		}
		if i, known := at[m.ID]; known {
			marks[i].Spans, marks[i].Exact = append(marks[i].Spans, m.Spans...), append(marks[i].Exact, m.Exact...)
			continue
		}
		at[m.ID] = len(marks)
		m.Label, m.Note, m.Creator = f["label"], f["note"], f["annotator"]
		for _, t := range format.Values(f["tags"]) {
			m.Tags = append(m.Tags, format.Plain(t))
		}
		for _, v := range format.Values(f["fields"]) {
			if m.Fields == nil {
				m.Fields = map[string]string{}
			}
			name, is, _ := strings.Cut(format.Plain(v), "=")
			m.Fields[name] = is
		}
		marks = append(marks, m)
	}
	r.draft.Marks = marks
}

// other makes a mark of a span of another layer.
func other(m foreign.Mark) foreign.Mark {
	layer := m.Fields["layer"]
	delete(m.Fields, "layer")
	for _, name := range []string{"value", "label", "PosValue"} {
		if v := m.Fields[name]; v != "" && m.Label == "" {
			m.Label = v
			delete(m.Fields, name)
		}
	}
	if m.Label == "" {
		m.Label = layer[strings.LastIndexByte(layer, '.')+1:]
	}
	if len(m.Fields) == 0 {
		m.Fields = nil
	}
	return m
}

// divided cuts a cell at the bars without a backslash before them.
func divided(cell string) (parts []string) {
	from := 0
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '\\':
			i++
		case '|':
			parts = append(parts, cell[from:i])
			from = i + 1
		}
	}
	return append(parts, cell[from:])
}

// disambiguated cuts the number in brackets off a value.
func disambiguated(v string) (value, number string) {
	if !strings.HasSuffix(v, "]") || strings.HasSuffix(v, `\]`) {
		return v, ""
	}
	i := strings.LastIndexByte(v, '[')
	if i < 0 {
		return v, ""
	}
	return v[:i], v[i+1 : len(v)-1]
}

func plain(v string) string {
	if v == "*" {
		return ""
	}
	return unescapeValue.Replace(v)
}
