package article

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// trackers are query parameters that say who sent the reader and not what they
// read. Those that end with "*" stand for all that begin so.
var trackers = []string{
	"utm_*", "mc_cid", "mc_eid", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "mtm_*", "hsa_*", "__twitter_*", "oly_*", "vero_*",
	"at_medium", "at_campaign*", "at_custom*", "at_link*", "at_bbc*", "at_ptr*", "at_format", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",
	"fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "li_fat_id", "epik",
	"_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "cmpid", "icid", "ocid", "ncid", "s_cid", "smid", "smtyp", "taid", "tpcc", "sref",
	"ref", "ref_src", "ref_url", "referrer", "referer", "sharetype", "share_id", "smprod", "spm", "wtmc", "trk", "trkcampaign",
	"guccounter", "guce_referrer", "guce_referrer_sig", "fb_action_ids", "fb_source", "ga_source", "xtor", "traffic_source",
}

// variants are query parameters of other forms of the same page: AMP, print,
// one page instead of several. They say so by one of the values beside.
var (
	variants = []string{"outputtype", "output", "print", "printable", "view", "mode", "pagewanted", "full", "noamp", "mobile", "single"}
	forms    = []string{"", "1", "true", "yes", "amp", "print", "printable", "full", "all", "single", "mobile"}
)

// AddressKey is what two addresses of the same page have in common: the host
// without "www.", "m." and "amp.", the path without the parts and the query
// without the parameters that only say by which way or in which form the page
// is read. It is "" for what is no address of the web. The key of
// "https://" and a key is that key.
func AddressKey(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for cut := true; cut; {
		cut = false
		for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
			if rest, found := strings.CutPrefix(host, prefix); found && strings.Contains(rest, ".") {
				host, cut = rest, true
			}
		}
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	var parts []string
	for part := range strings.SplitSeq(escaped(cmp.Or(u.RawPath, u.EscapedPath())), "/") {
		if part != "" && part != "." {
			parts = append(parts, part)
		}
	}
	parts = bare(parts)
	var query []string // as it is written: what a parser would leave out may name the article
	for pair := range strings.SplitSeq(escaped(u.RawQuery), "&") {
		name, value, _ := strings.Cut(pair, "=")
		if pair != "" && !isForm(strings.ToLower(name), strings.ToLower(value)) {
			query = append(query, pair)
		}
	}
	slices.Sort(query)
	key := host
	if len(parts) > 0 {
		key += "/" + strings.Join(parts, "/")
	}
	if len(query) > 0 {
		key += "?" + strings.Join(query, "&")
	}
	return key
}

// escaped writes every octet of a path or a query in one way: as it is if it
// needs no escape anywhere, otherwise with capital digits (RFC 3986, 6.2.2).
func escaped(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, was := s[i], false
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, was = byte(n), true
				i += 2
			}
		}
		plain := c < 0x80 && (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("-._~", c) >= 0)
		if !plain && was || c >= 0x80 {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// bare takes from a path what only says in which form the page is read.
func bare(parts []string) []string {
	for n := len(parts); n > 0; n = len(parts) {
		last := parts[n-1]
		for _, suffix := range []string{".amp.html", ".amp", "-amp.html"} {
			if rest, found := strings.CutSuffix(last, suffix); found && rest != "" {
				last = rest
			}
		}
		switch {
		case last != parts[n-1]:
			parts[n-1] = last
		case slices.Contains([]string{"amp", "print", "index.html", "index.htm", "index.php", "amp.html"}, strings.ToLower(last)):
			parts = parts[:n-1]
		case n > 1 && strings.EqualFold(parts[0], "amp"):
			parts = parts[1:]
		default:
			return parts
		}
	}
	return parts
}

// isForm reports whether a parameter says nothing about which article it is.
func isForm(name, value string) bool {
	for _, t := range trackers {
		if prefix, all := strings.CutSuffix(t, "*"); name == t || all && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	// "view=print" is a form; "view=3481" may be the article.
	return slices.Contains(variants, name) && slices.Contains(forms, value) || slices.Contains([]string{"amp", "_amp", "amp_js_v", "usqp", "singlepage"}, name)
}

// Key is what all revisions of one article have in common, whatever address
// they were read at: the page's own name for itself, or the address. It is ""
// if neither is known. A page whose own name is the front page, or that of the section in which it
// stands, is not believed.
func (m Meta) Key() string {
	address, own := AddressKey(m.URL), AddressKey(m.Canonical)
	if own == "" || !strings.ContainsAny(own, "/?") && strings.ContainsAny(address, "/?") || strings.HasPrefix(address, own+"/") {
		return address
	}
	return own
}
