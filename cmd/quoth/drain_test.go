package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A served is a server of the shipped program.
type served struct {
	t     *testing.T
	cmd   *exec.Cmd
	base  string
	setup string // the token of the first account, at the first start
	log   *bytes.Buffer
	ended chan error
}

func serveReal(t *testing.T, env ...string) *served {
	t.Helper()
	s := &served{t: t, cmd: exec.Command(binary, "serve"), log: new(bytes.Buffer), ended: make(chan error, 1)}
	s.cmd.Env = append(append(os.Environ(), "QUOTH_ADDRESS=127.0.0.1:0", "QUOTH_LOG=json"), env...)
	s.cmd.Stderr = s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() }) // it has ended, if all is well
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	base, ok := strings.CutPrefix(strings.TrimSpace(line), "Quoth is at ")
	if err != nil || !ok {
		t.Fatalf("said %q, %v", line, err)
	}
	s.base = base
	told := make(chan string, 1)
	go func() {
		line, _ := lines.ReadString('\n')
		told <- line
		_, _ = io.Copy(io.Discard, lines)
		s.ended <- s.cmd.Wait()
	}()
	select {
	case line := <-told:
		_, s.setup, _ = strings.Cut(strings.TrimSpace(line), "?token=")
	case <-time.After(time.Second): // not the first start
	}
	return s
}

func (s *served) status(path string) int {
	r, err := http.Get(s.base + path)
	if err != nil {
		return 0
	}
	_ = r.Body.Close()
	return r.StatusCode
}

// browser keeps cookies and follows forms.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 30 * time.Second}
}

func form(t *testing.T, c *http.Client, address string, fields url.Values) *url.URL {
	t.Helper()
	r, err := c.PostForm(address, fields)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != 200 {
		said, _ := io.ReadAll(r.Body)
		t.Fatalf("%s: %d %.300s", address, r.StatusCode, said)
	}
	return r.Request.URL
}

// A server that is told to stop first says so to the balancer and serves on,
// then lets the tabs go, answers what it has begun, and closes the database.
func TestAServerThatIsToldToStopLosesNothing(t *testing.T) {
	database := "QUOTH_DATABASE=" + filepath.Join(t.TempDir(), "quoth.db")
	s := serveReal(t, database, "QUOTH_DRAIN=2s")
	teacher := browser(t)
	form(t, teacher, s.base+"/api/setup", url.Values{"token": {s.setup}, "name": {"Ms Vale"}, "password": {"correct horse battery"}})
	class := form(t, teacher, s.base+"/api/projects", url.Values{"name": {"9b"}}).Path
	events, err := teacher.Get(s.base + "/api/projects/" + strings.TrimPrefix(class, "/class/") + "/events")
	if err != nil || events.StatusCode != 200 {
		t.Fatalf("no stream: %v", err)
	}
	defer events.Body.Close()
	left := make(chan time.Time, 1)
	go func() {
		_, _ = io.Copy(io.Discard, events.Body) // it ends when the server lets it go
		left <- time.Now()
	}()
	// A request of which one half has come.
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	at, _ := url.Parse(s.base)
	body, cookie := "name=In+the+last+minute", teacher.Jar.Cookies(at)[0]
	fmt.Fprintf(conn, "POST /api/projects HTTP/1.1\r\nHost: %s\r\nCookie: %s=%s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", at.Host, cookie.Name, cookie.Value, len(body), body[:10])
	if out, err := exec.Command(binary, "health", "--address", at.Host).CombinedOutput(); err != nil || string(out) != "ready\n" {
		t.Fatalf("quoth health: %v %s", err, out)
	}
	stopped := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for s.status("/readyz") != 503 {
		if time.Since(stopped) > time.Second {
			t.Fatal("the balancer is not told within a second")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if out, err := exec.Command(binary, "health", "--address", at.Host).CombinedOutput(); err == nil || !strings.Contains(string(out), "503 this server is stopping") {
		t.Errorf("quoth health: %v %s", err, out)
	}
	if s.status("/healthz") != 200 || s.status("/class/") != 200 {
		t.Error("it does not serve any more, though the balancer may not have seen it")
	}
	select {
	case gone := <-left:
		if after := gone.Sub(stopped); after < 1900*time.Millisecond || after > 6*time.Second {
			t.Errorf("the stream has ended after %v, want after the drain of 2 s", after)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the stream does not end")
	}
	fmt.Fprint(conn, body[10:])
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("what had begun is not answered: %v %v", answer, err)
	}
	late := answer.Header.Get("Location")
	select {
	case err := <-s.ended:
		if err != nil {
			t.Errorf("ended with %v: %s", err, s.log)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end")
	}

	again := serveReal(t, database)
	form(t, teacher, again.base+"/api/sign-in", url.Values{"name": {"Ms Vale"}, "password": {"correct horse battery"}})
	for _, path := range []string{class, late} {
		if r, err := teacher.Get(again.base + path); err != nil || r.StatusCode != 200 {
			t.Errorf("%s is not there any more: %v", path, err)
		} else {
			r.Body.Close()
		}
	}
}
