package server

import (
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"quoth/internal/article"
)

// A Host is what a part of the server that has screens of its own is given: a
// frame for its pages, and what all share.
type Host struct {
	Log      *slog.Logger
	Registry prometheus.Registerer
	Base     *url.URL // nil if it is not known
	Version  string
	server   *server
}

// A Screen is a page in the frame.
type Screen struct {
	Title string
	Body  template.HTML // of the page's main element
	Live  string        // the address whose answer says when the body is to be loaded anew; "" for never
	Wide  bool          // for a wall, with nothing around it
	// Frames are the origins whose pages may show the screen in a frame, from
	// where it leads to none of our other pages; Sends is the one, beside ours,
	// that its forms go to. Most have neither.
	Frames []string
	Sends  string
}

// policy is that of the pages, with what the screen may do beyond it.
func (s Screen) policy(common string) string {
	if len(s.Frames) > 0 {
		common = strings.Replace(common, "frame-ancestors 'none'", "frame-ancestors "+strings.Join(s.Frames, " "), 1)
	}
	if s.Sends != "" {
		common = strings.Replace(common, "form-action 'self'", "form-action 'self' "+s.Sends, 1)
	}
	return common
}

// Screen writes a page that is drawn on the server, with status.
func (h *Host) Screen(w http.ResponseWriter, r *http.Request, status int, s Screen) {
	one := h.server.pages.common
	one.Kind, one.Title, one.Screen = "class", s.Title+" – Quoth", s
	w.Header().Set("Content-Security-Policy", s.policy(h.server.policy))
	h.write(w, r, status, one)
}

// A Work is an article that is opened to be annotated.
type Work struct {
	Article *article.Article
	Labels  []Label
	Blind   bool // neither painted nor named before the program has come
	Class   any  // what the program is told of the assignment, as JSON
}

// Work writes the page on which an article is annotated, painted.
func (h *Host) Work(w http.ResponseWriter, r *http.Request, k Work) {
	one := h.server.pages.common
	one.Kind, one.Title = "work", "Quoth"
	if !k.Blind {
		one.Title = k.Article.Meta.Title + " – Quoth"
		one.Article = h.server.config.Paint(k.Article)
	}
	one.Labels = k.Labels
	class, err := json.Marshal(k.Class)
	if err != nil {
		h.Log.ErrorContext(r.Context(), "an assignment cannot be opened", "err", err)
	}
	one.Boot.Class = class
	h.write(w, r, http.StatusOK, one)
}

func (h *Host) write(w http.ResponseWriter, r *http.Request, status int, one page) {
	html, err := h.server.pages.write(one)
	if err != nil {
		h.Log.ErrorContext(r.Context(), "a page cannot be written", "err", err)
		http.Error(w, "something went wrong on our side", http.StatusInternalServerError)
		return
	}
	head := w.Header()
	head.Set("Content-Type", htmlType)
	head.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(html) // the reader has gone if it fails
	}
}

// Address is a path, which begins with a slash and is escaped, as readers reach it: by the base URL, or as this request
// came.
func (h *Host) Address(r *http.Request, to string) string {
	if h.Base != nil {
		return h.Base.Scheme + "://" + h.Base.Host + to
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host + to
}
