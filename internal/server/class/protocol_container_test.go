package class_test

import (
	"reflect"
	"slices"
	"strings"
	"time"
)

// The checks of section 4, but for pages, and of section 7: containers.

func containerForEveryLayer(d *desk) {
	var layers []struct {
		ID, Annotations string
		Mine            bool
	}
	d.l.teacher.get(d.l.base+"/layers", &layers)
	found := false
	for _, l := range layers {
		found = found || l.ID == string(d.layer.ID) && l.Annotations == d.container && l.Mine
		d.want(id(d.get(l.Annotations).doc) != "", "%s is no container", l.Annotations)
	}
	d.want(found, "the layer is not among %v", layers)
}

func basicContainer(d *desk) {
	types, _ := d.get(d.container).doc["type"].([]any)
	d.want(slices.Contains(types, any("BasicContainer")), "%v", types)
	at := id(d.mark("The bridge").doc)
	d.want(strings.Contains(string(d.preferring(iris).data), at), "what was posted is not contained")
}

func containerAddress(d *desk) {
	d.want(strings.HasSuffix(d.container, "/") && !strings.ContainsAny(d.container, "?#"), "%s", d.container)
	found := d.get(d.source).links("http://www.w3.org/ns/oa#annotationService")
	d.want(slices.Contains(found, d.container), "%s is not offered by this address: %v", d.container, found)
}

func containerMethods(d *desk) {
	get, head, options := d.get(d.container), d.ask("HEAD", d.container, nil), d.ask("OPTIONS", d.container, nil, "Authorization", "")
	d.want(head.code == 200 && len(head.data) == 0 && head.header.Get("ETag") == get.header.Get("ETag"), "HEAD: %d %v", head.code, head.header)
	d.want(options.code == 200 && options.header.Get("Access-Control-Allow-Origin") == "*" && strings.Contains(options.header.Get("Access-Control-Allow-Methods"), "POST"), "OPTIONS: %d %v", options.code, options.header)
}

func containerIsJSONLD(d *desk) {
	a := d.get(d.container)
	d.want(a.header.Get("Content-Type") == jsonLD && id(a.doc) != "" && a.doc["total"] == 0.0, "%s %s", a.header.Get("Content-Type"), a.data)
}

func containerContexts(d *desk) {
	for _, wish := range []string{minimal, iris, whole} {
		context, _ := d.preferring(wish).doc["@context"].([]any)
		d.want(len(context) >= 2 && context[0] == model && context[1] == "http://www.w3.org/ns/ldp.jsonld", "%v", context)
	}
}

func containerOK(d *desk) { d.want(d.ask("GET", d.container, nil).code == 200, "not 200") }

func containerAllow(d *desk) {
	for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
		got := d.ask(method, d.container, nil).allows()
		d.want(reflect.DeepEqual(got, []string{"GET", "HEAD", "OPTIONS", "POST"}), "%s: %v", method, got)
	}
}

// everyAnswer are answers of a container of all kinds.
func everyAnswer(d *desk) map[string]*answer {
	return map[string]*answer{
		"GET": d.get(d.container), "HEAD": d.ask("HEAD", d.container, nil), "OPTIONS": d.ask("OPTIONS", d.container, nil),
		"POST": d.mark("The bridge"), "304": d.ask("GET", d.container, nil, "If-None-Match", "*"), "400": d.ask("POST", d.container, "{"),
		"401": d.ask("GET", d.container, nil, "Authorization", ""), "404": d.ask("GET", strings.Replace(d.container, string(d.layer.ID), "nothing", 1), nil),
		"405": d.ask("PATCH", d.container, "{}"), "406": d.ask("GET", d.container, nil, "Accept", "image/png"), "415": d.ask("POST", d.container, "x", "Content-Type", "text/plain"),
		"422": d.ask("POST", d.container, d.quoting("no such words", "claim")),
	}
}

func containerType(d *desk) {
	for name, a := range everyAnswer(d) {
		d.want(reflect.DeepEqual(a.links("type"), []string{"http://www.w3.org/ns/ldp#BasicContainer"}), "%s: %d %v", name, a.code, a.header.Values("Link"))
	}
}

func containerConstraints(d *desk) {
	for name, a := range everyAnswer(d) {
		d.want(reflect.DeepEqual(a.links("http://www.w3.org/ns/ldp#constrainedBy"), []string{"http://www.w3.org/TR/annotation-protocol/"}), "%s: %d %v", name, a.code, a.header.Values("Link"))
	}
}

func containerETag(d *desk) {
	tag := func() string { return d.get(d.container).header.Get("ETag") }
	empty := tag()
	d.want(strong(empty) && empty == tag(), "ETag %s, then %s", empty, tag())
	a := d.mark("The bridge")
	one := tag()
	d.ask("PUT", id(a.doc), d.quoting("on Monday", "claim"))
	changed := tag()
	d.ask("DELETE", id(a.doc), nil)
	all := []string{empty, one, changed, tag(), d.preferring(iris).header.Get("ETag"), d.preferring(minimal).header.Get("ETag")}
	slices.Sort(all)
	d.want(len(slices.Compact(all)) == 6, "different states have one tag: %v", all)
}

func containerWithoutAccept(d *desk) {
	a := d.get(d.container, "Accept", "")
	d.want(a.header.Get("Content-Type") == jsonLD, "%s", a.header.Get("Content-Type"))
}

func containerVary(d *desk) {
	d.want(strings.Contains(d.get(d.container).header.Get("Vary"), "Accept") && strings.Contains(d.ask("HEAD", d.container, nil).header.Get("Vary"), "Accept"), "no")
}

func containerAcceptPost(d *desk) {
	for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
		d.want(strings.Contains(d.ask(method, d.container, nil).header.Get("Accept-Post"), jsonLD), "%s: %q", method, d.ask(method, d.container, nil).header.Get("Accept-Post"))
	}
}

func collectionClass(d *desk) {
	doc := d.get(d.container).doc
	types, _ := doc["type"].([]any)
	d.want(strings.HasPrefix(id(doc), d.container) && slices.Contains(types, any("AnnotationCollection")), "%v", doc)
}

func collectionLabel(d *desk) {
	d.want(d.get(d.container).doc["label"] == "The bridge", "%v", d.get(d.container).doc["label"])
}

func collectionFirst(d *desk) {
	d.mark("The bridge")
	d.want(len(items(object(d.get(d.container).doc, "first"))) == 1, "it is not embedded")
	d.want(len(items(d.get(id(d.preferring(minimal).doc["first"])).doc)) == 1, "it is not linked")
}

func collectionLast(d *desk) {
	d.fill(0, 250)
	last := d.get(id(d.get(d.container).doc["last"]))
	d.want(len(items(last.doc)) == 50 && last.doc["next"] == nil, "%d on the last", len(items(last.doc)))
}

func collectionTotal(d *desk) {
	d.fill(0, 250)
	for _, wish := range []string{minimal, iris, whole} {
		d.want(d.preferring(wish).doc["total"] == 250.0, "%v", d.preferring(wish).doc["total"])
	}
}

func collectionModified(d *desk) {
	at := func() time.Time {
		s, _ := d.get(d.container).doc["modified"].(string)
		when, err := time.Parse(time.RFC3339, s)
		d.want(err == nil, "%v", err)
		return when
	}
	before := at()
	time.Sleep(2 * time.Millisecond)
	a := d.mark("The bridge")
	marked := at()
	time.Sleep(2 * time.Millisecond)
	d.ask("DELETE", id(a.doc), nil)
	d.want(marked.After(before) && at().After(marked), "%v, %v, %v", before, marked, at())
}

func containerTellsTheWays(d *desk) {
	one, all := d.preferring(iris), d.preferring(whole)
	d.want(id(one.doc) == d.container+"?iris=1" && id(all.doc) == d.container+"?iris=0", "%s, %s", id(one.doc), id(all.doc))
	d.want(string(d.get(id(one.doc)).data) == string(one.data) && string(d.get(id(all.doc)).data) == string(all.data), "their addresses answer something else")
}

func contentLocation(d *desk) {
	for _, a := range []*answer{d.get(d.container), d.preferring(iris), d.preferring(whole), d.preferring(minimal, iris)} {
		d.want(a.header.Get("Content-Location") == id(a.doc), "%s of %s", a.header.Get("Content-Location"), id(a.doc))
	}
}

func minimalLinks(d *desk) {
	d.fill(0, 150)
	for name, want := range map[string]string{iris: "?iris=1", whole: "?iris=0"} {
		doc := d.preferring(minimal, name).doc
		d.want(doc["first"] == d.container+want+"&page=0" && doc["last"] == d.container+want+"&page=1", "%v %v", doc["first"], doc["last"])
	}
}

func wholeByDefault(d *desk) {
	d.mark("The bridge")
	d.want(string(d.get(d.container).data) == string(d.preferring(whole).data), "another answer")
	d.want(string(d.get(d.container, "Prefer", "respond-async, wait=10").data) == string(d.preferring(whole).data), "another answer to another wish")
}

func contradiction(d *desk) {
	d.mark("The bridge")
	a := d.preferring(iris, whole)
	d.want(string(a.data) == string(d.get(d.container).data) && a.header.Get("Preference-Applied") == "", "%v", a.header)
	minimal := d.preferring(minimal, iris, whole)
	d.want(minimal.doc["first"] == d.container+"?iris=0&page=0", "%v", minimal.doc["first"])
}

func preferenceApplied(d *desk) {
	for _, wish := range []string{minimal, iris, whole} {
		a := d.preferring(wish)
		d.want(a.header.Get("Preference-Applied") == "return=representation" && strings.Contains(a.header.Get("Vary"), "Prefer"), "%v", a.header)
	}
	a := d.get(d.container)
	d.want(a.header.Get("Preference-Applied") == "" && strings.Contains(a.header.Get("Vary"), "Prefer"), "%v", a.header)
	two := d.get(d.container, "Prefer", `wait=1, RETURN = representation ; include="`+iris+`", return=representation;include="`+whole+`"`)
	d.want(id(two.doc) == d.container+"?iris=1", "the first of two is not what counts: %s", id(two.doc))
}

func minimalEmbedsNothing(d *desk) {
	d.mark("The bridge")
	a := d.preferring(minimal)
	_, embedded := a.doc["first"].(map[string]any)
	d.want(!embedded && a.doc["contains"] == nil && a.doc["ldp:contains"] == nil && a.doc["items"] == nil && !strings.Contains(string(a.data), "TextQuoteSelector"), "%s", a.data)
}

// alike reports whether all items of all pages from one on are addresses, or
// whole annotations.
func alike(d *desk, first any, addresses bool) {
	seen := 0
	for next := first; next != nil; {
		page, ok := next.(map[string]any)
		if !ok {
			page = d.get(next.(string)).doc
		}
		for _, item := range items(page) {
			_, address := item.(string)
			whole, _ := item.(map[string]any)
			d.want(address == addresses && (address || whole["target"] != nil && whole["body"] != nil), "%v", item)
			seen++
		}
		next = page["next"]
	}
	d.want(seen == 250, "%d of 250", seen)
}

func minimalPagesFollow(d *desk) {
	d.fill(0, 250)
	alike(d, d.preferring(minimal, iris).doc["first"], true)
	alike(d, d.preferring(minimal, whole).doc["first"], false)
	alike(d, d.preferring(minimal).doc["first"], false)
}

func embedded(d *desk, wish string) map[string]any {
	first := object(d.preferring(wish).doc, "first")
	d.want(first["type"] == "AnnotationPage", "%v", first)
	return first
}

func irisEmbedded(d *desk) {
	a := d.mark("The bridge")
	d.want(reflect.DeepEqual(items(embedded(d, iris)), []any{id(a.doc)}), "%v", embedded(d, iris))
}

func irisPages(d *desk) {
	d.fill(0, 250)
	alike(d, embedded(d, iris), true)
}

func wholeEmbedded(d *desk) {
	a := d.mark("The bridge")
	delete(a.doc, "@context")
	d.want(reflect.DeepEqual(items(embedded(d, whole)), []any{any(a.doc)}), "%v\n%v", embedded(d, whole), a.doc)
}

func wholePages(d *desk) {
	d.fill(0, 250)
	alike(d, embedded(d, whole), false)
}

func discovery(d *desk) {
	const service = "http://www.w3.org/ns/oa#annotationService"
	d.want(slices.Contains(d.get(d.source).links(service), d.container), "the article: %v", d.get(d.source).header.Values("Link"))
	page := d.l.at + "/class/" + string(d.l.project.ID) + "/" + string(d.assignment.ID) + "/" + string(d.l.assignment.Articles[0])
	d.want(reflect.DeepEqual(d.get(page).links(service), []string{d.container}), "its page: %v", d.get(page).header.Values("Link"))
}

func onlyAnnotations(d *desk) {
	d.mark("The bridge")
	d.want(d.ask("POST", d.container, map[string]any{"@context": model, "type": "TextualBody", "value": "x"}).code == 415, "something else is taken")
	for _, item := range items(object(d.get(d.container).doc, "first")) {
		d.want(item.(map[string]any)["type"] == "Annotation", "%v", item)
	}
}
