package server

import (
	"encoding/json"
	"io/fs"
)

// manifest describes the app to a browser that installs it.
func (s *server) manifest() ([]byte, error) {
	type icon struct {
		Source  string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	icons := []icon{{s.assets.byName["icon.svg"], "any", "image/svg+xml", ""}}
	for _, png := range []struct{ name, sizes, purpose string }{
		{"icon-192.png", "192x192", ""}, {"icon-512.png", "512x512", ""}, {"icon-maskable.png", "512x512", "maskable"},
	} {
		if address := s.assets.byName[png.name]; address != "" {
			icons = append(icons, icon{address, png.sizes, "image/png", png.purpose})
		}
	}
	return json.Marshal(map[string]any{
		"id":               "/",
		"name":             "Quoth",
		"short_name":       "Quoth",
		"description":      "Highlight the claims of an article and say who made them.",
		"start_url":        "/",
		"scope":            "/",
		"display":          "standalone",
		"background_color": "#fcfcfa",
		"theme_color":      "#fcfcfa",
		"icons":            icons,
		// Both end at web/take.js.
		"share_target": map[string]any{
			"action": "/take", "method": "POST", "enctype": "multipart/form-data",
			"params": map[string]any{
				"title": "title", "text": "text", "url": "url",
				"files": []any{map[string]any{"name": "files", "accept": shared}},
			},
		},
		"file_handlers": []any{map[string]any{"action": "/take?opened", "accept": map[string][]string{
			"text/plain": {".txt"}, "text/markdown": {".md"}, "text/html": {".html", ".htm"},
			"multipart/related": {".mhtml", ".mht"}, "application/json": {".json"},
		}}},
	})
}

// shared are the types of files that other apps may share with Quoth.
var shared = []string{"text/plain", "text/markdown", "text/html", "multipart/related", "application/json", ".txt", ".md", ".html", ".htm", ".mhtml", ".mht", ".json"}

// worker is the service worker with what it keeps: this build, and the
// addresses of everything that a start without a network needs.
func (s *server) worker() ([]byte, error) {
	script, err := fs.ReadFile(s.config.Files, "sw.js")
	if err != nil {
		return nil, err
	}
	shell := []string{"/", "/take", "/a/-", "/articles.json", "/manifest.webmanifest"}
	for _, name := range []string{"wasm_exec.js", "boot.js", "take.js", "app.wasm", "icon.svg"} {
		if address := s.assets.byName[name]; address != "" {
			shell = append(shell, address)
		}
	}
	list, err := json.Marshal(shell)
	if err != nil {
		return nil, err
	}
	studio, err := json.Marshal([]string{"/studio/", s.assets.byName["studio.css"], s.assets.byName["studio.wasm"]})
	if err != nil {
		return nil, err
	}
	class, err := json.Marshal([]string{s.assets.byName["worker.js"], s.assets.byName["sync.wasm"]})
	if err != nil {
		return nil, err
	}
	head := `const BUILD="` + s.pages.build + `",SHELL=` + string(list) + ",STUDIO=" + string(studio) + ",CLASS=" + string(class) + ";\n"
	return append([]byte(head), stripScript(script)...), nil
}
