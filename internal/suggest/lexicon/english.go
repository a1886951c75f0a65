package lexicon

// The tables hold the verbs that news uses to say who says what, in the forms
// in which they occur, and the small words that tell where a source begins
// and ends. A rare verb is left out where it is more often something else.

var tables = map[string]table{"en": english, "de": german, "fr": french, "es": spanish, "it": italian, "pt": portuguese, "nl": dutch, "ar": arabic, "zh": chinese, "ja": japanese}

var english = table{
	phrases: []string{"according to", "in the words of", "in the view of"},
	words: [][2]string{
		{"statement", "said say says saying told tell tells telling added adds adding asked asks asking noted notes noting wrote writes writing " +
			"stated states stating explained explains explaining argued argues arguing claimed claims claiming announced announces announcing " +
			"acknowledged acknowledges acknowledging admitted admits admitting conceded concedes conceding replied replies replying responded responds " +
			"answered answers insisted insists insisting warned warns warning suggested suggests suggesting reported reports reporting confirmed confirms confirming " +
			"declared declares declaring continued continues recalled recalls recalling remarked remarks remarking commented observed observes " +
			"joked jokes joking quipped tweeted posted called calls calling described describes describing cited cites citing complained complains complaining " +
			"contended contends asserted asserts asserting alleged alleges alleging revealed reveals revealing disclosed emphasized emphasised emphasizes emphasises " +
			"stressed stresses stressing agreed agrees agreeing concluded concludes concluding testified testifies shouted whispered muttered accused accuses accusing " +
			"criticised criticized praised predicted predicts predicting repeated repeats maintained maintains maintaining estimated estimates estimating indicated indicates indicating " +
			"pointed shows showed found mentioned informed apologised apologized reiterated boasted countered quoth yelled yells reads chanted chants tweets tweeting wondered wonders scolded exclaimed exclaims sighed cried texted recounted recounts opined mused exhorted shouting"},
		{"belief", "believes believe believed believing thinks think thought thinking feels felt hopes hope hoped hoping fears feared fearing expects expect expected expecting " +
			"doubts doubted knows knew considers considered assumes assumed worries worried suspects suspected suspecting understands understood"},
		{"intention", "plans planned planning intends intend intended wants want wanted promises promised promising pledged pledges pledging vowed vows vowing threatened threatens threatening offered"},
		{"decree", "ordered orders ordering demanded demands demanding urged urges urging ruled rules instructed instructs requires required"},
		{"witnessing", "saw sees heard hears witnessed noticed remembered remembers"},
		{"denial", "denied denies denying deny disputed disputes disputing rejected rejects rejecting refuted dismissed dismisses dismissing"},
		{"statement", "declined declines declining refused refuses refusing failed respond"},
		{"negative", "declined declines declining refused refuses refusing failed"},
		{"participle", "saying telling tweeting shouting adding asking noting writing stating explaining arguing claiming announcing acknowledging admitting conceding replying insisting warning suggesting " +
			"reporting confirming declaring recalling remarking joking calling describing citing complaining asserting alleging revealing stressing agreeing concluding accusing predicting " +
			"maintaining estimating indicating believing thinking hoping fearing expecting suspecting planning promising pledging vowing threatening ordering demanding urging denying disputing rejecting dismissing declining refusing"},
		{"addressing", "told tell tells telling asked asks asking informed warned urged instructed accused reminded"},
		{"auxiliary", "has have had is was are were be been being did do does will would could can should may might must hasn't haven't hadn't isn't wasn't aren't weren't didn't don't doesn't won't wouldn't couldn't can't never"},
		{"negation", "not never hasn't haven't hadn't isn't wasn't aren't weren't didn't don't doesn't won't wouldn't couldn't can't"},
		{"adverb", "also then later once further again repeatedly previously publicly privately recently quickly immediately now still just only even reportedly bluntly flatly frequently often always simply angrily quietly since already all both"},
		{"pronoun", "he she they it we i you everyone nobody others who's"},
		{"relative", "who which"},
		{"determiner", "the a an one two three four several some many most another other no any each every both few dozens this that these those his her their its my our your such"},
		{"connector", "of for from with at familiar to in by close near"},
		{"stop", "on after before during while when where as because although though since if whether than then and but or nor so by about into over under against through until unless despite amid within without how what why not is was are were who which that more less only also to in at"},
		{"conjunction", "and"},
		{"subordinate", "that whether how why what to"},
		{"possessive", "his her their its my our"},
		{"attitude", "concern view claim belief opinion hope fear statement argument suggestion promise pledge plan assertion allegation denial contention prediction estimate conclusion message question answer warning advice verdict hunch point"},
		{"impersonal", "it"},
		{"when", "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later january february march april june july august september october november december"},
	},
}
