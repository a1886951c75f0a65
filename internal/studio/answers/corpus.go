package answers

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/local"
	"quoth/internal/studio"
)

func (w *Worker) corpus(ctx context.Context, q studio.Listing, tell func(done, total int)) (*studio.Corpus, error) {
	entries, err := w.entries(ctx, nil)
	if err != nil {
		return nil, err
	}
	// In the order in which they came, so that the next unread is the next.
	slices.SortStableFunc(entries, func(a, b local.ArticleEntry) int { return a.Added.Compare(b.Added) })
	c := &studio.Corpus{Articles: []studio.Entry{}, Formats: formats()}
	for i, e := range entries {
		tell(i, len(entries))
		d, err := w.document(ctx, e, func(local.LayerEntry) bool { return true })
		if err != nil {
			return nil, err
		}
		row := studio.Entry{
			ID: e.ID, Title: cmp.Or(e.Title, beginning(d.Article.Text)), Language: e.Language, Dir: e.Direction, Words: e.Words, People: []string{}, Layers: len(d.Layers),
			Blocks: len(d.Article.Blocks), Opened: e.Opened != time.Time{},
		}
		read := map[int]bool{}
		for _, l := range d.Layers {
			row.Marks += len(l.Annotations)
			row.Gold = row.Gold || l.Adjudication != nil
			if !slices.Contains(row.People, l.Creator) {
				row.People = append(row.People, l.Creator)
			}
			if l.Creator == q.Creator && l.Adjudication == nil {
				touched(d.Article, l, read)
			}
		}
		row.Read = len(read)
		c.Articles = append(c.Articles, row)
	}
	return c, nil
}

// beginning is how a text without a title is called.
func beginning(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	words := strings.Fields(line)
	if len(words) <= 10 {
		return line
	}
	return strings.Join(words[:10], " ") + "…"
}

// touched notes the blocks that a layer says something about.
func touched(a *article.Article, l *annotation.Layer, read map[int]bool) {
	for _, r := range l.Coverage {
		read[r.Block] = true
	}
	for _, an := range l.Annotations {
		for _, b := range an.Target {
			for i := a.BlockAt(b.Start); i <= a.BlockAt(b.End-1); i++ {
				read[i] = true
			}
		}
	}
}
