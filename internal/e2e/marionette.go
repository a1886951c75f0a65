package e2e

import (
	"context"
	"encoding/base64"
)

// marionette is the driver of Firefox.
type marionette struct {
	bidi *bidi
	tab  struct{ Context string }
}

func (m *marionette) open(ctx context.Context, url string) error {
	return m.bidi.call(ctx, "browsingContext.navigate", params{"context": m.tab.Context, "url": url, "wait": "complete"}, nil)
}

func (m *marionette) reload(ctx context.Context) error {
	return m.bidi.call(ctx, "browsingContext.reload", params{"context": m.tab.Context, "wait": "complete"}, nil)
}

func (m *marionette) eval(ctx context.Context, expression string) (string, error) {
	var got evaluated
	if err := m.bidi.call(ctx, "script.evaluate", params{
		"expression": asJSON(expression), "target": params{"context": m.tab.Context}, "awaitPromise": true, "userActivation": true,
	}, &got); err != nil {
		return "", err
	}
	return got.text()
}

func (m *marionette) named(ctx context.Context, role, name, function string) (string, error) {
	var found struct {
		Nodes []struct {
			SharedID string `json:"sharedId"`
		}
	}
	if err := m.bidi.call(ctx, "browsingContext.locateNodes", params{
		"context": m.tab.Context, "locator": params{"type": "accessibility", "value": params{"role": role, "name": name}},
	}, &found); err != nil {
		return "", err
	}
	targets := []params{}
	for _, n := range found.Nodes {
		targets = append(targets, params{"sharedId": n.SharedID})
	}
	var got evaluated
	if err := m.bidi.call(ctx, "script.callFunction", params{
		"functionDeclaration": "(...targets) => " + asJSON("("+function+")(...targets)"),
		"arguments":           targets, "target": params{"context": m.tab.Context}, "awaitPromise": true, "userActivation": true,
	}, &got); err != nil {
		return "", err
	}
	return got.text()
}

// act performs one action of one device. Between calls Firefox keeps what is
// held and where the mouse is.
func (m *marionette) act(ctx context.Context, device params, actions ...params) error {
	device["actions"] = actions
	return m.bidi.call(ctx, "input.performActions", params{"context": m.tab.Context, "actions": []params{device}}, nil)
}

func (m *marionette) mouse(ctx context.Context, all ...mouse) error {
	var actions []params
	for _, e := range all {
		switch e.kind {
		case moved:
			actions = append(actions, params{"type": "pointerMove", "x": e.x, "y": e.y, "duration": 0})
		case pressed:
			actions = append(actions, params{"type": "pointerDown", "button": 0})
		case released:
			actions = append(actions, params{"type": "pointerUp", "button": 0})
		}
	}
	return m.act(ctx, params{"type": "pointer", "id": "mouse", "parameters": params{"pointerType": "mouse"}}, actions...)
}

func (m *marionette) key(ctx context.Context, k key, _ modifiers, down bool) error {
	kind := "keyUp"
	if down {
		kind = "keyDown"
	}
	return m.act(ctx, params{"type": "key", "id": "keyboard"}, params{"type": kind, "value": k.bidi})
}

func (m *marionette) png(ctx context.Context) ([]byte, error) {
	var got struct{ Data string }
	if err := m.bidi.call(ctx, "browsingContext.captureScreenshot", params{"context": m.tab.Context}, &got); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(got.Data)
}
