package class_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A standardClient knows the Web Annotation Protocol, a token, and nothing of
// Quoth: every address but the first is one that it was given.
type standardClient struct {
	t     *testing.T
	token string
}

func (c *standardClient) do(method, address string, sent any, headers map[string]string) (*http.Response, map[string]any) {
	c.t.Helper()
	var body bytes.Buffer
	if sent != nil {
		if err := json.NewEncoder(&body).Encode(sent); err != nil {
			c.t.Fatal(err)
		}
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, address, &body)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Accept", `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`)
	if sent != nil {
		r.Header.Set("Content-Type", `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`)
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	var doc map[string]any
	if kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); strings.HasSuffix(kind, "json") {
		if err := json.Unmarshal(data, &doc); err != nil {
			c.t.Fatalf("%s %s: %v", method, address, err)
		}
	}
	return answer, doc
}

// link is the target of a Link header, as an absolute address.
func (c *standardClient) link(answer *http.Response, rel string) string {
	for _, h := range answer.Header.Values("Link") {
		target, parameters, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(h), "<"), ">")
		if strings.Contains(parameters, `rel="`+rel+`"`) {
			at, err := answer.Request.URL.Parse(target)
			if err != nil {
				c.t.Fatal(err)
			}
			return at.String()
		}
	}
	c.t.Fatalf("no link to %s in %v", rel, answer.Header)
	return ""
}

// everything pages through a container and returns its annotations by id.
func (c *standardClient) everything(container string) map[string]map[string]any {
	c.t.Helper()
	all := map[string]map[string]any{}
	_, doc := c.do("GET", container, nil, map[string]string{"Prefer": `return=representation;include="http://www.w3.org/ns/ldp#PreferMinimalContainer http://www.w3.org/ns/oa#PreferContainedDescriptions"`})
	for next, _ := doc["first"].(string); next != ""; {
		var p map[string]any
		_, p = c.do("GET", next, nil, nil)
		for _, item := range p["items"].([]any) {
			an := item.(map[string]any)
			all[an["id"].(string)] = an
		}
		next, _ = p["next"].(string)
	}
	if total, _ := doc["total"].(float64); int(total) != len(all) {
		c.t.Errorf("%d annotations on the pages, and a total of %v", len(all), total)
	}
	return all
}

func TestAClientThatKnowsOnlyTheStandardWalksThrough(t *testing.T) {
	d := newSchool(t, sqlite(t)).lesson(nil).desk(t)
	d.fill(0, 230) // what a tab has marked
	c := &standardClient{t, d.token}
	article := d.source

	// Where is this annotated, and what may be done there?
	answer, _ := c.do("GET", article, nil, nil)
	container := c.link(answer, "http://www.w3.org/ns/oa#annotationService")
	answer, _ = c.do("OPTIONS", container, nil, nil)
	if !strings.HasSuffix(c.link(answer, "type"), "Container") || !strings.Contains(answer.Header.Get("Allow"), "POST") || !strings.Contains(answer.Header.Get("Accept-Post"), "application/ld+json") {
		t.Fatalf("nothing can be created: %v", answer.Header)
	}
	before := c.everything(container)
	if len(before) != 230 {
		t.Fatalf("%d annotations", len(before))
	}

	// Create.
	mine := map[string]any{
		"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:4e2d36d4-71f7-4cd0-8b25-34a6c1b0e0a1", "type": "Annotation", "motivation": "commenting",
		"body": []any{
			map[string]any{"type": "TextualBody", "purpose": "tagging", "value": "Claim"},
			map[string]any{"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": "Says who?"},
		},
		"target": map[string]any{"source": article, "selector": map[string]any{"type": "TextQuoteSelector", "exact": "The bridge is safe", "suffix": " 🙂"}},
	}
	answer, made := c.do("POST", container, mine, map[string]string{"Slug": "says-who"})
	at := answer.Header.Get("Location")
	if answer.StatusCode != 201 || at != made["id"] || !strings.HasPrefix(at, container) || !strings.HasSuffix(at, "says-who") {
		t.Fatalf("created: %d at %s: %v", answer.StatusCode, at, made)
	}
	if _, err := url.Parse(at); err != nil {
		t.Fatal(err)
	}

	// Read it, change it, and see that another cannot be run over.
	answer, read := c.do("GET", at, nil, nil)
	tag := answer.Header.Get("ETag")
	for _, b := range read["body"].([]any) {
		if body := b.(map[string]any); body["purpose"] == "commenting" {
			body["value"] = "The mayor says so."
		}
	}
	answer, changed := c.do("PUT", at, read, map[string]string{"If-Match": tag})
	if answer.StatusCode != 200 || answer.Header.Get("ETag") == tag || !strings.Contains(toString(t, changed), "The mayor says so.") {
		t.Errorf("changed: %d %v", answer.StatusCode, changed)
	}
	if answer, _ = c.do("PUT", at, read, map[string]string{"If-Match": tag}); answer.StatusCode != 412 {
		t.Errorf("with an old ETag: %d", answer.StatusCode)
	}
	if all := c.everything(container); len(all) != 231 || !strings.Contains(toString(t, all[at]), "The mayor says so.") {
		t.Errorf("%d annotations, and it is %v", len(all), all[at])
	}

	// Delete.
	answer, _ = c.do("GET", at, nil, nil)
	if !strings.Contains(answer.Header.Get("Allow"), "DELETE") {
		t.Errorf("it cannot be deleted: %v", answer.Header)
	}
	if answer, _ = c.do("DELETE", at, nil, map[string]string{"If-Match": answer.Header.Get("ETag")}); answer.StatusCode != 204 {
		t.Errorf("deleted: %d", answer.StatusCode)
	}
	if answer, _ = c.do("GET", at, nil, nil); answer.StatusCode != 410 {
		t.Errorf("after that: %d", answer.StatusCode)
	}
	after := c.everything(container)
	for name := range before {
		if toString(t, before[name]) != toString(t, after[name]) {
			t.Errorf("%s was changed on the way", name)
		}
	}
}

func toString(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
