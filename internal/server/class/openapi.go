package class

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"time"
)

// openAPI describes the API as OpenAPI 3.1, made of the table of routes and of
// the types that they read and answer, so that it cannot say anything else
// than what is served. https://spec.openapis.org/oas/v3.1.0
func (c *call) openAPI() (any, error) {
	schemas := map[string]any{
		"Error": map[string]any{"type": "object", "required": []string{"error"}, "properties": map[string]any{"error": map[string]any{"type": "string", "description": "what is wrong, in words"}}},
	}
	paths := map[string]map[string]any{}
	for _, r := range c.routes() {
		if !strings.HasPrefix(r.path, "/api/") {
			continue
		}
		path := strings.TrimSuffix(r.path, "{$}")
		if paths[path] == nil {
			paths[path] = map[string]any{}
		}
		paths[path][strings.ToLower(r.method)] = r.describe(schemas)
	}
	return map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title": "Quoth", "version": c.Host.Version,
			"description": "Classes and teams that annotate articles. Every POST also takes a form, and answers it with a redirect, except those of Web Annotations. Errors are sentences for people.",
		},
		"paths": paths,
		"components": map[string]any{
			"schemas": schemas,
			"securitySchemes": map[string]any{
				"cookie": map[string]any{"type": "apiKey", "in": "cookie", "name": cookieName},
				"token":  map[string]any{"type": "http", "scheme": "bearer"},
			},
		},
	}, nil
}

var inPath = regexp.MustCompile(`\{(\w+)\}`)

// inQuery are the parameters that a summary names: (?format=).
var inQuery = regexp.MustCompile(`\?(\w+)=`)

func (r route) describe(schemas map[string]any) map[string]any {
	failed := map[string]any{"description": "What is wrong", "content": content("application/json", map[string]any{"$ref": "#/components/schemas/Error"})}
	answers := map[string]any{"default": failed}
	switch {
	case r.method == http.MethodOptions:
		answers["200"] = map[string]any{"description": "In the headers Allow and Access-Control-Allow-…"}
	case r.served() && r.out != nil:
		code := "200"
		if r.method == http.MethodPost {
			code = "201"
		}
		answer := r.ld(r.out, schemas)
		answer[turtleType] = map[string]any{"schema": map[string]any{"type": "string"}}
		answers[code] = map[string]any{"description": "In JSON-LD, or the same in Turtle, with an ETag", "content": answer}
	case r.out == nil:
		answers["204"] = map[string]any{"description": "Done"}
	case reflect.TypeOf(r.out) == reflect.TypeFor[file]():
		answers["200"] = map[string]any{"description": "A file"}
	case strings.HasSuffix(r.path, "/events"):
		answers["200"] = map[string]any{"description": "A stream without end", "content": content("text/event-stream", schemaOf(reflect.TypeOf(r.out), schemas))}
	default:
		answers["200"] = map[string]any{"description": "Done", "content": content("application/json", schemaOf(reflect.TypeOf(r.out), schemas))}
	}
	if r.path == "/api/projects/{project}/layers/{layer}/operations" && r.method == http.MethodPost {
		answers["409"] = map[string]any{"description": "The log has more than the tab knows: this", "content": content("application/json", schemaOf(reflect.TypeOf(r.out), schemas))}
	}
	d := map[string]any{"summary": r.summary, "responses": answers, "x-who": string(r.who)}
	if r.who != anyone {
		d["security"] = []any{map[string]any{"cookie": []string{}}, map[string]any{"token": []string{}}}
	}
	var parameters []any
	for _, name := range inPath.FindAllStringSubmatch(r.path, -1) {
		parameters = append(parameters, map[string]any{"name": name[1], "in": "path", "required": true, "schema": map[string]any{"type": "string"}})
	}
	for _, name := range inQuery.FindAllStringSubmatch(r.summary, -1) {
		parameters = append(parameters, map[string]any{"name": name[1], "in": "query", "schema": map[string]any{"type": "string"}})
	}
	for _, name := range r.heeds() {
		parameters = append(parameters, map[string]any{"name": name, "in": "header", "schema": map[string]any{"type": "string"}})
	}
	if parameters != nil {
		d["parameters"] = parameters
	}
	if r.served() && r.in != nil {
		d["requestBody"] = map[string]any{"required": true, "content": r.ld(r.in, schemas)}
	} else if r.in != nil {
		d["requestBody"] = map[string]any{"required": true, "content": content("application/json", schemaOf(reflect.TypeOf(r.in), schemas))}
	}
	return d
}

// served reports whether a route is of the Web Annotation Protocol.
func (r route) served() bool { return r.path == containerPath || r.path == annotationPath }

// heeds are the headers of the protocol that a route looks at, beside Accept.
func (r route) heeds() []string {
	switch {
	case !r.served():
	case r.method == http.MethodGet && r.path == containerPath:
		return []string{"Prefer", "If-None-Match"}
	case r.method == http.MethodGet:
		return []string{"If-None-Match"}
	case r.method == http.MethodPost:
		return []string{"Slug"}
	case r.method == http.MethodPut || r.method == http.MethodDelete:
		return []string{"If-Match"}
	}
	return nil
}

// ld is a type under both media types of JSON.
func (r route) ld(v any, schemas map[string]any) map[string]any {
	schema := schemaOf(reflect.TypeOf(v), schemas)
	return map[string]any{"application/ld+json": map[string]any{"schema": schema}, plainJSON: map[string]any{"schema": schema}}
}

func content(mediaType string, schema any) map[string]any {
	return map[string]any{mediaType: map[string]any{"schema": schema}}
}

// schemaOf is the JSON Schema of what a type is written as. Structs with a
// name of their own stand in schemas.
func schemaOf(t reflect.Type, schemas map[string]any) map[string]any {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time"}
	case t == reflect.TypeFor[webAnnotation]():
		return map[string]any{
			"type": "object", "required": []string{"@context", "type", "target"}, "externalDocs": map[string]any{"url": "https://www.w3.org/TR/annotation-model/"},
			"properties": map[string]any{"id": map[string]any{"type": "string", "format": "uri"}, "type": map[string]any{"const": "Annotation"}},
		}
	case t == reflect.TypeFor[json.Number]():
		return map[string]any{"type": "number"}
	case t == reflect.TypeFor[figure]():
		return map[string]any{"type": []string{"number", "null"}}
	case t.Implements(reflect.TypeFor[json.Marshaler]()):
		return map[string]any{}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), schemas)
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Int32:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return map[string]any{"type": "string", "contentEncoding": "base64"}
		}
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), schemas)}
	case reflect.Map:
		return map[string]any{"type": "object"}
	case reflect.Struct:
		name := strings.NewReplacer("[", "Of", "]", "", "/", "", ".", "", "quothinternal", "").Replace(t.Name())
		if _, known := schemas[name]; !known {
			schemas[name] = nil // it may hold itself
			schemas[name] = object(t, schemas)
		}
		return map[string]any{"$ref": "#/components/schemas/" + name}
	}
	return map[string]any{}
}

func object(t reflect.Type, schemas map[string]any) map[string]any {
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "" || name == "-" {
			continue
		}
		properties[name] = schemaOf(f.Type, schemas)
		if options == "" {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required}
}
