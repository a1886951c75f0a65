package extract

import (
	"golang.org/x/net/html"
)

// Reasons that are asked for elsewhere.
const (
	comment = "a comment of a reader"
	cookie  = "a cookie notice"
	dialog  = "a notice of the site"
	share   = "a sharing button"
	related = "a pointer to another article"
	video   = "a video or its title"
	byline  = "a byline"

	navigation = "navigation of the site"
	gallery    = "a picture gallery"
)

// boxes are the words in class, id or role by which sites name what stands
// around an article, with the reason that the reader sees. Words between
// spaces must stand in a row. The first that fits counts.
var boxes = []struct {
	reason string
	names  []string
}{
	{comment, []string{"comments", "comment list", "comment section", "disqus", "livefyre", "commentlist", "respond", "comment form", "comment body", "comment content"}},
	{cookie, []string{"cookie", "cookies", "consent", "gdpr"}},
	{"an invitation to subscribe", []string{"newsletter", "newsletters", "subscribe", "signup", "sign up", "optin", "mailchimp", "email alert", "email alerts", "piano"}},
	{share, []string{"share", "sharing", "sharedaddy", "share bar", "share buttons", "social", "socials", "social share", "social links", "addthis", "sharethis", "addtoany", "socialmedia"}},
	{related, []string{"related", "recommended", "recommendation", "recommendations", "recirc", "recirculation", "read more", "readmore", "more stories", "more from", "more on", "most read", "most popular", "popular", "trending", "outbrain", "taboola", "zergnet", "also read", "up next", "upnext", "see also", "teaser", "teasers", "promo", "promos", "read next", "you may", "also like", "yarpp", "jp relatedposts", "relatedposts", "related posts", "relatedlinks", "seealso", "next article", "next post", "prev post", "previous post", "post navigation", "pagination", "pager", "nextprev", "inline link", "interstitial link", "story package", "rss", "latest news", "top stories", "must read"}},
	{"an advertisement", []string{"ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "sponsor", "sponsored", "sponsors", "dfp", "adsense", "adbox", "adslot", "ad slot", "ad container", "affiliate", "promoted", "promotion"}},
	{"about the author", []string{"author bio", "bio", "author box", "authorbox", "author info", "about author", "about the author", "author description", "author profile", "author card", "author details", "post author", "author meta", "author block", "author biography"}},
	{byline, []string{"byline", "bylines", "dateline", "date time", "timestamp", "pubdate", "published date", "publish date", "post meta", "entry meta", "article meta", "meta info", "post date", "article info", "article date", "entry date", "date published", "author", "authors", "story meta", "article details", "contributors", "credits"}},
	{"a keyword of the site", []string{"tags", "taglist", "tag list", "tag links", "keywords", "topics", "topic list", "entry tags", "post tags", "tagcloud", "categories", "category", "filed under"}},
	{navigation, []string{"breadcrumb", "breadcrumbs", "nav", "navigation", "navbar", "menu", "skip link", "toolbar", "tools", "sidebar", "masthead", "site header", "site footer", "widget", "widgets", "toc"}},
	{video, []string{"video", "player", "jwplayer", "brightcove", "playlist", "videos"}},
	{gallery, []string{"gallery", "slideshow", "slide", "carousel", "lightbox", "slides"}},
	{"the foot of the page", []string{"footer", "copyright", "disclaimer", "legal"}},
}

var captionNames = []string{"caption", "captions", "credit", "photo credit", "wp caption", "image credit", "photo caption", "image caption", "media caption", "cutline", "figcaption"}

// boxReason says why an element is not the article, as far as its tag and its
// names say, or is empty. What is named so may still hold the whole article,
// so judge asks for its share of the words too.
func boxReason(tag, names string, n *html.Node) string {
	switch tag {
	case "aside":
		return "a box beside the article"
	case "footer":
		return "the foot of the page"
	case "nav", "menu":
		return navigation
	case "form", "fieldset":
		return "a form"
	case "address":
		return "a byline"
	}
	if names == "" || tag == "body" || tag == "main" || tag == "tr" || tag == "td" || tag == "html" || tag == "article" {
		return "" // what is named there is the page, or the article's subject
	}
	switch attr(n, "role") {
	case "complementary":
		return "a box beside the article"
	case "navigation", "menu", "menubar", "search":
		return navigation
	case "alert", "dialog", "alertdialog":
		return dialog
	}
	for _, b := range boxes {
		for _, name := range b.names {
			if hasName(names, name) {
				return b.reason
			}
		}
	}
	return ""
}

func isCaptionName(names string) bool {
	for _, name := range captionNames {
		if hasName(names, name) {
			return true
		}
	}
	return false
}
