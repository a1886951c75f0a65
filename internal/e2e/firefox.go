package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// bidiOrigin is who we say we are: Firefox asks every WebSocket for it.
const bidiOrigin = "http://127.0.0.1"

// preferences keep Firefox from calling anybody and from asking anything.
const preferences = `user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("browser.topsites.contile.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("dom.disable_beforeunload", true);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disablePrefetch", true);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.enabled", false);
user_pref("toolkit.telemetry.server", "");
`

// fox is the Firefox of this test binary.
var fox struct {
	sync.Mutex
	*bidi
	tabs map[string]*complaints // by browsing context
}

// startFirefox starts a browser on a new profile and opens a session.
func startFirefox(t testing.TB) (b *bidi, end func()) {
	t.Helper()
	binary := needTool(t, "firefox-esr")
	profile, err := os.MkdirTemp("", "quoth-firefox-")
	if err == nil {
		err = os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-origins", bidiOrigin, "--profile", profile)
	dieTogether(cmd)
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_HEADLESS_WIDTH=1280", "MOZ_HEADLESS_HEIGHT=900")
	said, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatalf("start firefox: %v", err)
	}
	end = func() {
		gone := make(chan struct{})
		go func() { _ = cmd.Wait(); close(gone) }()
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-gone:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-gone
		}
		_ = os.RemoveAll(profile)
	}
	address := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(said)
		for lines.Scan() { // to the end: a full pipe would stop the browser
			if _, url, ok := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); ok {
				address <- strings.TrimSpace(url)
			}
		}
		close(address)
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 3*Patience) // a first start is slow
	defer cancel()
	select {
	case url, ok := <-address:
		if !ok {
			err = errors.New("it ended before it listened")
		} else if b, err = dialBidi(url+"/session", notice); err == nil {
			err = b.call(ctx, "session.new", params{"capabilities": params{}}, nil)
		}
	case <-ctx.Done():
		err = errors.New("it does not listen")
	}
	if err == nil {
		err = b.call(ctx, "session.subscribe", params{"events": []string{"log.entryAdded"}}, nil)
	}
	if err != nil {
		end()
		t.Fatalf("start firefox: %v", err)
	}
	return b, end
}

// notice hands what a page complains of to its tab.
func notice(method string, raw json.RawMessage) {
	var entry struct {
		Level  string
		Text   string
		Source struct{ Context string }
	}
	if method != "log.entryAdded" || json.Unmarshal(raw, &entry) != nil || entry.Level != "error" {
		return
	}
	fox.Lock()
	c := fox.tabs[entry.Source.Context]
	fox.Unlock()
	if c != nil {
		c.add(entry.Text)
	}
}

// NewFirefox opens a tab of Firefox in a context of its own, which is 1280 by
// 900 CSS pixels.
func NewFirefox(t testing.TB) *Tab {
	t.Helper()
	fox.Lock()
	if fox.bidi == nil {
		fox.tabs = map[string]*complaints{}
		fox.Unlock()
		b, end := startFirefox(t)
		atEnd(t, end)
		fox.Lock()
		fox.bidi = b
	}
	b := fox.bidi
	fox.Unlock()

	d := &marionette{bidi: b}
	p := &Tab{t: t, driver: d, parent: context.Background(), patience: Patience, complaints: &complaints{}}
	var user struct{ UserContext string }
	p.must(func(ctx context.Context) error {
		if err := b.call(ctx, "browser.createUserContext", nil, &user); err != nil {
			return err
		}
		if err := b.call(ctx, "browsingContext.create", params{"type": "tab", "userContext": user.UserContext}, &d.tab); err != nil {
			return err
		}
		fox.Lock()
		fox.tabs[d.tab.Context] = p.complaints
		fox.Unlock()
		return b.call(ctx, "browsingContext.setViewport", params{"context": d.tab.Context, "viewport": params{"width": 1280, "height": 900}}, nil)
	}, "open a tab of firefox")
	t.Cleanup(func() {
		if t.Failed() {
			_, _ = p.keep("failed", d.png)
		}
		p.must(func(ctx context.Context) error {
			return b.call(ctx, "browser.removeUserContext", params{"userContext": user.UserContext}, nil)
		}, "close a tab of firefox")
		p.complain()
	})
	return p
}
