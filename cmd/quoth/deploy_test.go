package main

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

func deployed(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// variables are those that serve knows.
func variables() (all []string) {
	for _, s := range new(options).settings() {
		all = append(all, s.variable)
	}
	return all
}

func TestWhatIsSetForTheServerIsKnownToIt(t *testing.T) {
	known := variables()
	for _, name := range []string{"quoth.service", "Containerfile", "compose.yaml", "README.md"} {
		found := regexp.MustCompile(`QUOTH_[A-Z_]+`).FindAllString(deployed(t, name), -1)
		if len(found) == 0 {
			t.Errorf("%s sets nothing", name)
		}
		for _, v := range found {
			if !slices.Contains(known, v) {
				t.Errorf("%s sets %s, which quoth serve does not know", name, v)
			}
		}
	}
}

func TestTheServiceIsOneThatSystemdTakes(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Fatal("systemd-analyze is missing: apt-get install systemd")
	}
	unit := deployed(t, "quoth.service")
	here := filepath.Join(t.TempDir(), "quoth.service")
	if err := os.WriteFile(here, []byte(strings.ReplaceAll(unit, "/usr/local/bin/quoth", binary)), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", here).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v %s", err, out)
	}
	if out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--threshold=20", here).CombinedOutput(); err != nil {
		t.Errorf("it is exposed by more than 2.0 of 10: %v %s", err, out)
	}
	longest, err := time.ParseDuration(regexp.MustCompile(`TimeoutStopSec=(\d+)`).FindStringSubmatch(unit)[1] + "s")
	if drains := 10*time.Second + 5*time.Second; err != nil || longest <= drains {
		t.Errorf("it is killed after %v, while it takes up to %v to stop", longest, drains)
	}
}

// The compose file is read as far as it matters here.
type composed struct {
	Services map[string]struct {
		Image string
		Build struct {
			Context, Dockerfile string
		}
		Environment map[string]string
		Ports       []string
		Volumes     []string
		DependsOn   any      `yaml:"depends_on"`
		Networks    []string `yaml:"networks"`
		Grace       string   `yaml:"stop_grace_period"`
	}
	Volumes  map[string]any
	Networks map[string]struct {
		IPAM struct {
			Config []struct{ Subnet string }
		}
	}
}

func TestTheComposeFileNamesWhatThereIs(t *testing.T) {
	var c composed
	if err := yaml.Unmarshal([]byte(deployed(t, "compose.yaml")), &c); err != nil {
		t.Fatal(err)
	}
	replicas := 0
	balancer := deployed(t, "haproxy.cfg")
	for name, s := range c.Services {
		if s.Build.Dockerfile != "" {
			replicas++
			for _, path := range []string{filepath.Join("deploy", s.Build.Context, "go.mod"), filepath.Join("deploy", s.Build.Context, s.Build.Dockerfile)} {
				if _, err := os.Stat(path); err != nil {
					t.Errorf("%s is built from what is not there: %v", name, err)
				}
			}
			if !strings.Contains(balancer, "server "+name+" "+name+":8000") {
				t.Errorf("the balancer does not know %s", name)
			}
			// The flags take what is set.
			for variable, value := range s.Environment {
				if strings.HasPrefix(variable, "QUOTH_") {
					t.Setenv(variable, regexp.MustCompile(`\$\{QUOTH_BASE_URL[^}]*\}`).ReplaceAllString(value, "https://quoth.example"))
				}
			}
			o, _, err := parse(nil, io.Discard)
			if err != nil || len(o.proxies) != 1 || o.proxies[0].String() != c.Networks["inside"].IPAM.Config[0].Subnet {
				t.Errorf("%s: %v, trusting %v", name, err, o.proxies)
			}
			if grace, err := time.ParseDuration(s.Grace); err != nil || grace <= o.draining+10*time.Second {
				t.Errorf("%s is killed after %v, while it takes up to %v to stop", name, grace, o.draining+10*time.Second)
			}
		} else if !regexp.MustCompile(`^docker\.io/library/[a-z]+:[0-9]`).MatchString(s.Image) {
			t.Errorf("%s has the image %q, without its version", name, s.Image)
		}
		for _, v := range s.Volumes {
			from, _, _ := strings.Cut(v, ":")
			if path, here := strings.CutPrefix(from, "./"); here {
				deployed(t, path)
			} else if _, there := c.Volumes[from]; !there {
				t.Errorf("%s has the volume %s, which there is not", name, from)
			}
		}
	}
	if replicas != 2 || len(c.Services) != 4 {
		t.Errorf("%d replicas of %d services", replicas, len(c.Services))
	}
	if ports := c.Services["balancer"].Ports; len(ports) != 1 || !strings.Contains(balancer, "bind :"+strings.Split(ports[0], ":")[1]) {
		t.Errorf("the balancer does not listen on %v", ports)
	}
}

func TestTheContainerIsBuiltByTheSameSteps(t *testing.T) {
	file := deployed(t, "Containerfile")
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	targets := regexp.MustCompile(`(?m)^RUN make (\w+)`).FindAllStringSubmatch(file, -1)
	if len(targets) == 0 {
		t.Error("nothing is made")
	}
	for _, target := range targets {
		if !regexp.MustCompile(`(?m)^` + target[1] + `:`).Match(makefile) {
			t.Errorf("there is no make %s", target[1])
		}
	}
	modules, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	wants := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(modules)[1]
	if !strings.Contains(file, "library/golang:"+string(wants)+"-") {
		t.Errorf("it is not built with Go %s", wants)
	}
	_, last, _ := strings.Cut(file, "FROM scratch")
	for _, want := range []string{"USER 65532", "VOLUME /data", `CMD ["/quoth", "health"]`, `ENTRYPOINT ["/quoth"]`, "STOPSIGNAL SIGTERM", "/src/bin/quoth"} {
		if !strings.Contains(last, want) {
			t.Errorf("the image lacks %s", want)
		}
	}
	if strings.Contains(last, "RUN ") {
		t.Error("something is run in an image in which there is no shell")
	}
	if !strings.Contains(string(makefile), "CGO_ENABLED=0 go build") {
		t.Error("the program is not static, and the image has no libraries")
	}
}

// Every alert asks for figures that are served, with labels that there are.
func TestTheAlertsAskForFiguresThatThereAre(t *testing.T) {
	s := serveReal(t, "QUOTH_DATABASE="+filepath.Join(t.TempDir(), "quoth.db"))
	s.status("/readyz")
	r, err := http.Get(s.base + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	served := string(data)
	var rules struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Annotations struct{ Summary string }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(deployed(t, "alerts.yaml")), &rules); err != nil {
		t.Fatal(err)
	}
	manual := deployed(t, "README.md")
	for _, g := range rules.Groups {
		for _, rule := range g.Rules {
			if !strings.HasSuffix(rule.Annotations.Summary, ".") {
				t.Errorf("%s has no sentence", rule.Alert)
			}
			if !strings.Contains(manual, rule.Alert) {
				t.Errorf("nobody is told what to do about %s", rule.Alert)
			}
			for _, name := range regexp.MustCompile(`quoth_\w+`).FindAllString(rule.Expr, -1) {
				if !strings.Contains(served, "# TYPE "+strings.TrimSuffix(name, "_bucket")+" ") {
					t.Errorf("%s asks for %s, which is not served", rule.Alert, name)
				}
			}
			for _, label := range regexp.MustCompile(`(\w+)="([^"]+)"`).FindAllStringSubmatch(rule.Expr, -1) {
				if label[1] != "job" && !strings.Contains(served, label[0]) {
					t.Errorf("%s asks for %s, which is not served", rule.Alert, label[0])
				}
			}
		}
	}
	for _, figure := range []string{"go_goroutines", "process_resident_memory_bytes", "quoth_streams", "quoth_build_info"} {
		if !strings.Contains(served, "# TYPE "+figure+" ") {
			t.Errorf("%s is not served", figure)
		}
	}
}
