package class_test

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A checker holds answers to the description that is served.
type checker struct {
	t        *testing.T
	compiler *jsonschema.Compiler
}

func newChecker(t *testing.T, p *person) *checker {
	t.Helper()
	var doc any
	p.get("/api/openapi.json", &doc)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("api.json", doc); err != nil {
		t.Fatal(err)
	}
	return &checker{t, c}
}

func (c *checker) answer(path, method string, answer any) {
	c.t.Helper()
	escaped := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path)
	schema, err := c.compiler.Compile("api.json#/paths/" + escaped + "/" + method + "/responses/200/content/application~1json/schema")
	if err != nil {
		c.t.Errorf("%s %s: %v", method, path, err)
		return
	}
	if err := schema.Validate(answer); err != nil {
		c.t.Errorf("%s %s answers what is not described: %v", method, path, err)
	}
}
