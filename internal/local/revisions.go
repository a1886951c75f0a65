package local

import "slices"

// Group puts the revisions of one article together: the groups in the order of
// the entries, each with what was added last in front. An article of which no
// address is known is alone.
func Group(entries []ArticleEntry) (groups [][]ArticleEntry) {
	at := map[string]int{}
	for _, e := range entries {
		if i, known := at[e.Key]; known && e.Key != "" {
			groups[i] = append(groups[i], e)
			continue
		}
		at[e.Key] = len(groups)
		groups = append(groups, []ArticleEntry{e})
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b ArticleEntry) int { return b.Added.Compare(a.Added) })
	}
	return groups
}

// Marks is how many annotations all layers of the article have.
func (e *ArticleEntry) Marks() (n int) {
	for _, l := range e.Layers {
		n += l.Annotations
	}
	return n
}
