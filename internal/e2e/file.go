package e2e

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// absolute paths are what the browser opens.
func (c *Chromium) absolute(paths []string) (all []string) {
	c.t.Helper()
	for _, path := range paths {
		full, err := filepath.Abs(path)
		if err == nil {
			_, err = os.Stat(full)
		}
		if err != nil {
			c.t.Fatal(err)
		}
		all = append(all, full)
	}
	return all
}

// File writes a file for the page to open, and returns its path.
func (c *Chromium) File(name string, data []byte) string {
	c.t.Helper()
	path := filepath.Join(c.t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// Choose clicks on what opens the browser's file dialog, and chooses files in
// it; none cancels it.
func (c *Chromium) Choose(where Where, paths ...string) {
	c.t.Helper()
	paths = c.absolute(paths)
	ctx, cancel := c.context()
	defer cancel()
	intercept := func(on bool) {
		c.t.Helper()
		p := page.SetInterceptFileChooserDialogParams{Enabled: on}
		if on && len(paths) == 0 {
			p.Cancel = new(true)
		}
		if _, err := chromedp.Call(ctx, page.SetInterceptFileChooserDialog, p); err != nil {
			c.t.Fatalf("open a file with %s: %v", where, err)
		}
	}
	opened := chromedp.Events(ctx, page.FileChooserOpened)
	intercept(true)
	c.Click(where)
	if len(paths) > 0 {
		for dialog, err := range opened {
			if err == nil {
				_, err = chromedp.Call(ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: paths, BackendNodeID: dialog.BackendNodeID})
			}
			if err != nil {
				c.t.Fatalf("open a file with %s: no dialog came: %v", where, err)
			}
			break
		}
	}
	intercept(false)
}

// SetFiles puts files into an <input type="file"> without its dialog.
func (c *Chromium) SetFiles(selector string, paths ...string) {
	c.t.Helper()
	paths = c.absolute(paths)
	c.must(func(ctx context.Context) error {
		return chromedp.Do(ctx, chromedp.SetUploadFiles(chromedp.CSS(selector), paths))
	}, "set the files of %s", selector)
}

// Drop drags files from outside the browser and drops them.
func (c *Chromium) Drop(where Where, paths ...string) {
	c.t.Helper()
	at := c.reach(where)
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: c.absolute(paths), DragOperationsMask: 1}
	// The browser refuses a drop on what was drawn anew since the last movement.
	// A hand that sees its file spring back tries again.
	c.Do(`(window.__drops = 0, addEventListener("drop", () => window.__drops++, { capture: true, once: true }))`)
	for dropped := false; !dropped; dropped = Eval[int](c, `window.__drops`) > 0 {
		c.must(func(ctx context.Context) error {
			for _, kind := range []input.DispatchDragEventType{
				input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop,
			} {
				if _, err := chromedp.Call(ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: at.X, Y: at.Y, Data: data}); err != nil {
					return err
				}
			}
			return nil
		}, "drop %v on %s", paths, where)
	}
}

// Download does what starts a download, and returns the name and the content
// of the file, once it is whole.
func (c *Chromium) Download(act func()) (name string, data []byte) {
	c.t.Helper()
	for _, old := range c.downloaded() { // a second of the same name takes its place
		if err := os.Remove(old); err != nil {
			c.t.Fatal(err)
		}
	}
	act()
	c.poll(func(context.Context) (string, error) {
		files := c.downloaded()
		if len(files) == 0 {
			return "no file came", nil
		}
		name = filepath.Base(files[0])
		var err error
		if data, err = os.ReadFile(files[0]); len(data) == 0 {
			return name + " is empty so far", err // Chromium takes the name before it has the bytes
		}
		return "", err
	}, "download")
	return name, data
}

// downloaded are the files that came whole: others have a name of their own.
func (c *Chromium) downloaded() (paths []string) {
	c.t.Helper()
	entries, err := os.ReadDir(c.downloads)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".crdownload") && !strings.HasPrefix(e.Name(), ".") {
			paths = append(paths, filepath.Join(c.downloads, e.Name()))
		}
	}
	return paths
}
