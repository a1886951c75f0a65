package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The lists below hold lower-case phrases between bars. They are data for
// whole lines, not for words within a text: a paragraph that mentions an
// advertisement is no advertisement.
const (
	adLabels = "|ad|ads|advert|advertisement|advertisements|advertising|advertisement continues below|story continues below advertisement|article continues after advertisement|article continues below|scroll to continue|skip advertisement|sponsored|sponsored content|paid content|paid post" +
		"|anzeige|anzeigen|werbung|publicité|publicidad|anuncio|pubblicità|publicidade|advertentie|reclame|إعلان|اعلان|آگهی|اشتہار|פרסומת|реклама|广告|廣告|広告|광고|"

	navLabels = "|menu|home|search|sign in|log in|login|subscribe|skip to content|skip to main content|play video|watch video|your browser does not support the video tag|back to top|zum inhalt springen|nach oben|menú|menü|"

	relatedLabels = "|read more|read also|also read|see also|related|related articles|related stories|related content|related topics|more on this story|more on this|more from this author|most read|most popular|trending|recommended|recommended for you|related news|more stories|more news|latest news|don't miss|also see|more related|you may also like|you might also like|up next|up next in news" +
		"|mehr zum thema|lesen sie auch|weiterlesen|das könnte sie auch interessieren|lire aussi|à lire aussi|sur le même sujet|lee también|lea también|te puede interesar|más información|leggi anche|leia também|leia mais|lees ook|lees meer|اقرأ أيضا|اقرأ أيضًا|اقرأ المزيد|קראו גם|читайте также|相关阅读|相关新闻|延伸阅读|関連記事|あわせて読みたい|관련기사|"

	shareWords = "|share|share this|tweet|email|e-mail|print|copy link|save|bookmark|share this article|save article|share on|listen to this article|comments|comment|leave a comment|follow us|gift article" +
		"|teilen|drucken|merken|kommentare|kommentieren|artikel anhören|partager|imprimer|commenter|compartir|imprimir|guardar|condividi|stampa|compartilhar|delen|مشاركة|شارك|שתפו|שיתוף|поделиться|分享|シェア|공유|"

	networks = "|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|mastodon|bluesky|threads|instagram|email|e-mail|print|link|on|by|or|and|via|"

	counted = "|comments|comment|shares|share|likes|views|reactions|min read|mins read|minute read|minutes read|min|kommentare|kommentar|minuten|minuten lesezeit|min lesezeit|commentaires|commentaire|min de lecture|comentarios|min de lectura|commenti|comentários|min de leitura|reacties|min leestijd|تعليق|دقائق|条评论|件のコメント|"

	sections = "|news|world|world news|international|national|local|local news|politics|opinion|analysis|comment|business|economy|money|finance|markets|sport|sports|culture|arts|entertainment|lifestyle|life|health|science|technology|tech|climate|environment|travel|education|society|style|food|investigations|explainer|feature|features|interview|interviews|breaking|breaking news|breaking:|exclusive|latest|top stories|home|uk|us|us news|uk news|europe|asia|africa|americas|middle east|and" +
		"|nachrichten|politik|wirtschaft|kultur|wissenschaft|gesellschaft|panorama|meinung|ausland|inland|regionales|wissen|actualités|actualité|politique|économie|monde|société|international|noticias|política|economía|mundo|sociedad|deportes|cultura|opinión|notizie|politica|economia|mondo|cronaca|notícias|esportes|nieuws|economie|buitenland|binnenland|أخبار|الأخبار|سياسة|اقتصاد|رياضة|חדשות|новости|политика|新闻|国际|时政|社会|ニュース|政治|経済|뉴스|정치|"

	invitations = "|sign up|subscribe|register|get the|get our|get breaking|want |want the|join our|join us|click here|tap here|download our|download the app|follow us|support our|become a member|become a subscriber|receive |receive our|stay up|stay informed|don't miss|never miss|enjoying |like what you|already a subscriber|already have an account|this article is for subscribers" +
		"|abonnieren sie|melden sie sich|jetzt anmelden|jetzt abonnieren|newsletter|inscrivez-vous|abonnez-vous|recevez |suscríb|regístr|recib|apúntate|iscriviti|abbonati|ricevi |assine|inscreva-se|receba |cadastre-se|meld je aan|schrijf je in|abonneer|اشترك|הירשמו|подпишитесь|订阅|"

	invitedTo = "|newsletter|inbox|sign up|subscribe to|subscription|subscriber|our app|the app|notifications|alerts|briefing by email|on whatsapp|on telegram|on facebook|on twitter|on instagram|log in|our journalism|member" +
		"|postfach|anmelden|infolettre|boîte mail|lettre d'information|boletín|correo|alla newsletter|nieuwsbrief|النشرة|البريد|הניוזלטר|рассылк|通讯|简报|"

	cookieStarts = "|we use cookies|we and our partners|this site uses cookies|this website uses cookies|our site uses cookies|by continuing to use this|accept all cookies|accept cookies|cookie settings|manage cookies|wir verwenden cookies|diese website verwendet cookies|nous utilisons des cookies|ce site utilise des cookies|utilizamos cookies|este sitio utiliza cookies|questo sito utilizza|utilizziamo i cookie|wij gebruiken cookies|этот сайт использует|"
)

// reason says why a line is not part of the article, or is empty. A reader
// sees it beside the words.
func reason(s string) string {
	length := utf8.RuneCountInString(s)
	if length > 400 {
		return ""
	}
	key := lineKey(s)
	switch {
	case listed(adLabels, key):
		return "an advertisement label"
	case listed(relatedLabels, key), length <= 200 && pointsElsewhere(s):
		return "a pointer to another article"
	case listed(navLabels, key):
		return "navigation of the site"
	case isShare(key):
		return "a sharing button"
	case length <= 40 && isCounter(key):
		return "a counter of the site"
	case length <= 260 && invites(s):
		return "an invitation to subscribe"
	case begins(cookieStarts, key):
		return "a cookie notice"
	case length <= 200 && isCopyright(s, key):
		return "a copyright line"
	}
	return ""
}

// lineKey is a line in lower case, with straight apostrophes, and without what
// stands around its words.
func lineKey(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "’", "'")
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// longest is longer than every phrase in a list, in bytes.
const longest = 80

// listed reports whether the key is one of the phrases.
func listed(list, key string) bool {
	return key != "" && len(key) <= longest && !strings.Contains(key, "|") && strings.Contains(list, "|"+key+"|")
}

// begins reports whether the key begins with one of the phrases, and at the
// end of a word unless the phrase is only the stem of one.
func begins(list, key string) bool {
	for phrase := range strings.SplitSeq(strings.Trim(list, "|"), "|") {
		if strings.HasPrefix(key, phrase) {
			return true
		}
	}
	return false
}

// pointsElsewhere reports whether a line begins with one of the phrases for
// other articles and a colon or bar: "Read more: …".
func pointsElsewhere(s string) bool {
	at := strings.IndexAny(s, ":|：")
	return at > 0 && listed(relatedLabels, lineKey(s[:at]))
}

// isShare reports whether a line holds nothing but words of sharing buttons.
// The name of a network alone may be a heading, so it is no button.
func isShare(key string) bool {
	if listed(shareWords, key) {
		return true
	}
	fields := strings.FieldsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|,/·•", r) })
	shares := 0
	for _, f := range fields {
		switch {
		case listed(shareWords, f):
			shares++
		case !listed(networks, f):
			return false
		}
	}
	return shares > 0 && len(fields) > 1
}

// isCounter reports whether a line is a number and what it counts, or a
// reading time.
func isCounter(key string) bool {
	for _, start := range []string{"reading time", "read time", "lesezeit", "temps de lecture", "tiempo de lectura", "tempo di lettura", "tempo de leitura", "leestijd"} {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	rest := strings.TrimLeft(key, "0123456789.,")
	if rest == key {
		return false
	}
	rest = strings.TrimPrefix(rest, "k ") // "12k views"
	return listed(counted, strings.TrimSpace(strings.ReplaceAll(rest, "-", " ")))
}

// invites reports whether one of the sentences of a short paragraph asks the
// reader to subscribe, register or follow. Somebody who is quoted as saying
// so is not asking the reader.
func invites(s string) bool {
	if strings.ContainsAny(s, "“”«»„\"") {
		return false
	}
	key := lineKey(s)
	asks := false
	for sentence := range strings.FieldsFuncSeq(key, func(r rune) bool { return strings.ContainsRune(".?!:。？！", r) }) {
		asks = asks || begins(invitations, lineKey(sentence))
	}
	if !asks {
		return false
	}
	for phrase := range strings.SplitSeq(strings.Trim(invitedTo, "|"), "|") {
		if strings.Contains(key, phrase) {
			return true
		}
	}
	return strings.Contains(key, "subscribe") && utf8.RuneCountInString(key) < 80
}

func isCopyright(s, key string) bool {
	return strings.HasPrefix(s, "©") || strings.HasPrefix(key, "copyright ©") || strings.HasPrefix(key, "copyright 20") ||
		strings.HasPrefix(key, "all rights reserved") || strings.HasPrefix(key, "alle rechte vorbehalten") || strings.HasPrefix(key, "tous droits réservés")
}

// isSection reports whether a line is the name of a section of the site or a
// path of them: "News", "World | Politics", "Home > Local".
func isSection(s string) bool {
	parts := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune("|/>›»·•&,", r) })
	for _, p := range parts {
		if !listed(sections, strings.TrimSpace(p)) {
			return false
		}
	}
	return len(parts) > 0 && len(parts) <= 5
}
