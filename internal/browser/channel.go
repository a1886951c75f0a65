//go:build js && wasm

package browser

import "syscall/js"

// A Channel speaks to the other tabs of this origin that have opened one of
// the same name. Browsers without BroadcastChannel hear and say nothing.
type Channel struct {
	channel js.Value // undefined if there is none, or it is closed
	remove  []func()
}

// OpenChannel opens a channel. Close it when it is not needed any more.
func OpenChannel(name string) *Channel {
	c := new(Channel)
	_ = try(func() { c.channel = js.Global().Get("BroadcastChannel").New(name) }) // see Channel
	return c
}

// Post sends a message to the other tabs, not to this one.
func (c *Channel) Post(message string) {
	if c.channel.Truthy() {
		_ = try(func() { c.channel.Call("postMessage", message) }) // closed from outside, as a page going away is
	}
}

// Listen calls f for every message of another tab. f must not wait.
func (c *Channel) Listen(f func(message string)) (remove func()) {
	if !c.channel.Truthy() {
		return func() {}
	}
	remove = Listen(c.channel, "message", func(event js.Value) {
		if data := event.Get("data"); data.Type() == js.TypeString {
			f(data.String())
		}
	})
	c.remove = append(c.remove, remove)
	return remove
}

// Close ends the channel and all listening on it.
func (c *Channel) Close() {
	for _, remove := range c.remove {
		remove()
	}
	c.remove = nil
	if c.channel.Truthy() {
		c.channel.Call("close")
		c.channel = js.Undefined()
	}
}
