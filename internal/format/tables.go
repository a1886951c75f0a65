package format

import (
	"quoth/internal/annotation"
	"quoth/internal/article"
)

func metaTable(m *article.Meta) []member {
	return []member{
		{name: "title", at: &m.Title},
		{name: "bylines", at: &m.Bylines},
		{name: "publisher", at: &m.Publisher},
		{name: "url", at: &m.URL},
		{name: "canonical", at: &m.Canonical},
		{name: "published", at: &m.Published},
		{name: "modified", at: &m.Modified},
		{name: "section", at: &m.Section},
		{name: "licence", at: &m.Licence},
		{name: "language", at: &m.Language},
		{name: "direction", at: (*string)(&m.Direction)},
		{name: "retrieved", at: &m.Retrieved},
		{name: "source", at: &m.Source},
		{name: "sources", at: &m.Sources},
		{name: "notices", at: &m.Notices},
	}
}

func blockTable(b *article.Block) []member {
	return []member{
		{"kind", (*string)(&b.Kind), must},
		{name: "level", at: &b.Level},
		{name: "ordered", at: &b.Ordered},
	}
}

func markTable(m *article.Mark) []member {
	return []member{
		{"kind", (*string)(&m.Kind), must},
		{name: "url", at: &m.URL},
	}
}

func asideTable(s *article.Aside) []member {
	return []member{
		{"kind", (*string)(&s.Kind), must},
		{"before", &s.Before, must},
		{"reason", &s.Reason, must},
		{"text", &s.Text, must},
	}
}

func imageTable(m *article.Image) []member {
	return []member{
		{"url", &m.URL, must},
		{"before", &m.Before, must},
		{name: "alt", at: &m.Alt},
	}
}

func annotationTable(a *annotation.Annotation) []member {
	return []member{
		{"id", (*string)(&a.ID), must},
		{"label", &a.Label, must},
		{name: "fields", at: &a.Fields},
		{name: "note", at: &a.Note},
		{name: "tags", at: &a.Tags},
		{name: "claim", at: &a.Claim},
		{name: "evidence", at: &a.Evidence},
		{name: "creator", at: &a.Creator},
		{"created", &a.Created, must},
		{"modified", &a.Modified, must},
		{name: "origin", at: &a.Origin},
	}
}

func claimTable(c *annotation.Claim) []member {
	return []member{
		{name: "kind", at: (*string)(&c.Kind)},
		{name: "restatement", at: &c.Restatement},
		{name: "checkWorthy", at: &c.CheckWorthy},
		{name: "verdict", at: &c.Verdict},
		{name: "justification", at: &c.Justification},
	}
}

func evidenceTable(v *annotation.Evidence) []member {
	return []member{
		{name: "url", at: &v.URL},
		{name: "archived", at: &v.Archived},
		{name: "quote", at: &v.Quote},
		{name: "date", at: &v.Date},
		{name: "stance", at: (*string)(&v.Stance)},
		{name: "note", at: &v.Note},
	}
}

func originTable(o *annotation.Origin) []member {
	return []member{
		{name: "engine", at: &o.Engine},
		{name: "version", at: &o.Version},
		{name: "score", at: &o.Score},
		{name: "outcome", at: &o.Outcome},
	}
}

func attributionTable(a *annotation.Attribution) []member {
	return []member{
		{"id", (*string)(&a.ID), must},
		{name: "source", at: &a.Source},
		{name: "cue", at: (*string)(&a.Cue)},
		{name: "content", at: &a.Content},
		{name: "speaker", at: (*string)(&a.Speaker)},
		{name: "form", at: (*string)(&a.Form)},
		{name: "act", at: (*string)(&a.Act)},
		{name: "negated", at: &a.Negated},
		{name: "addressee", at: (*string)(&a.Addressee)},
		{name: "within", at: (*string)(&a.Within)},
		{"created", &a.Created, must},
		{"modified", &a.Modified, must},
		{name: "origin", at: &a.Origin},
	}
}

func speakerTable(s *annotation.Speaker) []member {
	return []member{
		{"id", (*string)(&s.ID), must},
		{"name", &s.Name, must},
		{name: "aliases", at: &s.Aliases},
		{"kind", (*string)(&s.Kind), must},
		{name: "description", at: &s.Description},
		{name: "role", at: &s.Role},
		{name: "affiliation", at: &s.Affiliation},
		{name: "wikidata", at: &s.Wikidata},
		{name: "note", at: &s.Note},
		{name: "quality", at: &s.Quality},
	}
}

func layerTable(l *annotation.Layer) []member {
	return []member{
		{"id", (*string)(&l.ID), must},
		{name: "creator", at: &l.Creator},
		{"created", &l.Created, must},
		{"modified", &l.Modified, must},
		{name: "blind", at: &l.Blind},
	}
}

func blindTable(b *annotation.Blind) []member {
	return []member{
		{"since", &b.Since, must},
		{name: "revealed", at: &b.Revealed},
	}
}
