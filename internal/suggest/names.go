package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// has reports whether a space-separated list holds the word.
func has(list, w string) bool {
	for rest := list; ; {
		i := strings.Index(rest, w)
		if i < 0 || w == "" {
			return false
		}
		end := i + len(w)
		if (i == 0 || rest[i-1] == ' ') && (end == len(rest) || rest[end] == ' ') {
			return true
		}
		rest = rest[end:]
	}
}

const (
	addresses = "mr mrs ms miss sir dr prof m mme herr frau hr fr sr sra señor señora signor signora dhr mevrouw mr. mrs. ms. dr. prof. hr. fr. sr. sra. m."
	titles    = "mayor president minister senator sen sen. representative rep rep. governor gov gov. chancellor secretary judge justice general gen gen. colonel col col. major captain capt capt. " +
		"sergeant sgt sgt. lieutenant lt lt. officer chief director professor chairman chairwoman chair spokesman spokeswoman spokesperson ambassador commissioner councillor deputy prime vice king queen prince princess pope bishop reverend rev rev. lord lady saint coach inspector detective superintendent analyst"
	bodies = "ministry department council board company committee commission agency authority police government university institute union party court bank office bureau association federation " +
		"club group firm corporation inc inc. ltd ltd. parliament senate congress army navy fund trust foundation society league team newspaper gazette times post herald tribune journal courier news press radio service hospital church administration airline airlines railway railways " +
		"campaign cabinet embassy kremlin palace guard ministerium partei gewerkschaft gericht polizei regierung universität verband verein amt behörde bank stadt senat bundestag zeitung hafenamt ministère gouvernement syndicat mairie ministerio gobierno ayuntamiento sindicato ministero governo comune sindacato ministério prefeitura ministerie gemeente regering politie vakbond"
	// crowds are words for people that name nobody.
	crowds = "officials residents critics sources experts police researchers scientists prosecutors authorities witnesses neighbours neighbors analysts lawmakers voters investigators economists organisers organizers opponents supporters campaigners advocates historians doctors parents students workers mayor people reporters"
	papers = "report study statement letter survey poll filing memo lawsuit indictment email e-mail tweet book paper document documents article analysis transcript ruling bericht studie gutachten brief erklärung rapport étude informe estudio rapporto relatório estudo"
)

func address(w string) bool { return has(addresses, w) }

func title(w string) bool {
	if has(titles, w) || address(w) {
		return true
	}
	w = strings.TrimSuffix(w, "in")
	for _, ending := range []string{"minister", "meister", "sprecher", "kanzler", "präsident", "direktor", "leiter", "chef", "abgeordneter", "anwalt", "professor"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

func document(w string) bool { return has(papers, w) }

// organisation reports a name with a word of an organisation in it, or an
// acronym.
func organisation(name string) bool {
	for _, w := range strings.Fields(name) {
		lower := strings.ToLower(w)
		if has(bodies, lower) {
			return true
		}
		for _, ending := range []string{"ministerium", "verband", "gericht", "behörde", "gewerkschaft", "polizei", "amt"} {
			if strings.HasSuffix(lower, ending) {
				return true
			}
		}
	}
	if strings.Count(name, ".") > 1 {
		name = strings.ReplaceAll(name, ".", "") // "U.S."
	}
	return len(name) > 1 && len(name) < 7 && !strings.ContainsAny(name, " .") && name == strings.ToUpper(name) && name != strings.ToLower(name)
}

// fullName looks in the text before an offset for a surname behind a first
// name, and takes the first place where it stands so: there news introduces
// people.
func (s *search) fullName(surname string, before text.Byte) (string, bool) {
	all := s.article.Text[:before]
	for at, tries := 0, 0; tries < 400; tries++ {
		i := strings.Index(all[at:], surname)
		if i < 0 {
			return "", false
		}
		i += at
		at = i + len(surname)
		if next, n := utf8.DecodeRuneInString(s.article.Text[at:]); n > 0 && (letterOrDigit(next) || next == '-') {
			continue
		}
		if start := s.namesBefore(i); start < i {
			return all[start:at], true
		}
	}
	return "", false
}

// namesBefore is where the first names begin that stand before an offset.
func (s *search) namesBefore(at int) int {
	all, start := s.article.Text, at
	for n := 0; n < 3; n++ {
		rest, ok := strings.CutSuffix(all[:start], " ")
		if !ok {
			break
		}
		i := strings.LastIndexAny(rest[max(0, len(rest)-40):], " \n“\"‘(—–«„") + 1
		i += max(0, len(rest)-40)
		for i < len(rest) && !utf8.RuneStart(rest[i]) {
			i++ // the last byte of the sign that was found
		}
		w := rest[i:]
		r, size := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		lower := strings.ToLower(w)
		initial := last == '.' && len(w) == size+1
		if !unicode.IsUpper(r) || !letterOrDigit(last) && !initial || title(strings.TrimSuffix(lower, ".")) || s.lang.Words[lower].Class != 0 {
			if !(n > 0 && particle(lower)) {
				break
			}
		}
		start = i
	}
	return start
}

// holder looks before an offset for the name of whoever has a role: "Mayor
// Lina Ost", or "Lina Ost, the mayor".
func (s *search) holder(role string, before text.Byte) (string, bool) {
	all := s.article.Text[:before]
	r, n := utf8.DecodeRuneInString(role)
	if n == 0 || len(role) < 4 {
		return "", false
	}
	for _, w := range []string{string(unicode.ToUpper(r)) + role[n:] + " ", role + " "} {
		i := strings.Index(all, w)
		if i < 0 || i > 0 && all[i-1] != ' ' && all[i-1] != '\n' {
			continue
		}
		c := newClause(s.article, s.lang, all[i+len(w):min(len(all), int(s.boundary(text.Byte(i+len(w)+60))))], text.Byte(i+len(w)), nil, false)
		j := 0
		for c.word(j) && c.tokens[j].upper && j < 3 {
			j++
		}
		if j > 1 {
			return c.text(0, j), true
		}
	}
	for _, w := range []string{", the " + role, ", " + role} {
		if i := strings.Index(all, w); i > 0 {
			k := strings.LastIndexByte(all[:i], ' ') + 1
			if first, _ := utf8.DecodeRuneInString(all[k:]); unicode.IsUpper(first) {
				if start := s.namesBefore(k); start < k {
					return all[start:i], true
				}
			}
		}
	}
	return "", false
}

// lastNamed finds, before an offset and outside quotations, the last name of
// the kind (any if empty) that spoke or was the subject of a sentence.
func (s *search) lastNamed(at text.Byte, kind annotation.SpeakerKind) (c *clause, run [2]int, who identity, ok bool) {
	block := s.article.BlockAt(at)
	end := at
	for n := 0; n < 6 && block >= 0; n++ {
		span := s.article.Blocks[block].Span
		c := s.clause(block, text.Bytes{Start: s.boundary(max(span.Start, end-3*reach)), End: end})
		for to := len(c.tokens); to > 0; to-- {
			from, j := c.run(0, to)
			if j == 0 {
				break
			}
			to = min(from+1, j)
			if from == j || !c.leads(from, j) {
				continue
			}
			who := s.identify(c, phrase{parts: [][2]int{{c.withArticle(from), j}}})
			if who.name == "" || kind != "" && who.kind != kind || who.kind == annotation.Unnamed || who.kind == annotation.Document {
				continue
			}
			if j-from == 1 && who.speaker == "" && who.kind == annotation.Person && !strings.Contains(who.name, " ") && !c.says(from, j) {
				continue // one capitalised word may be anything
			}
			return c, [2]int{from, j}, who, true
		}
		if block--; block >= 0 {
			end = s.article.Blocks[block].Span.End
		}
	}
	return nil, run, who, false
}
