package extract

import (
	"slices"
	"strings"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// calls begin a line in which the newsroom or the author speaks to the reader
// about itself; callsFor are what such a line is about.
var (
	calls    = []string{"follow ", "email ", "e-mail ", "contact ", "reach ", "write to ", "have a tip", "got a tip", "have a story", "do you have", "tell us", "join our", "join us", "join the", "like us", "find us", "download ", "click here", "listen ", "more ", "get the", "get more", "get access", "get our", "check out", "sign up", "subscribe", "support ", "want more", "want the", "send ", "share your", "to contact", "to reach", "you can follow", "you can reach", "you can email", "read more", "watch ", "keep up", "stay "}
	callsFor = []string{"twitter", "facebook", "instagram", "youtube", "tiktok", "@", "newsletter", "email", "e-mail", " app ", "http", "www.", "forum", "podcast", " here ", "subscri", "linkedin", "letterbox", " tips ", " code "}
	notes    = []string{"contributed to this report", "contributed to this story", "contributed to this article", "contributed reporting", "contributed to the report", "on twitter at", "on twitter @", "can be reached at ", "may be reached at ", "be contacted at ", "affiliate commission", "affiliate link", "earn a commission", "may receive a commission", "may contain affiliate", "sign up for our", "tell us what you think", "this material may not be published", "was first published in the print", "click here for more information", "if you have a news tip", "if you enjoyed this article", "if you liked this article"}
	follows  = []string{"follow him", "follow her", "follow them", "follow me", "follow us"}
	networks = []string{"twitter", "facebook", "instagram", "youtube", "linkedin", "tiktok", "mastodon", "bluesky", "@"}
)

// reach is how many paragraphs from the end are asked whether they are notes.
const reach = 8

// tail sets aside what the newsroom says about itself at the end, and the list
// of other articles there.
func (d *document) tail() {
	d.endList()
	asked := 0
	last := true
	for i := len(d.blocks) - 1; i >= 0 && asked < reach; i-- {
		b := d.blocks[i]
		if !b.kept || b.aside != "" || b.Kind == article.Caption {
			continue
		}
		asked++
		if b.Kind != article.Paragraph && b.Kind != article.Item && b.Kind != article.Heading {
			last = false
			continue
		}
		switch {
		case isCall(b.Text):
			b.aside = "a note of the newsroom"
		case last && (b.Kind == article.Heading || b.chars < 40 && isTime(b.Text)):
			b.aside = "the end of the page"
		default:
			last = false
		}
	}
}

func isCall(s string) bool {
	if len(s) > 420 || strings.ContainsAny(s, "“”«»„") {
		return false
	}
	low := strings.ToLower(strings.TrimLeft(s, "*•–—-[( "))
	if strings.HasPrefix(low, "reporting by ") || strings.HasPrefix(low, "additional reporting by ") || strings.HasPrefix(low, "editing by ") {
		return true
	}
	if holdsOne(low, notes) || holdsOne(low, follows) && holdsOne(low, networks) {
		return true
	}
	if len(s) > 220 {
		return false
	}
	for _, c := range calls {
		if !strings.HasPrefix(low, c) {
			continue
		}
		if holdsOne(unpoint.Replace(low+" "), callsFor) {
			return true
		}
	}
	return false
}

// unpoint takes off the points behind words, and leaves those within.
var unpoint = strings.NewReplacer(". ", " ", ",", " ", "!", " ", "?", " ", ": ", " ", ")", " ", "\"", " ")

func holdsOne(s string, of []string) bool {
	return slices.ContainsFunc(of, func(w string) bool { return strings.Contains(s, w) })
}

// endList sets aside a list at the very end of which nearly every item has a
// link and hardly one is a sentence.
func (d *document) endList() {
	var items []*block
	links, sentences, size := 0, 0, 0
	for i := len(d.blocks) - 1; i >= 0; i-- {
		b := d.blocks[i]
		if !b.kept || b.aside != "" && b.Kind != article.Item {
			continue
		}
		if b.Kind != article.Item {
			break
		}
		items = append(items, b)
		size += b.chars
		if b.linked > 0 {
			links++
		}
		if ingest.EndsSentence(b.Text) {
			sentences++
		}
	}
	if n := len(items); n > 1 && links*10 >= n*9 && sentences*3 < n && size < n*120 {
		for _, b := range items {
			b.aside = related
		}
	}
}
