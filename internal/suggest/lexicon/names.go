package lexicon

import "strings"

// Has reports whether a space-separated list holds the word.
func Has(list, w string) bool {
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
		"club group firm corporation inc inc. ltd ltd. parliament senate congress army navy fund trust foundation society league team newspaper magazine quarterly weekly gazette times post herald tribune journal courier news press radio service hospital church administration airline airlines railway railways " +
		"campaign cabinet embassy kremlin palace guard ministerium partei gewerkschaft gericht polizei regierung universität verband verein amt behörde bank stadt senat bundestag zeitung hafenamt ministère gouvernement syndicat mairie ministerio gobierno ayuntamiento sindicato ministero governo comune sindacato ministério prefeitura ministerie gemeente regering politie vakbond"
	// crowds are words for people that name nobody.
	crowds = "officials residents critics sources experts police researchers scientists prosecutors authorities witnesses neighbours neighbors analysts lawmakers voters investigators economists organisers organizers opponents supporters campaigners advocates historians doctors parents students workers mayor people reporters"
	papers = "report study statement letter survey poll filing memo lawsuit indictment email e-mail tweet book paper document documents article analysis transcript ruling bericht studie gutachten brief erklärung rapport étude informe estudio rapporto relatório estudo"
)

// Address reports a form of address, small letters: "mrs".
func Address(w string) bool { return Has(addresses, w) }

// Title reports a title or an office, small letters: "mayor".
func Title(w string) bool {
	if Has(titles, w) || Address(w) {
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

// Document reports a noun that is something written: "report".
func Document(w string) bool { return Has(papers, w) }

// Organisation reports a name with a word of an organisation in it, or an
// acronym.
func Organisation(name string) bool {
	for _, w := range strings.Fields(name) {
		lower := strings.ToLower(w)
		if Has(bodies, lower) {
			return true
		}
		for _, ending := range []string{"ministerium", "verband", "gericht", "behörde", "gewerkschaft", "polizei", "amt"} {
			if strings.HasSuffix(lower, ending) {
				return true
			}
		}
	}
	if strings.Contains(name, " & ") {
		return true
	}
	if strings.Count(name, ".") > 1 {
		name = strings.ReplaceAll(name, ".", "") // "U.S."
	}
	return len(name) > 1 && len(name) < 7 && !strings.ContainsAny(name, " .") && name == strings.ToUpper(name) && name != strings.ToLower(name)
}

// Crowd reports a word for people that names nobody: "officials".
func Crowd(w string) bool { return Has(crowds, w) }
