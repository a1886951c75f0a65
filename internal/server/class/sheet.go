package class

import (
	"strconv"
	"time"

	"quoth/internal/project"
)

// A file is an answer that is no JSON.
type file struct {
	name, mediaType string // no name: shown, not saved
	data            []byte
}

// progressFile is the progress as a spreadsheet, a line for each member and
// article, with pseudonyms. Where nobody is told whose marks are whose, what
// they would tell is left empty.
func (c *call) progressFile() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	all, err := c.progressOf(a)
	if err != nil {
		return nil, err
	}
	head := []string{"article", "title", "pseudonym", "marks", "notes", "paragraphs_read", "paragraphs", "first_mark", "last_mark", "finished",
		"agreement_class", "agreement_key", "agreement_result", "posts", "replies"}
	for _, l := range a.Scheme.Labels {
		head = append(head, "marks_"+l.ID)
	}
	hidden := c.project.Anonymity == project.SeenByNobody
	var lines [][]string
	for _, one := range all {
		about, err := c.about(a, one)
		if err != nil {
			return nil, err
		}
		for _, p := range one.Each {
			row := []string{string(one.Article), one.Title, p.Name, strconv.Itoa(p.Marks), strconv.Itoa(p.Notes), strconv.Itoa(p.Read), strconv.Itoa(p.Blocks), moment(p.First), moment(p.Last), moment(p.Finished)}
			row = append(row, about[p.Member].cells()...)
			for _, l := range a.Scheme.Labels {
				row = append(row, strconv.Itoa(p.ByLabel[l.ID]))
			}
			if hidden {
				for i := range row {
					if i == 3 || i == 4 || i > 9 {
						row[i] = ""
					}
				}
			}
			lines = append(lines, row)
		}
	}
	return spreadsheet("progress.csv", [][]string{head}, func(rows [][]string) [][]string { return append(rows, lines...) })
}

// aboutOne is what is known of one reader of an article beside their progress.
type aboutOne struct {
	agreed         *project.ReaderAgreement // nil without a layer
	posts, replies int
}

func (o *aboutOne) cells() []string {
	if o == nil {
		o = &aboutOne{}
	}
	cells := []string{"", "", ""}
	if o.agreed != nil {
		cells = []string{cell(o.agreed.Class), cell(o.agreed.Key), cell(o.agreed.Result)}
	}
	return append(cells, strconv.Itoa(o.posts), strconv.Itoa(o.replies))
}

func (c *call) about(a *project.Assignment, one articleProgress) (map[project.MemberID]*aboutOne, error) {
	text, err := c.text(c.r.Context(), c.project.ID, one.Article)
	if err != nil {
		return nil, err
	}
	v, err := c.gather(a, text)
	if err != nil {
		return nil, err
	}
	posts, err := c.allPosts(v)
	if err != nil {
		return nil, err
	}
	all := map[project.MemberID]*aboutOne{}
	for _, p := range one.Each {
		all[p.Member] = &aboutOne{}
	}
	found := v.look.agreed()
	for i, l := range v.layers {
		if o := all[l.Member]; o != nil {
			o.agreed = &found.Each[i]
		}
	}
	for _, p := range posts {
		switch o := all[p.Member]; {
		case o == nil:
		case p.To != "":
			o.replies++
		default:
			o.posts++
		}
	}
	return all, nil
}

// cell is a measure in a spreadsheet; empty where it is undefined.
func cell(f float64) string {
	if f != f {
		return ""
	}
	return strconv.FormatFloat(f, 'f', 3, 64)
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
