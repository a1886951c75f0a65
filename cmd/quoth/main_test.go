package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// binary is the program as it is shipped, built once.
var binary string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "quoth")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(folder, "quoth")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		panic(string(out))
	}
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

func TestAWrongCallExitsWith2AndSaysWhy(t *testing.T) {
	tests := []struct {
		name string
		args []string
		says string
	}{
		{"unknown flag", []string{"--adress", "x"}, "-adress: see quoth help serve"},
		{"unknown command", []string{"sevre"}, `no command "sevre"`},
		{"address without a port", []string{"serve", "--address", "localhost"}, "like 127.0.0.1:8000"},
		{"base with a path", []string{"--base-url", "https://quoth.example/x"}, "scheme and host only"},
		{"unknown log format", []string{"--log", "xml"}, "text or json"},
		{"argument", []string{"serve", "folder"}, `not "folder"`},
		{"a proxy by name", []string{"--trusted-proxies", "proxy.example"}, "like 10.0.0.0/8"},
		{"no number", []string{"--limit", "many"}, "requests a second"},
		{"a drain without a unit", []string{"--drain", "5"}, "like 5s"},
		{"a drain that nobody waits for", []string{"--drain", "3h"}, "at most 5m0s"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, err := exec.Command(binary, test.args...).CombinedOutput()
			if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 {
				t.Errorf("ended with %v, want exit code 2", err)
			}
			if !strings.Contains(string(out), test.says) {
				t.Errorf("said %q, want %q", out, test.says)
			}
		})
	}
}

func TestAFailureExitsWith1AndSaysWhatToDo(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	tests := []struct {
		name string
		args []string
		says string
	}{
		{"busy port", []string{"--address", l.Addr().String()}, l.Addr().String() + " is in use: stop the other program or choose another with --address"},
		{"no such folder", []string{"--articles", "/no/such/folder"}, "/no/such/folder"},
		{"empty folder", []string{"--articles", t.TempDir()}, "put .txt, .md or .html files into it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, err := exec.Command(binary, test.args...).CombinedOutput()
			if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
				t.Errorf("ended with %v, want exit code 1", err)
			}
			if !strings.Contains(string(out), test.says) {
				t.Errorf("said %q, want %q", out, test.says)
			}
		})
	}
}

func TestHelpTeachesEveryFlagAndItsVariable(t *testing.T) {
	for _, args := range [][]string{{"serve", "--help"}, {"help", "serve"}} {
		out, err := exec.Command(binary, args...).Output()
		if err != nil {
			t.Errorf("%v: %v", args, err)
		}
		told := map[string]bool{}
		for _, line := range regexp.MustCompile(`(?m)^  --(\S+) \S+ +(QUOTH_\S+)  +\S`).FindAllStringSubmatch(string(out), -1) {
			told[line[1]+" "+line[2]] = true
		}
		for _, s := range new(options).settings() {
			if s.variable == "" { // a secret stands in a file, or in a variable of its own
				if !strings.Contains(string(out), "--"+s.name+" FILE") || !strings.Contains(string(out), "QUOTH_"+strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))) {
					t.Errorf("%v does not tell --%s and its variable", args, s.name)
				}
				continue
			}
			if want := "QUOTH_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_")); s.variable != want {
				t.Errorf("--%s is set by %s, want %s", s.name, s.variable, want)
			}
			if !told[s.name+" "+s.variable] {
				t.Errorf("%v does not tell --%s with %s", args, s.name, s.variable)
			}
			if s.plain != "" && !strings.Contains(string(out), "("+s.plain+")") {
				t.Errorf("%v does not tell that --%s is %s if it is not given", args, s.name, s.plain)
			}
			delete(told, s.name+" "+s.variable)
		}
		for line := range told {
			t.Errorf("%v tells %s, which there is not", args, line)
		}
	}
	if out, err := exec.Command(binary, "version").Output(); err != nil || !strings.HasPrefix(string(out), "quoth ") {
		t.Errorf("version: %q, %v", out, err)
	}
}

func TestServingAFolderUntilItIsTerminated(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "My Lesson.md"), []byte("# A fictional lesson\n\nThe mayor of Nowhere said it is <safe>.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "broken.txt"), []byte("\x00\x01\x02\x00\xff\xfe\x00\x00\x01"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, "serve")
	cmd.Env = append(os.Environ(), "QUOTH_ADDRESS=127.0.0.1:0", "QUOTH_ARTICLES="+folder, "QUOTH_LOG=json", "QUOTH_DATABASE="+filepath.Join(t.TempDir(), "quoth.db"))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }() // it has ended, if all is well
	line, err := bufio.NewReader(out).ReadString('\n')
	base, ok := strings.CutPrefix(strings.TrimSpace(line), "Quoth is at ")
	if err != nil || !ok {
		t.Fatalf("said %q, %v; %s", line, err, errs.String())
	}
	r, err := http.Get(base + "/read/my-lesson")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(r.Body)
	_ = r.Body.Close()
	if err != nil || r.StatusCode != 200 || !strings.Contains(string(page), "The mayor of Nowhere said it is &lt;safe&gt;.") {
		t.Errorf("status %d, %v: %.300s", r.StatusCode, err, page)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("ended with %v: %s", err, errs.String())
		}
	case <-time.After(10 * time.Second):
		t.Error("it did not stop")
	}
	if !strings.Contains(errs.String(), "broken.txt") {
		t.Errorf("the broken file is not told: %s", errs.String())
	}
}

func TestTheSamplesAreOffered(t *testing.T) {
	offers, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	if len(offers) < 3 {
		t.Errorf("%d samples, want three", len(offers))
	}
	for _, o := range offers {
		if strings.Contains(o.Name, "license") {
			t.Error("the licence is offered as an article")
		}
	}
}

func TestAFileNameBecomesAnAddress(t *testing.T) {
	for file, want := range map[string]string{
		"My Lesson.md": "my-lesson", "a__b--c.txt": "a-b-c", "Übung 2.html": "übung-2", "...txt": "article", "記事.md": "記事", "../x.txt": "x",
	} {
		if got := nameOf(file); got != want {
			t.Errorf("nameOf(%q) = %q, want %q", file, got, want)
		}
	}
}

func TestTwoFilesOfOneAddressAreToldByName(t *testing.T) {
	files := fstest.MapFS{
		"a b.md": {Data: []byte("# One\n\nSome words here.")}, "a-b.md": {Data: []byte("# Two\n\nOther words here.")},
	}
	_, err := read(files, "folder", func(name string, err error) error { return err })
	if err == nil || !strings.Contains(err.Error(), "a b.md has the address /read/a-b already") {
		t.Errorf("error = %v", err)
	}
}
