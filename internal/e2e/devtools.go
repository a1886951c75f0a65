package e2e

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// devtools is the driver of Chromium: https://chromedevtools.github.io/devtools-protocol/
// The tab is in the context.
type devtools struct{}

func (devtools) open(ctx context.Context, url string) error {
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

func (devtools) reload(ctx context.Context) error { return chromedp.Do(ctx, chromedp.Reload()) }

// asJSON is an expression for the JSON of another, null for nothing.
func asJSON(expression string) string {
	return "(async () => JSON.stringify(await (" + expression + ")) ?? 'null')()"
}

func (devtools) eval(ctx context.Context, expression string) (string, error) {
	got, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression: asJSON(expression), ReturnByValue: new(true), AwaitPromise: new(true), UserGesture: new(true),
	})
	if err != nil {
		return "", err
	}
	return result(got.Result, got.ExceptionDetails)
}

func result(value *runtime.RemoteObject, thrown *runtime.ExceptionDetails) (text string, err error) {
	if thrown != nil {
		return "", errors.New(exception(thrown))
	}
	return text, json.Unmarshal(value.Value, &text)
}

func exception(thrown *runtime.ExceptionDetails) string {
	if thrown.Exception != nil && thrown.Exception.Description != "" {
		return thrown.Exception.Description
	}
	if thrown.Exception != nil {
		return thrown.Text + " " + string(thrown.Exception.Value)
	}
	return thrown.Text
}

func (devtools) named(ctx context.Context, role, name, function string) (string, error) {
	document, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "document", ObjectGroup: "named"})
	if err != nil {
		return "", err
	}
	defer func() {
		_, _ = chromedp.Call(ctx, runtime.ReleaseObjectGroup, runtime.ReleaseObjectGroupParams{ObjectGroup: "named"})
	}()
	found, err := chromedp.Call(ctx, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{
		ObjectID: document.Result.ObjectID, AccessibleName: name, Role: role,
	})
	if err != nil {
		return "", err
	}
	call := runtime.CallFunctionOnParams{
		FunctionDeclaration: "(...targets) => " + asJSON("("+function+")(...targets)"), ObjectID: document.Result.ObjectID,
		ReturnByValue: new(true), AwaitPromise: new(true), UserGesture: new(true),
	}
	for _, node := range found.Nodes {
		if node.Ignored || node.BackendDOMNodeID == 0 {
			continue
		}
		object, err := chromedp.Call(ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: node.BackendDOMNodeID, ObjectGroup: "named"})
		if err != nil {
			return "", err
		}
		call.Arguments = append(call.Arguments, &runtime.CallArgument{ObjectID: object.Object.ObjectID})
	}
	got, err := chromedp.Call(ctx, runtime.CallFunctionOn, call)
	if err != nil {
		return "", err
	}
	return result(got.Result, got.ExceptionDetails)
}

func (d devtools) mouse(ctx context.Context, all ...mouse) error {
	for _, m := range all {
		if err := d.mouseOnce(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

func (devtools) mouseOnce(ctx context.Context, m mouse) error {
	p := input.DispatchMouseEventParams{X: m.x, Y: m.y, ClickCount: int64(m.clicks)}
	switch m.kind {
	case moved:
		p.Type = input.DispatchMouseEventTypeMouseMoved
		if m.held {
			p.Button, p.Buttons = input.MouseButtonLeft, 1
		}
	case pressed:
		p.Type, p.Button, p.Buttons = input.DispatchMouseEventTypeMousePressed, input.MouseButtonLeft, 1
	case released:
		p.Type, p.Button, p.Buttons = input.DispatchMouseEventTypeMouseReleased, input.MouseButtonLeft, 0
	}
	_, err := chromedp.Call(ctx, input.DispatchMouseEvent, p)
	return err
}

func (devtools) key(ctx context.Context, k key, held modifiers, down bool) error {
	if k.code == "" && k.text != "" { // no key has it: an input method does
		if !down {
			return nil
		}
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: k.text})
		return err
	}
	p := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyUp, Modifiers: int64(held), Key: k.name, Code: k.code,
		WindowsVirtualKeyCode: k.vk, NativeVirtualKeyCode: k.vk,
	}
	if down {
		p.Type = input.DispatchKeyEventTypeRawKeyDown
		if k.text != "" && held&^shift == 0 {
			p.Type, p.Text, p.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, k.text, k.text
		}
	}
	_, err := chromedp.Call(ctx, input.DispatchKeyEvent, p)
	return err
}

func (devtools) png(ctx context.Context) ([]byte, error) {
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}
