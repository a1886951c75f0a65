package class_test

import (
	"net/url"
	"reflect"
	"strings"

	"quoth/internal/server"
	"quoth/internal/server/class"
)

// The checks of sections 3 and 5: single annotations.

func annotationMethods(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	get, head, options := d.get(at), d.ask("HEAD", at, nil), d.ask("OPTIONS", at, nil, "Authorization", "")
	d.want(head.code == 200 && len(head.data) == 0 && head.header.Get("ETag") == get.header.Get("ETag"), "HEAD: %d %v", head.code, head.header)
	d.want(options.code == 200, "OPTIONS: %d", options.code)
	pre := d.ask("OPTIONS", at, nil, "Authorization", "", "Origin", "https://notes.example", "Access-Control-Request-Method", "PUT", "Access-Control-Request-Headers", "authorization,if-match")
	h := pre.header
	d.want(h.Get("Access-Control-Allow-Origin") == "*" && strings.Contains(h.Get("Access-Control-Allow-Methods"), "PUT") &&
		strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization") && strings.Contains(h.Get("Access-Control-Allow-Headers"), "If-Match"), "before a request of another site: %v", h)
}

func httpsAddresses(d *desk) {
	base, err := url.Parse("https://quoth.example")
	if err != nil {
		d.Fatal(err)
	}
	s := newSchool(d.T, sqlite(d), func(with *server.Config, _ *class.Config) { with.Base = base })
	far := s.lesson(nil).desk(d.T)
	here := func(address string) string { return strings.Replace(address, "https://quoth.example", s.at, 1) }
	an := far.quoting("The bridge", "claim")
	object(an, "target")["source"] = strings.Replace(far.source, s.at, "https://quoth.example", 1)
	made := far.post(an)
	for _, address := range []string{made.header.Get("Location"), id(made.doc), id(far.get(far.container).doc), far.get(far.container).header.Get("Content-Location"), id(far.get(here(id(made.doc))).doc)} {
		d.want(strings.HasPrefix(address, "https://quoth.example/api/"), "%s", address)
	}
	d.want(strings.HasPrefix(far.get(far.container).doc["last"].(string), "https://quoth.example/api/"), "the last page is elsewhere")
}

func annotationIsJSONLD(d *desk) {
	a := d.get(d.mark("The bridge").header.Get("Location"))
	kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	context, _ := a.doc["@context"].([]any)
	d.want(kind == "application/ld+json", "Content-Type %s", a.header.Get("Content-Type"))
	d.want(len(context) > 0 && context[0] == model && a.doc["type"] == "Annotation" && a.doc["target"] != nil && a.doc["body"] != nil, "%s", a.data)
}

func annotationProfile(d *desk) {
	a := d.get(d.mark("The bridge").header.Get("Location"))
	d.want(a.header.Get("Content-Type") == jsonLD, "%s", a.header.Get("Content-Type"))
}

func negotiation(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	for accept, want := range map[string]string{
		"": jsonLD, "*/*": jsonLD, "application/*": jsonLD, jsonLD: jsonLD, "application/ld+json": jsonLD, "application/json": "application/json",
		"text/turtle, application/json;q=0.5": "text/turtle", "text/*": "text/turtle", "text/turtle;q=0.2, application/json;q=0.5": "application/json", "text/turtle, */*": jsonLD, "text/turtle, */*;q=0.1": "text/turtle",
		"application/json;q=0.9, application/ld+json;q=0.2": "application/json",
		"text/html,*/*;q=0.8":                               jsonLD, "application/ld+json;q=0, application/json": "application/json", `application/ld+json;profile="http://iiif.io/a, b"`: jsonLD,
	} {
		for _, address := range []string{at, d.container, d.container + "?page=0"} {
			a := d.get(address, "Accept", accept)
			d.want(a.header.Get("Content-Type") == want, "Accept %q: %s", accept, a.header.Get("Content-Type"))
		}
	}
	tags := map[string]bool{}
	for _, accept := range []string{"", "application/json", "text/turtle"} {
		a := d.get(at, "Accept", accept)
		tags[a.header.Get("ETag")] = true
		d.want(d.ask("GET", at, nil, "Accept", accept, "If-None-Match", a.header.Get("ETag")).code == 304, "%q: what is had is sent again", accept)
	}
	d.want(len(tags) == 3, "two media types have one strong ETag: %v", tags)
}

func annotationOK(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	d.want(d.ask("GET", at, nil).code == 200, "not 200")
}

func annotationLink(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
		types := d.ask(method, at, nil).links("type")
		d.want(reflect.DeepEqual(types, []string{"http://www.w3.org/ns/ldp#Resource", "http://www.w3.org/ns/oa#Annotation"}), "%s: %v", method, types)
	}
}

func strong(tag string) bool { return len(tag) > 10 && tag[0] == '"' && strings.HasSuffix(tag, `"`) }

func annotationETag(d *desk) {
	made := d.mark("The bridge")
	at := made.header.Get("Location")
	tag := d.get(at).header.Get("ETag")
	d.want(strong(tag) && tag == made.header.Get("ETag") && tag == d.ask("HEAD", at, nil).header.Get("ETag"), "ETag %s, and %s when it was made", tag, made.header.Get("ETag"))
	d.mark("on Monday")
	d.want(d.get(at).header.Get("ETag") == tag, "it changes with another annotation")
	made.doc["body"] = append(made.doc["body"].([]any), map[string]any{"type": "TextualBody", "purpose": "commenting", "value": "Who says?"})
	d.want(d.ask("PUT", at, made.doc).header.Get("ETag") != tag, "it does not change with the annotation")
}

func annotationAllow(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
		if got := d.ask(method, at, nil).allows(); !reflect.DeepEqual(got, []string{"DELETE", "GET", "HEAD", "OPTIONS", "PUT"}) {
			d.Errorf("%s: %v", method, got)
		}
	}
	d.l.teacher.post(d.l.base+"/layers/"+string(d.layer.ID)+"/finish", nil, nil)
	d.want(reflect.DeepEqual(d.get(at).allows(), []string{"GET", "HEAD", "OPTIONS"}), "when it is finished: %v", d.get(at).allows())
}

func annotationVary(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	d.want(strings.Contains(d.get(at).header.Get("Vary"), "Accept") && strings.Contains(d.ask("HEAD", at, nil).header.Get("Vary"), "Accept"), "Vary %q", d.get(at).header.Get("Vary"))
}

func notModified(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	for _, address := range []string{at, d.container, d.container + "?iris=1&page=0"} {
		tag := d.get(address).header.Get("ETag")
		for _, header := range []string{tag, `"other", ` + tag, "W/" + tag, "*"} {
			a := d.ask("GET", address, nil, "If-None-Match", header)
			d.want(a.code == 304 && len(a.data) == 0 && a.header.Get("ETag") == tag, "%s with %s: %d", address, header, a.code)
		}
		d.want(d.ask("GET", address, nil, "If-None-Match", `"other"`).code == 200, "it was taken for another")
	}
}

func createdCode(d *desk) {
	a := d.ask("POST", d.container, d.quoting("The bridge", "claim"))
	d.want(a.code == 201 && a.doc["type"] == "Annotation" && strong(a.header.Get("ETag")) && a.header.Get("Content-Type") == jsonLD, "%d %v", a.code, a.header)
}

func createdLocation(d *desk) {
	a := d.mark("The bridge")
	d.want(a.header.Get("Location") == id(a.doc) && d.get(a.header.Get("Location")).header.Get("ETag") == a.header.Get("ETag"), "Location %s of %s", a.header.Get("Location"), id(a.doc))
}

func createdID(d *desk) {
	an := d.quoting("The bridge", "claim")
	an["id"] = "https://notes.example/7"
	a := d.post(an)
	d.want(id(a.doc) != "" && id(a.doc) != an["id"], "id %s", id(a.doc))
	d.want(id(d.mark("on Monday").doc) != id(a.doc), "two have one id")
}

func createdBelow(d *desk) {
	rest, below := strings.CutPrefix(id(d.mark("The bridge").doc), d.container)
	d.want(below && rest != "" && !strings.ContainsAny(rest, "/?#"), "%s", rest)
}

func canonicalStays(d *desk) {
	an := d.quoting("The bridge", "claim")
	an["canonical"] = "urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df"
	a := d.post(an)
	d.want(a.doc["canonical"] == an["canonical"] && d.get(id(a.doc)).doc["canonical"] == an["canonical"], "%v", a.doc["canonical"])
	delete(a.doc, "canonical")
	again := d.ask("PUT", id(a.doc), a.doc)
	d.want(again.code == 200 && again.doc["canonical"] == an["canonical"], "left out of an update: %d %s", again.code, again.data)
	first := items(object(d.get(d.container).doc, "first"))
	d.want(first[0].(map[string]any)["canonical"] == an["canonical"], "on a page: %v", first[0])
}

func idBecomesVia(d *desk) {
	an := d.quoting("The bridge", "claim")
	an["id"], an["via"] = "https://notes.example/7", "https://archive.example/7"
	a := d.post(an)
	d.want(reflect.DeepEqual(a.doc["via"], []any{"https://archive.example/7", "https://notes.example/7"}), "via %v", a.doc["via"])
	an["id"] = "a relative name"
	delete(an, "via")
	d.want(d.post(an).doc["via"] == nil, "what is no IRI is a via")
}

func slugNames(d *desk) {
	for _, s := range []struct{ slug, want string }{{"first", "first"}, {`"my_second"`, "my_second"}, {"%66ourth", "fourth"}} {
		a := d.post(d.quoting("The bridge", "claim"), "Slug", s.slug)
		d.want(id(a.doc) == d.container+s.want, "%s: %s", s.slug, id(a.doc))
	}
	for _, bad := range []string{"first", "..", ".", "a/b", "%2e%2e%2f", "a b", "%zz", strings.Repeat("a", 101), "é"} {
		a := d.post(d.quoting("The bridge", "claim"), "Slug", bad)
		d.want(len(id(a.doc)) == len(d.container)+36, "%s: %s", bad, id(a.doc))
	}
}

func updateByPut(d *desk) {
	a := d.mark("The bridge")
	put := d.quoting("on Monday", "question")
	b := d.ask("PUT", id(a.doc), put, "If-Match", a.header.Get("ETag"))
	d.want(b.code == 200 && strings.Contains(string(b.data), "on Monday") && !strings.Contains(string(b.data), "The bridge"), "%d %s", b.code, b.data)
}

func updateAnswers(d *desk) {
	a := d.mark("The bridge")
	b := d.ask("PUT", id(a.doc), d.quoting("on Monday", "question"), "Accept", "application/json")
	now := d.get(id(a.doc), "Accept", "application/json")
	d.want(b.code == 200 && string(b.data) == string(now.data) && b.header.Get("ETag") == now.header.Get("ETag") && b.header.Get("Content-Type") == "application/json", "%d\n%s\n%s", b.code, b.data, now.data)
	d.want(id(b.doc) == id(a.doc) && b.doc["created"] == a.doc["created"], "another id or time of creation")
	d.want(d.ask("PUT", id(a.doc), now.doc).header.Get("ETag") == now.header.Get("ETag")[:23]+`"`, "the same state again is another one")
}

func namesStay(d *desk) {
	an := d.quoting("The bridge", "claim")
	an["id"], an["canonical"] = "https://notes.example/7", "urn:isbn:1"
	a := d.post(an)
	for name, value := range map[string]any{"canonical": "urn:isbn:2", "via": []any{"https://notes.example/8"}} {
		put := d.get(id(a.doc)).doc
		put[name] = value
		b := d.ask("PUT", id(a.doc), put)
		d.want(b.code == 409, "%s: %d %s", name, b.code, b.data)
	}
	d.want(reflect.DeepEqual(d.get(id(a.doc)).doc, a.doc), "it was changed")
	late := d.mark("on Monday")
	late.doc["canonical"] = "urn:isbn:3"
	c := d.ask("PUT", id(late.doc), late.doc)
	d.want(c.doc["canonical"] == "urn:isbn:3", "what was not set cannot be: %d %s", c.code, c.data)
}

func deleteWorks(d *desk) {
	at := id(d.mark("The bridge").doc)
	d.want(d.ask("DELETE", at, nil).code < 300 && d.ask("GET", at, nil).code == 410, "it is still there")
}

func deleteCode(d *desk) {
	a := d.mark("The bridge")
	b := d.ask("DELETE", id(a.doc), nil, "If-Match", a.header.Get("ETag"))
	d.want(b.code == 204 && len(b.data) == 0, "%d %s", b.code, b.data)
}

func deletedNamesAreNotUsedAgain(d *desk) {
	a := d.post(d.quoting("The bridge", "claim"), "Slug", "one")
	d.ask("DELETE", id(a.doc), nil)
	b := d.post(d.quoting("The bridge", "claim"), "Slug", "one")
	d.want(id(b.doc) != id(a.doc) && d.ask("GET", id(a.doc), nil).code == 410, "%s", id(b.doc))
}

func deletedLeavesTheContainer(d *desk) {
	a := d.mark("The bridge")
	d.mark("on Monday")
	d.ask("DELETE", id(a.doc), nil)
	for _, wish := range []string{iris, whole} {
		c := d.preferring(wish)
		d.want(c.doc["total"] == 1.0 && len(items(object(c.doc, "first"))) == 1 && !strings.Contains(string(c.data), id(a.doc)), "%s", c.data)
	}
}
