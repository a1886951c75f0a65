//go:build js && wasm && !bench

package app

// benchHook is there only with the build tag "bench".
func (d *desk) benchHook() {}
