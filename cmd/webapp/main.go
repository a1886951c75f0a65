//go:build js && wasm

// Command webapp is the program that runs in the browser: the screen.
package main

import "quoth/app"

func main() { app.Main() }
