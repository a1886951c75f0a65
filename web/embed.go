// Package web holds what the server gives to the browser besides the pages
// that it writes itself: stylesheet, scripts, icon and sample articles, and
// under built what the Makefile makes of cmd/webapp, compressed. Everything is
// embedded, so that the program is one file.
package web

import "embed"

// Files are the files of this folder. built/app.wasm.gz is missing until the
// browser program has been built.
//
//go:embed style.css studio.css class.css class.js early.js boot.js take.js worker.js sw.js icon.svg all:samples all:built
var Files embed.FS
