package attribution

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// The wider lexicon holds verbs that tell an attribution only together with
// what stands around them: too many and too doubtful for a search beside one
// passage, but of use where every word is weighed. English is given by the
// plain form and inflected; a form that is not regular stands for itself.

type entry struct {
	act   annotation.Act
	words string
}

var wideEnglish = []entry{
	{annotation.Statement, "acknowledge address admit advise affirm allege allude announce answer apologize apologise argue articulate assert assure attest attribute blog boast brag broadcast caution characterize characterise chronicle cite claim clarify comment communicate " +
		"complain concede conclude confess confide confirm congratulate contend convey counter credit declare deliver depict describe detail dictate disclose discuss document echo elaborate email emphasize emphasise enumerate equate exclaim explain express frame gush hail hint identify illustrate " +
		"imply indicate inform insinuate insist interject invoke issue joke label lament lecture liken list mention muse narrate note observe opine outline point portray post praise preach present proclaim profess promote publicize publish quip quote react read reaffirm reason reassure recall recite recommend recount " +
		"refer reflect reiterate relate relay remark remind repeat reply report respond restate retort reveal scream shout shrug signal specify speculate state stress submit suggest summarize summarise swear tease telegraph tell testify text thank title tout tweet underline underscore utter vent voice volunteer whisper yell " +
		"accuse admonish assail attack bash belittle berate blame blast castigate charge chastise chide condemn criticize criticise decry demean denigrate denounce deride disparage fault hammer insult jeer knock lambast lambaste lash malign mock pan rail rap rebuke rip ridicule savage scold scoff skewer slam slap slight smear taunt torch trash upbraid vilify whine " +
		"applaud bemoan celebrate cheer commend compliment defend endorse flatter honor honour laud welcome bill brand call coin describe dub name nickname term tag warn chant sing sigh laugh snap snarl sneer spout crow bellow holler mumble mutter murmur stammer plead pitch peddle push tell ask inquire query question quiz wonder interrupt respond debate " +
		"show demonstrate find prove highlight spotlight flag estimate calculate project forecast predict foresee foretell anticipate gauge rate rank poll survey"},
	{annotation.Belief, "accept admire agree appreciate assume believe care concur consider deem disagree doubt dread envision expect favor favour fear feel figure guess hate hope imagine interpret judge know like loathe love mistrust mourn oppose perceive ponder prefer presume realize realise reckon recognize recognise regard regret " +
		"resent respect sense suppose support suspect sympathize think trust understand value view worry"},
	{annotation.Intention, "aim aspire choose commit consider contemplate decide determine elect endeavor intend mean offer opt plan pledge plot prepare promise propose resolve seek strive threaten undertake vow want wish"},
	{annotation.Decree, "advocate allow approve appeal authorize authorise bar beg beseech bless block call campaign champion command counsel decree demand direct dictate encourage enforce enjoin exhort forbid implore impose instruct invite lobby mandate nudge order permit petition press pressure prescribe prod prohibit recommend request require rule sanction " +
		"stipulate summon tell urge vote veto enact sign pass nominate"},
	{annotation.Witnessing, "discover discern experience glimpse hear learn notice observe overhear recall recollect remember see spot witness watch"},
	{annotation.Denial, "contest contradict deny disavow discount dismiss disown dispute object protest rebut rebuff refute reject renounce repudiate resist decline refuse"},
}

const (
	irregularEnglish = "said told wrote written spoke spoken speaks speak speaking swore sworn sang sung thought knew known felt meant sought chose chosen forbade forbidden foresaw foreseen saw seen heard overheard understood misunderstood found showed shown read taught lashed laid lays laying gave given made held took put heard held broke broken drew drawn learnt bid bade begged outlines"
	nounsEnglish     = "accusation acknowledgment admission advice agreement allegation announcement answer apology appeal argument assertion assessment assumption assurance attack attitude belief call caution challenge claim comment commitment complaint conclusion concern condemnation confession conviction consensus contention criticism critique decision " +
		"declaration defense defence demand denial denunciation description desire determination disclosure doubt dream emphasis endorsement estimate evidence expectation explanation fear feeling finding forecast goal guess hint hope idea impression indication insistence intention interpretation interview invitation joke judgment knowledge letter line memo message mockery motto notice notion " +
		"objection observation offer opinion opposition order perception plan plea pledge position praise prediction preference projection promise proof proposal prospect protest question quote reaction reason recommendation recollection reference refusal rejection remark reminder report request response revelation rhetoric rule ruling rumor sense signal skepticism slogan speculation speech statement stance story suggestion support suspicion talk tale testimony theory thought threat tweet understanding urge verdict view vision vow warning wish word words worry"
	// doubled are verbs that double their last letter.
	doublingEnglish = "admit commit submit rebut plot plan nod rap rip slam slap spot tag pan chat skip stop quip quiz bar beg prod permit"
)

const wideGerman = "äußert äußern äußerten ankündigen ankündigten argumentiert argumentierte argumentieren attackiert attackierte bat bittet beklagt beklagte beklagten bemängelt bemängelte bedauert bedauerte begrüßt begrüßte begründet begründete bekannte bekennt bekräftigt bekräftigte belegt belegen beruhigte bestreiten bestritten betonen beschuldigt beschuldigte beschrieb beschreibt bezeichnet bezeichneten bezweifelt bezweifelte dankte droht dementieren empfahl empfiehlt empfehlen entgegnet entgegnete entschuldigte erfuhr erfahren ergänzt erinnert erinnerte erkannte erklären erläutert erläuterte ermahnte ermittelt erwähnt erwähnte erwidert erwiderte erzählt erzählte erzählten fand feststellt feststellte stellte fest fordere fragten " +
	"führte führt gesteht gestand glaubte heiße hieße hinwies hinweist weist wies informiert informierte interpretiert jubelte jubelt klagt klagte klagten konstatiert konstatierte kommentierten kritisieren kritisierten kündigten lautet lautete lauteten lobt loben lobten meinen meinten meldet meldete meldeten melden monierte moniert nannten nennen notierte plädiert plädierte plädierten prognostiziert prognostizierte prophezeit prophezeite protestierte publizierte rät raten rechnet rechnete rechtfertigte reagiert reagierte rechtfertigt redete resümiert rügt rügte sah sieht schätzt schätzte schätzten schildert schilderte schildern schlug schlägt schlussfolgert schlussfolgerte schreiben schrieben " +
	"signalisierte spekuliert spekulierte sprachen sprechen stellt stimmt stimmte twitterte twittert überzeugt unterstellt unterstellte unterstreicht urteilt urteilen verdächtigt vermeldet vermeldete vermuten vermuteten verneint versichert versprechen versprachen verteidigt verteidigte verurteilt verurteilte verurteilten veröffentlichte verkündet verkündete verkünden verlangen verlangten versteht verwies verweist verwiesen vorwarf vorwirft warf wirft warfen warnen warnten weigert weigerte wirbt widerspricht widersprachen wiederholt wiederholte wundert wünscht wünschte wünschten zeigte zeigten zeigt zitiert zitieren zitierten zusicherte sicherte zugab zugibt räumt räumten zweifelt zweifelte zufolge laut so wonach demnach"

// wideOf are the words of a language that only this pass knows: for English
// the inflected verbs, and the forms given.
func wideOf(language, forms string) map[string]lexicon.Word {
	words := map[string]lexicon.Word{}
	add := func(w string, class lexicon.Class, act annotation.Act) {
		e := words[w]
		e.Class |= class
		if e.Act == "" {
			e.Act = act
		}
		words[w] = e
	}
	if language == "en" {
		twice := setOf(doublingEnglish)
		for _, e := range wideEnglish {
			for _, w := range strings.Fields(e.words) {
				for _, form := range inflected(w, twice[w]) {
					add(form, wideVerb, e.act)
				}
			}
		}
		for _, w := range strings.Fields(irregularEnglish) {
			add(w, wideVerb, annotation.Statement)
		}
		for _, w := range strings.Fields(nounsEnglish) {
			add(w, wideNoun, "")
			add(w+"s", wideNoun, "")
		}
	}
	for _, w := range strings.Fields(forms) {
		add(w, wideVerb, annotation.Statement)
	}
	return words
}

// Classes of the wider lexicon, above those of package lexicon.
const (
	wideVerb lexicon.Class = 1 << (20 + iota)
	wideNoun
)

// inflected gives the forms of a regular English verb.
func inflected(w string, twice bool) []string {
	stem := w
	switch {
	case strings.HasSuffix(w, "e"):
		stem = strings.TrimSuffix(w, "e")
		return []string{w, w + "s", stem + "ed", stem + "ing"}
	case strings.HasSuffix(w, "y") && !strings.ContainsAny(w[len(w)-2:len(w)-1], "aeou"):
		stem = strings.TrimSuffix(w, "y")
		return []string{w, stem + "ies", stem + "ied", w + "ing"}
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"):
		return []string{w, w + "es", w + "ed", w + "ing"}
	case twice:
		stem = w + w[len(w)-1:]
	}
	return []string{w, w + "s", stem + "ed", stem + "ing"}
}
