// Package app is the screen: go-app components, one file per part of it. It
// takes no decisions. What a wish of the user's means is decided in editor,
// what the article looks like in render, and how the page is touched in
// browser; a component draws what the desk holds and tells the desk what was
// asked for.
//
// The text itself is not a component. It is drawn by block as HTML strings,
// in the event that changed it and not in go-app's next frame, because a mark
// must be on the screen at once in an article of any length: see reader.
package app
