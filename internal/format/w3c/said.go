package w3c

// said is what the bodies of an annotation say, by purpose. A body without one
// has that of the whole, its motivation.
type said struct {
	label    string   // the ID of a label, where a body names one by an IRI of ours
	value    string   // of that body
	classes  []string // what else is classifying
	tags     []string
	note     string            // whatever is commenting, replying, …
	fields   map[string]string // answers to the fields of the label
	restated string            // a claim in plain words, beside a label of ours
	links    []string
	silent   int // bodies without words
}

func saidOf(n node) (s said) {
	s.note = n.text("bodyValue")
	for _, b := range n.nodes("body") {
		value := b.text("value")
		purpose := b.text("purpose")
		if purpose == "" {
			purpose = n.text("motivation")
		}
		url := b.text("source") + b.text("id")
		switch {
		case b.text("labelled") != "":
			s.label, s.value = idOf(b.text("labelled"), "label"), value
		case (purpose == "linking" || purpose == "identifying") && url != "":
			s.links = append(s.links, url)
		case b["value"] == nil:
			s.silent++
		case purpose == "classifying" && value != "":
			s.classes = append(s.classes, value)
		case purpose == "tagging" && value != "":
			s.tags = append(s.tags, value)
		case b.text("field") != "":
			if s.fields == nil {
				s.fields = map[string]string{}
			}
			s.fields[b.text("field")] = value
		case purpose == "describing" && s.label != "":
			s.restated = value
		case purpose != "classifying" && purpose != "tagging":
			join(&s.note, value)
		}
	}
	return s
}

// join puts a line behind others.
func join(to *string, line string) {
	if *to != "" && line != "" {
		*to += "\n"
	}
	*to += line
}
