//go:build js && wasm

// Command webstudio is the program that runs in the browser below /studio/:
// the screens of those who make datasets. They are a program of their own so
// that a reader, who needs none of them, does not wait for them.
package main

import "quoth/app"

func main() { app.Studio() }
