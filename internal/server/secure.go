package server

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// contentPolicy allows what the pages hold and nothing else: our own files,
// WebAssembly, and the one inline script and style, by their hashes. Pictures
// may come from anywhere, because articles have them.
func contentPolicy(script, style string) string {
	return strings.Join([]string{
		"default-src 'self'",
		"script-src 'self' 'wasm-unsafe-eval' " + sourceHash(script),
		"style-src 'self' " + sourceHash(style),
		"img-src 'self' data: https: http:",
		"connect-src 'self'",
		"object-src 'none'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
		"form-action 'self'",
	}, "; ")
}

func sourceHash(inline string) string {
	sum := sha256.Sum256([]byte(inline))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// secure puts the headers on every answer that keep other sites, and words
// from outside, away from the reader.
func (s *server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", s.policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Quoth-Build", s.pages.build) // see web/sw.js
		if s.config.Base != nil && s.config.Base.Scheme == "https" {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
