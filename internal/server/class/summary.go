package class

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"quoth/internal/adjudication"
	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/project"
	"quoth/internal/server"
)

// summaryRoutes are the class on paper.
func summaryRoutes() []route {
	return []route{
		{http.MethodGet, "/class/{project}/{assignment}/summary", owner, "An assignment on paper", (*call).summaryPage, nil, nil, ""},
	}
}

// summary is one article of an assignment on a sheet of paper.
type summary struct {
	articleProgress
	Language string
	Agreed   agreed
	Speakers []spoken
	Most     []summed // marked by most
	Disputed []summed // labelled least alike
	Result   result
}

type summed struct {
	Exact  string
	By     int
	Labels []project.Count
}

const (
	mostSummed   = 6
	mostSpeakers = 8
)

func (c *call) summaryPage() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	progress, err := c.progressOf(a)
	if err != nil {
		return nil, err
	}
	var all []summary
	for _, one := range progress {
		text, err := c.text(c.r.Context(), c.project.ID, one.Article)
		if err != nil {
			return nil, err
		}
		v, err := c.gather(a, text)
		if err != nil {
			return nil, err
		}
		s := summary{articleProgress: one, Language: text.Meta.Language, Agreed: c.agreed(v)}
		s.Speakers = speakersOf(v)
		s.Speakers = s.Speakers[:min(len(s.Speakers), mostSpeakers)]
		if s.Result, err = c.told(v, v.result, 0); err != nil {
			return nil, err
		}
		c.w.Header().Del("ETag")
		if d, _, err := c.deciding(v); err == nil {
			s.Most, s.Disputed = sums(v, d)
		} else if status(err) >= http.StatusInternalServerError {
			return nil, err
		}
		all = append(all, s)
	}
	return c.pages.write(c, http.StatusOK, "summary", server.Screen{Title: a.Title + ": summary"}, map[string]any{
		"Project": c.project, "Assignment": a, "Articles": all, "Labels": labelsOf(a.Scheme), "At": c.now(),
	})
}

// sums are the passages that most have marked, and those whose labels differ
// most, of what two or more have marked.
func sums(v *view, d *project.Deciding) (marked, disputed []summed) {
	sum := func(c *adjudication.Case) summed {
		s := summed{Exact: c.Candidates[0].Target.Words(v.article), Labels: project.ByLabel(c)}
		for _, l := range s.Labels {
			s.By += l.By
		}
		return s
	}
	for _, c := range d.Cases(true) {
		if s := sum(c); s.By > 1 {
			marked = append(marked, s)
			if len(s.Labels) > 1 && len(disputed) < mostSummed {
				disputed = append(disputed, s)
			}
		}
	}
	slices.SortStableFunc(marked, func(x, y summed) int { return cmp.Compare(y.By, x.By) })
	return marked[:min(len(marked), mostSummed)], disputed
}

// way is a format that marks are taken away in.
type way struct {
	ID, Name string
	Lost     string // what it has no place for
}

// makesDataset is how a dataset comes of what is saved here. It is a folder
// with a name and a licence that the makers choose, which no button asks for.
const makesDataset = "quoth convert --to dataset --output FOLDER class-jsonl.jsonl"

// ways are all formats that are written here.
func ways() (all []way) {
	for _, f := range corpus.Formats() {
		if !f.Written() || f.Division == corpus.Dataset {
			continue
		}
		var lost []string
		for _, feature := range format.Everything {
			if !slices.Contains(f.Keeps, feature) {
				lost = append(lost, string(feature))
			}
		}
		all = append(all, way{f.ID, f.Name, strings.Join(lost, ", ")})
	}
	return all
}
