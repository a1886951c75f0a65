package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// What goes to the browser must not drag the server along, and our own
// packages must not bring in what a few lines do without.
func TestTheBrowserProgramsImportNoServerAndNothingHeavy(t *testing.T) {
	forbidden := map[string]string{ // anywhere in the program
		"quoth/internal/server":                          "it is the other side of the network",
		"quoth/internal/store":                           "it needs a file system",
		"quoth/web":                                      "the files that the server embeds, the program among them",
		"quoth/internal/extract":                         "whole pages are read on the server; ingest is the tab's",
		"quoth/internal/format/corpus":                   "formats that only a terminal needs",
		"quoth/internal/format/foreign":                  "it makes documents of other programs' files, which only a terminal reads",
		"quoth/internal/mhtml":                           "web archives are read on the server, too",
		"database/sql":                                   "there is no database in the browser",
		"html/template":                                  "render writes HTML; the templates would add 400 KB",
		"github.com/andybalholm/brotli":                  "the browser unpacks by itself",
		"golang.org/x/net/html":                          "ingest has its own small reader of HTML",
		"golang.org/x/text/collate":                      "its tables are large; the browser sorts by itself",
		"golang.org/x/text/encoding":                     "the browser decodes by itself",
		"github.com/prometheus/client_golang/prometheus": "metrics are the server's",
		"github.com/coreos/go-oidc/v3/oidc":              "people sign in on the server",
		"golang.org/x/oauth2":                            "people sign in on the server",
		"github.com/go-jose/go-jose/v4":                  "tokens are signed and checked on the server",
	}
	ours := map[string]string{ // as a direct import of our packages
		"net/http":      "fetch is reached through the seam",
		"regexp":        "a scan will do, and is smaller",
		"text/template": "render writes HTML",
		"os":            "there is no file system",
	}
	cmd := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", ".", "../webstudio")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		found = found || fields[0] == "github.com/maxence-charriere/go-app/v9/pkg/app"
		if why, bad := forbidden[fields[0]]; bad {
			t.Errorf("%s is imported: %s", fields[0], why)
		}
		if !strings.HasPrefix(fields[0], "quoth/") {
			continue
		}
		for _, dep := range fields[1:] {
			if why, bad := ours[dep]; bad {
				t.Errorf("%s imports %s: %s", fields[0], dep, why)
			}
		}
	}
	if !found {
		t.Error("the list does not hold go-app, so it is not the browser programs'")
	}
}
