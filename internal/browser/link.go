//go:build js && wasm

package browser

import (
	"encoding/json"
	"syscall/js"
)

// Assigned reads what the server tells of the assignment that the page is of;
// ok is false if it is of none.
func Assigned(into any) (ok bool) {
	class := told().Get("class")
	if !class.Truthy() {
		return false
	}
	text := js.Global().Get("JSON").Call("stringify", class).String()
	return json.Unmarshal([]byte(text), into) == nil
}
