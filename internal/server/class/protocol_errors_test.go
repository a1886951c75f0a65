package class_test

import "strings"

// The checks of section 6: what is answered when something is wrong. Each says
// so in words.

func (d *desk) wrong(a *answer, code int) {
	d.Helper()
	words, _ := a.doc["error"].(string)
	if a.code != code || len(words) < 10 || a.header.Get("Content-Type") != "application/json" {
		d.Errorf("%d with %q, not %d", a.code, a.data, code)
	}
}

func badRequest(d *desk) {
	at := id(d.mark("The bridge").doc)
	for _, bad := range []string{"", "{", `{"a":1} {"b":2}`, "\xff", strings.Repeat("[", 20_000)} {
		d.wrong(d.ask("POST", d.container, bad), 400)
		d.wrong(d.ask("PUT", at, bad), 400)
	}
}

func unauthorised(d *desk) {
	at := id(d.mark("The bridge").doc)
	for _, token := range []string{"", "Bearer nobody", "Bearer ", "Basic QTpC"} {
		for _, a := range []*answer{
			d.ask("GET", d.container, nil, "Authorization", token), d.ask("POST", d.container, d.quoting("on Monday", "claim"), "Authorization", token),
			d.ask("PUT", at, d.quoting("on Monday", "claim"), "Authorization", token), d.ask("DELETE", at, nil, "Authorization", token), d.ask("GET", at, nil, "Authorization", token),
		} {
			d.wrong(a, 401)
			d.want(a.header.Get("WWW-Authenticate") == "Bearer", "how to sign in is not said")
		}
	}
	d.want(d.get(d.container).doc["total"] == 1.0, "something was changed")
}

func forbidden(d *desk) {
	at := id(d.mark("The bridge").doc)
	d.l.teacher.post(d.l.base+"/layers/"+string(d.layer.ID)+"/finish", nil, nil)
	d.wrong(d.ask("POST", d.container, d.quoting("on Monday", "claim")), 403)
	d.wrong(d.ask("PUT", at, d.quoting("on Monday", "claim")), 403)
	d.wrong(d.ask("DELETE", at, nil), 403)
	ada := d.l.pupil("Ada " + string(d.layer.ID[:8]))
	code, words := ada.ask("GET", strings.TrimPrefix(d.container, d.l.at), nil, nil)
	d.want(code == 403 && strings.Contains(words, "whoever leads"), "a pupil reads the teacher's: %d %s", code, words)
}

func notThere(d *desk) {
	d.mark("The bridge")
	for _, address := range []string{d.container + "nothing", d.container + "?page=1", d.container + "?page=-1", d.container + "?page=x", d.container + "?iris=2", d.container + "?page=",
		strings.Replace(d.container, string(d.layer.ID), "nothing", 1), strings.Replace(d.container, string(d.l.project.ID), "nothing", 1),
		d.container + "%2e%2e", d.container + "a%2Fb", d.container + "%00", d.container + "'%20OR%201=1", d.container + strings.Repeat("a", 5000)} {
		d.wrong(d.ask("GET", address, nil), 404)
	}
	d.wrong(d.ask("PUT", d.container+"nothing", d.quoting("on Monday", "claim")), 404)
	d.wrong(d.ask("DELETE", d.container+"nothing", nil), 404)
}

func methodNotAllowed(d *desk) {
	at := id(d.mark("The bridge").doc)
	for _, a := range []*answer{d.ask("PATCH", at, "{}"), d.ask("POST", at, "{}"), d.ask("PUT", d.container, "{}"), d.ask("DELETE", d.container, nil), d.ask("POST", d.container+"?page=0", d.quoting("on Monday", "claim"))} {
		d.wrong(a, 405)
		d.want(strings.HasPrefix(a.header.Get("Allow"), "GET, HEAD, OPTIONS"), "Allow %q", a.header.Get("Allow"))
	}
	d.want(d.get(d.container).doc["total"] == 1.0, "something was changed")
}

func notAcceptable(d *desk) {
	at := id(d.mark("The bridge").doc)
	for _, accept := range []string{"image/png", "application/rdf+xml, application/trig", "application/ld+json;q=0", "text/turtle;q=0", "application/json;q=0, image/*", "nonsense"} {
		d.wrong(d.ask("GET", at, nil, "Accept", accept), 406)
		d.wrong(d.ask("GET", d.container, nil, "Accept", accept), 406)
		d.wrong(d.ask("POST", d.container, d.quoting("on Monday", "claim"), "Accept", accept), 406)
	}
	d.want(d.get(d.container).doc["total"] == 1.0, "it was created though its answer could not be given")
}

func setByTheServer(d *desk) {
	a := d.mark("The bridge")
	put := d.quoting("on Monday", "claim")
	for _, other := range []string{d.container + "other", "https://notes.example/7"} {
		put["id"] = other
		d.wrong(d.ask("PUT", id(a.doc), put), 409)
	}
	d.want(string(d.get(id(a.doc)).data) == string(a.data), "it was changed")
}

func goneForGood(d *desk) {
	at := id(d.mark("The bridge").doc)
	d.ask("DELETE", at, nil)
	d.wrong(d.ask("GET", at, nil), 410)
	d.wrong(d.ask("PUT", at, d.quoting("on Monday", "claim")), 410)
	d.wrong(d.ask("DELETE", at, nil), 410)
	d.want(d.ask("HEAD", at, nil).code == 410, "HEAD")
}

func preconditionFailed(d *desk) {
	a := d.mark("The bridge")
	for _, tag := range []string{`"other"`, "W/" + a.header.Get("ETag"), `"`, "x", strings.Trim(a.header.Get("ETag"), `"`)} {
		d.wrong(d.ask("PUT", id(a.doc), d.quoting("on Monday", "claim"), "If-Match", tag), 412)
		d.wrong(d.ask("DELETE", id(a.doc), nil, "If-Match", tag), 412)
	}
	for _, tag := range []string{"*", a.header.Get("ETag"), `"other", W/` + a.header.Get("ETag")} {
		d.wrong(d.ask("PUT", id(a.doc), d.quoting("on Monday", "claim"), "If-None-Match", tag), 412)
		d.wrong(d.ask("DELETE", id(a.doc), nil, "If-None-Match", tag), 412)
	}
	d.want(string(d.get(id(a.doc)).data) == string(a.data), "it was changed")
	for _, tag := range []string{"*", `"other", ` + d.get(id(a.doc)).header.Get("ETag"), ""} {
		b := d.ask("PUT", id(a.doc), a.doc, "If-Match", tag)
		d.want(b.code == 200, "If-Match %s: %d %s", tag, b.code, b.data)
	}
	json := d.get(id(a.doc), "Accept", "application/json").header.Get("ETag")
	d.want(d.ask("DELETE", id(a.doc), nil, "If-Match", json).code == 204, "the tag of the other media type is not known")
}

func unsupportedMedia(d *desk) {
	at := id(d.mark("The bridge").doc)
	for _, kind := range []string{"", "text/turtle", "text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense/"} {
		d.want(d.ask("POST", d.container, d.quoting("on Monday", "claim"), "Content-Type", kind).code == 415, "%q is taken", kind)
		d.want(d.ask("PUT", at, d.quoting("on Monday", "claim"), "Content-Type", kind).code == 415, "%q is taken", kind)
	}
	for name, value := range map[string]any{"type": "Note", "@context": "https://example.com/own.jsonld"} {
		an := d.quoting("on Monday", "claim")
		an[name] = value
		d.wrong(d.ask("POST", d.container, an), 415)
		an[name] = nil
		d.wrong(d.ask("POST", d.container, an), 415)
	}
	an := d.quoting("on Monday", "claim")
	an["@context"] = []any{model, map[string]any{"body": "urn:other:body"}}
	d.wrong(d.ask("POST", d.container, an), 415)
	for _, kind := range []string{"application/ld+json", "application/json; charset=utf-8"} {
		d.want(d.ask("POST", d.container, d.quoting("on Monday", "claim"), "Content-Type", kind).code == 201, "%q is not taken", kind)
	}
}

func tooLarge(d *desk) {
	an := d.quoting("on Monday", "claim")
	an["bodyValue"], an["body"] = strings.Repeat("x", 5<<20), nil
	d.wrong(d.ask("POST", d.container, an), 413)
	d.want(d.get(d.container).doc["total"] == 0.0, "something was changed")
}
