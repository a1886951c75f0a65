// Package browser is the seam: the one package that touches the document and
// the browser's interfaces. It knows articles as painted text, the tab's
// storage, files, the clipboard and the network as the browser offers them,
// and takes no decisions.
//
// Functions that take a context wait, and must not be called from within a
// callback of this package: the browser waits for the callback and the
// callback would wait for the browser. Start a goroutine there. Everything
// else returns at once.
//
// The package has no code outside the browser, so that nothing else can come
// to depend on it.
package browser
