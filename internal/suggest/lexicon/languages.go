package lexicon

var german = table{
	phrases:   []string{"nach angaben von", "nach angaben des", "nach angaben der", "nach ansicht von", "nach worten von", "nach auskunft von", "nach angaben", "nach ansicht", "laut", "gemäß", "so"},
	postposed: "zufolge", inverted: true, objects: "den dem des einen einem eines seinen ihren",
	words: [][2]string{
		{"statement", "sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont betonten meinte meint teilte teilten mitteilte mitteilten berichtete berichtet berichteten schrieb schreibt warnte warnt " +
			"fügte ergänzte kündigte kündigt ankündigte bestätigte bestätigt nannte nennt bezeichnete behauptete behauptet kritisierte kritisiert antwortete fragte fragt forderte fordert fordern räumte verwies verlautete verlautet " +
			"hieß heißt rief lobte versicherte unterstrich äußerte zitierte gab fuhr kommentierte kommentiert charakterisierte wertete riet sprach spricht aufforderte bemerkte resümierte"},
		{"belief", "glaubt glaubte glauben hofft hoffte hoffen fürchtet fürchtete denkt dachte vermutet vermutete erwartet erwartete findet"},
		{"intention", "plant plante versprach verspricht drohte droht will wollte"},
		{"decree", "forderte fordert fordern verlangte verlangt ordnete entschied urteilte"},
		{"denial", "bestritt bestreitet dementierte dementiert leugnete verneinte widersprach"},
		{"statement", "verweigerte schwieg"}, {"negative", "verweigerte schwieg"},
		{"auxiliary", "hat haben hatte hatten habe wird werde würde ist war sei"},
		{"negation", "nicht nie niemals"},
		{"adverb", "auch dann später erneut zuvor zudem weiter bereits noch außerdem ferner inzwischen dazu jedoch aber"},
		{"pronoun", "er sie wir ich man"}, {"impersonal", "es"},
		{"relative", "der die welcher welche"},
		{"determiner", "der die das den dem des ein eine einer einem einen eines mehrere einige viele zwei drei alle keine sein seine seiner ihr ihre ihrer"},
		{"connector", "von des der vom aus für bei im zu zum zur"},
		{"stop", "am im in auf an bei nach vor mit während als weil obwohl wenn dass ob und oder aber für über unter gegen um seit zu zum aus gegenüber dabei dort gleichzeitig besonders bisher derzeit dagegen daraufhin danach deshalb nun hier zuletzt unterdessen so wie bis trotz anlässlich wegen laut"},
		{"conjunction", "und"}, {"subordinate", "dass ob wie warum daß"},
		{"when", "montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute"},
	},
}

var french = table{
	phrases: []string{"d après", "selon"}, inverted: true, elides: true,
	words: [][2]string{
		{"statement", "dit déclare déclaré affirme affirmé explique expliqué ajoute ajouté indique indiqué précise précisé souligne souligné estime estimé annonce annoncé assure assuré répond répondu raconte raconté écrit rappelle rappelé reconnaît confie confié lance poursuit conclut note avertit confirme confirmé demande"},
		{"belief", "pense croit espère craint juge"}, {"denial", "dément démenti nie nié"}, {"decree", "exige ordonne réclame"},
		{"auxiliary", "a ont avait est était"}, {"negation", "ne n pas jamais"}, {"adverb", "aussi également encore ensuite ainsi déjà"},
		{"statement", "dit-il dit-elle explique-t-il explique-t-elle ajoute-t-il ajoute-t-elle affirme-t-il affirme-t-elle assure-t-il assure-t-elle précise-t-il précise-t-elle poursuit-il poursuit-elle estime-t-il estime-t-elle"},
		{"pronoun", "il elle ils elles on a-t-il a-t-elle ont-ils ont-elles avait-il avait-elle"}, {"relative", "qui"},
		{"determiner", "le la les l un une des deux plusieurs certains son sa ses ce cette"},
		{"connector", "de du des d la le l pour"}, {"stop", "à au aux en dans sur après avant pendant quand que mais ou par avec lors et"},
		{"conjunction", "et"}, {"subordinate", "que qu si"},
		{"when", "lundi mardi mercredi jeudi vendredi samedi dimanche hier"},
	},
}

var spanish = table{
	phrases: []string{"según", "de acuerdo con"}, inverted: true,
	words: [][2]string{
		{"statement", "dijo dice dicho dijeron afirmó afirma aseguró asegura explicó explica añadió agregó señaló señala declaró declara indicó informó anunció reconoció admitió respondió preguntó escribió contó insistió advirtió subrayó destacó comentó confirmó sostuvo manifestó"},
		{"belief", "cree creyó piensa opina espera teme"}, {"denial", "negó niega desmintió"}, {"decree", "exigió ordenó pidió"},
		{"auxiliary", "ha han había fue"}, {"negation", "no nunca"}, {"adverb", "también además luego después ya"},
		{"pronoun", "él ella ellos ellas"}, {"relative", "quien que"},
		{"determiner", "el la los las un una unos unas varios dos su sus este esta"},
		{"connector", "de del la el los las para"}, {"stop", "a al en por tras antes durante cuando que pero o con sobre y"},
		{"conjunction", "y e"}, {"subordinate", "que si"},
		{"when", "lunes martes miércoles jueves viernes sábado domingo ayer"},
	},
}

var italian = table{
	phrases: []string{"secondo"}, inverted: true, elides: true,
	words: [][2]string{
		{"statement", "dice detto disse dichiara dichiarato afferma affermato spiega spiegato aggiunge aggiunto sottolinea sottolineato annuncia annunciato conferma confermato racconta raccontato risponde risposto scrive scritto ammette ammesso avverte ricorda osserva"},
		{"belief", "pensa crede spera teme ritiene"}, {"denial", "nega negato smentisce smentito"}, {"decree", "chiede chiesto ordina"},
		{"auxiliary", "ha hanno aveva è"}, {"negation", "non mai"}, {"adverb", "anche poi inoltre ancora"},
		{"pronoun", "lui lei egli ella loro"}, {"relative", "che"},
		{"determiner", "il lo la i gli le l un una uno due alcuni suo sua"},
		{"connector", "di del della dello dei delle degli d per"}, {"stop", "a al alla in nel nella su sul dopo prima durante quando che ma o con da e"},
		{"conjunction", "e ed"}, {"subordinate", "che se"},
		{"when", "lunedì martedì mercoledì giovedì venerdì sabato domenica ieri"},
	},
}

var portuguese = table{
	phrases: []string{"de acordo com", "segundo", "conforme"}, inverted: true,
	words: [][2]string{
		{"statement", "disse diz dizem afirmou afirma explicou explica acrescentou declarou informou anunciou reconheceu admitiu respondeu perguntou escreveu contou insistiu alertou destacou comentou confirmou garantiu lembrou ressaltou"},
		{"belief", "acredita pensa espera teme acha"}, {"denial", "negou nega desmentiu"}, {"decree", "exigiu ordenou pediu"},
		{"auxiliary", "tem têm tinha foi havia"}, {"negation", "não nunca"}, {"adverb", "também depois ainda já"},
		{"pronoun", "ele ela eles elas"}, {"relative", "quem que"},
		{"determiner", "o a os as um uma uns vários dois seu sua este esta"},
		{"connector", "de do da dos das para"}, {"stop", "ao à em no na nos nas por após antes durante quando que mas ou com sobre e"},
		{"conjunction", "e"}, {"subordinate", "que se"},
		{"when", "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo ontem"},
	},
}

var dutch = table{
	phrases: []string{"volgens", "aldus"}, inverted: true,
	words: [][2]string{
		{"statement", "zei zegt zeiden zeggen verklaarde verklaart vertelde vertelt schreef schrijft meldde meldt antwoordde vroeg vraagt waarschuwde waarschuwt bevestigde bevestigt benadrukte benadrukt erkende erkent noemde noemt stelde stelt aldus reageerde"},
		{"belief", "denkt dacht gelooft hoopt hoopte vreest vindt verwacht"}, {"denial", "ontkende ontkent"}, {"decree", "eiste eist"},
		{"auxiliary", "heeft hebben had is was"}, {"negation", "niet nooit"}, {"adverb", "ook later eerder opnieuw daarna verder"},
		{"pronoun", "hij zij ze wij ik"}, {"relative", "die"}, {"impersonal", "het"},
		{"determiner", "de het een twee enkele meerdere zijn haar hun deze dit"},
		{"connector", "van der den de voor uit"}, {"stop", "op in na voor met tijdens toen omdat dat of en maar over bij tegen aan"},
		{"conjunction", "en"}, {"subordinate", "dat of hoe waarom"},
		{"when", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren vandaag"},
	},
}

// Arabic has no capitals, and writes "and" as one word with the verb.
var arabic = table{
	phrases: []string{"بحسب", "حسب", "وفقا ل"}, inverted: true,
	words: [][2]string{
		{"statement", "قال قالت قالوا يقول تقول وقال وقالت ويقول وتقول فقال فقالت أضاف أضافت وأضاف وأضافت أوضح أوضحت وأوضح وأوضحت أكد أكدت وأكد وأكدت ذكر ذكرت وذكر وذكرت أعلن أعلنت وأعلن وأعلنت صرح صرحت وصرح وصرحت " +
			"أشار أشارت وأشار وأشارت شدد شددت وشدد وشددت كتب كتبت وكتب وكتبت سأل سألت وسأل وسألت رد ردت ورد وردت أجاب أجابت وأجاب وأجابت تابع تابعت وتابع وتابعت حذر حذرت وحذر وحذرت أفاد أفادت وأفاد وأفادت بحسب وبحسب"},
		{"belief", "يرى ترى ويرى وترى يعتقد تعتقد ويعتقد وتعتقد توقع توقعت وتوقع وتوقعت"},
		{"denial", "نفى نفت ونفى ونفت"}, {"negative", "رفض رفضت ورفض ورفضت"},
		{"pronoun", "هو هي هم"}, {"negation", "لم لا لن"},
		{"stop", "في من عن إلى على أن إن أنه أنها خلال بعد قبل عند مع حول لدى يوم أمس اليوم ثم كما التي الذي قد كان كانت إنه إنها بأن ضمن"},
	},
}

// Chinese and Japanese put no spaces between words, so that a verb is found
// wherever its characters stand, and what ends a source is a character too.
var chinese = table{
	unspaced: []string{"表示", "指出", "补充", "補充", "告诉", "告訴", "强调", "強調", "认为", "認為", "宣布", "回答", "解释", "解釋", "透露", "写道", "寫道", "说", "說", "称", "稱", "问", "問"},
	words: [][2]string{
		{"pronoun", "他 她 我"},
		{"stop", "在 于 於 对 對 向 并 並 也 还 還 则 則 就 道 着 著"},
	},
}

var japanese = table{
	unspaced: []string{"述べ", "語っ", "語る", "話し", "話す", "言っ", "言う", "言い", "説明", "強調", "指摘", "答え", "尋ね", "コメント", "書い", "訴え", "明らか"},
	words: [][2]string{
		{"pronoun", "彼"},
		{"stop", "は が も と に で を へ"},
	},
}
