package class_test

import (
	"strings"

	"github.com/piprate/json-gold/ld"
)

// statements reads Turtle as a client does, and gives what it says: subject,
// predicate and object each.
func (d *desk) statements(address string) (all [][3]string) {
	d.Helper()
	a := d.get(address, "Accept", "text/turtle")
	d.want(a.header.Get("Content-Type") == "text/turtle", "Content-Type %s", a.header.Get("Content-Type"))
	graph, err := ld.ParseNQuads(string(a.data))
	if err != nil {
		d.Fatalf("it cannot be read: %v\n%s", err, a.data)
	}
	for _, s := range graph.Graphs["@default"] {
		all = append(all, [3]string{s.Subject.GetValue(), s.Predicate.GetValue(), s.Object.GetValue()})
	}
	return all
}

// stated is how often it is said; "" stands for anything.
func stated(all [][3]string, subject, predicate, object string) (n int) {
	for _, s := range all {
		if (subject == "" || subject == s[0]) && predicate == s[1] && (object == "" || object == s[2]) {
			n++
		}
	}
	return n
}

const (
	rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	oa      = "http://www.w3.org/ns/oa#"
	as      = "http://www.w3.org/ns/activitystreams#"
)

func annotationInTurtle(d *desk) {
	at := d.mark("The bridge").header.Get("Location")
	all := d.statements(at)
	for _, want := range [][3]string{
		{at, rdfType, oa + "Annotation"}, {at, oa + "motivatedBy", oa + "classifying"}, {"", oa + "exact", "The bridge"}, {"", oa + "hasSource", ""},
	} {
		d.want(stated(all, want[0], want[1], want[2]) == 1, "it does not say %v but %v", want, all)
	}
	created := d.ask("POST", d.container, d.quoting("on Monday", "claim"), "Accept", "text/turtle")
	d.want(created.code == 201 && created.header.Get("Content-Type") == "text/turtle" && strings.Contains(string(created.data), `"on Monday"`), "created: %d %s", created.code, created.data)
	d.want(d.ask("PUT", at, d.quoting("on Monday", "claim"), "If-Match", d.get(at, "Accept", "text/turtle").header.Get("ETag")).code == 200, "its ETag is not taken")
}

func containerInTurtle(d *desk) {
	d.fill(0, 3)
	all := d.statements(d.container)
	here := d.get(d.container).doc["id"].(string)
	for _, want := range [][3]string{
		{here, rdfType, "http://www.w3.org/ns/ldp#BasicContainer"}, {here, rdfType, as + "OrderedCollection"}, {here, as + "totalItems", "3"}, {here, as + "first", ""},
	} {
		d.want(stated(all, want[0], want[1], want[2]) == 1, "it does not say %v but %v", want, all)
	}
	d.want(stated(all, "", rdfType, oa+"Annotation") == 3, "it has not three annotations: %v", all)
	page := d.statements(here + "&page=0")
	d.want(stated(page, "", rdfType, oa+"Annotation") == 3 && stated(page, here+"&page=0", as+"partOf", here) == 1, "the page says %v", page)
}
