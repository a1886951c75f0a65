package format

import "quoth/internal/annotation"

func (r *layerReader) claim() *annotation.Claim {
	c := new(annotation.Claim)
	r.object(func(name string) {
		switch name {
		case "kind":
			c.Kind = annotation.ClaimKind(r.kept())
		case "restatement":
			c.Restatement = r.kept()
		case "checkWorthy":
			c.CheckWorthy = r.kept()
		case "verdict":
			c.Verdict = r.kept()
		case "justification":
			c.Justification = r.kept()
		default:
			r.skip()
		}
	})
	return c
}

func (r *layerReader) evidence() (v annotation.Evidence) {
	r.object(func(name string) {
		switch name {
		case "url":
			v.URL = r.kept()
		case "archived":
			v.Archived = r.kept()
		case "quote":
			v.Quote = r.kept()
		case "date":
			v.Date = r.kept()
		case "stance":
			v.Stance = annotation.Stance(r.kept())
		case "note":
			v.Note = r.kept()
		default:
			r.skip()
		}
	})
	return v
}

func (r *layerReader) origin() (o annotation.Origin) {
	r.next()
	at := r.at
	r.object(func(name string) {
		switch name {
		case "engine":
			o.Engine = r.same()
		case "version":
			o.Version = r.same()
		case "score":
			o.Score = r.float()
		case "outcome":
			o.Outcome = r.same()
		default:
			r.skip()
		}
	})
	if r.err == nil {
		r.refuse(at, checkScore(o))
	}
	return o
}

func (r *layerReader) attribution() *annotation.Attribution {
	at := new(annotation.Attribution)
	r.object(func(name string) {
		switch name {
		case "id":
			at.ID = annotation.AttributionID(r.kept())
		case "source":
			at.Source = texts[annotation.ID](r.parser)
		case "cue":
			at.Cue = annotation.ID(r.kept())
		case "content":
			at.Content = texts[annotation.ID](r.parser)
		case "speaker":
			at.Speaker = annotation.SpeakerID(r.same())
		case "form":
			at.Form = annotation.Form(r.same())
		case "act":
			at.Act = annotation.Act(r.same())
		case "negated":
			at.Negated = r.bool()
		case "addressee":
			at.Addressee = annotation.SpeakerID(r.same())
		case "within":
			at.Within = annotation.AttributionID(r.kept())
		case "created":
			at.Created = r.time()
		case "modified":
			at.Modified = r.time()
		case "origin":
			at.Origin = r.origin()
		default:
			r.skip()
		}
	})
	return at
}

func (r *layerReader) speaker() *annotation.Speaker {
	s := new(annotation.Speaker)
	r.object(func(name string) {
		switch name {
		case "id":
			s.ID = annotation.SpeakerID(r.kept())
		case "name":
			s.Name = r.kept()
		case "aliases":
			s.Aliases = texts[string](r.parser)
		case "kind":
			s.Kind = annotation.SpeakerKind(r.same())
		case "description":
			s.Description = r.kept()
		case "role":
			s.Role = r.kept()
		case "affiliation":
			s.Affiliation = r.kept()
		case "wikidata":
			s.Wikidata = r.kept()
		case "quality":
			s.Quality = r.dictionary()
		case "note":
			s.Note = r.kept()
		default:
			r.skip()
		}
	})
	return s
}
