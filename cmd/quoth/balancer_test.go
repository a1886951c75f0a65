package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/internal/store/storetest"
)

// The balancer's configuration as it is shipped, with two replicas on one
// PostgreSQL: one is replaced while requests come, and nobody notices.
func TestAReplicaIsReplacedBehindTheBalancerAndNobodyNotices(t *testing.T) {
	haproxy, err := exec.LookPath("haproxy")
	if err != nil {
		t.Fatal("haproxy is missing: apt-get install haproxy")
	}
	database := "QUOTH_DATABASE=" + storetest.Postgres(t).URL
	one := serveReal(t, database, "QUOTH_DRAIN=4s")
	two := serveReal(t, database, "QUOTH_DRAIN=4s")
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := free.Addr().String()
	free.Close()
	shipped := deployed(t, "haproxy.cfg")
	here := strings.NewReplacer("bind :8080", "bind "+at, "one:8000", strings.TrimPrefix(one.base, "http://"), "two:8000", strings.TrimPrefix(two.base, "http://"), " resolvers docker init-addr none", "").Replace(shipped)
	here = regexp.MustCompile(`(?s)resolvers docker\n.*?\n\n`).ReplaceAllString(here, "")
	file := filepath.Join(t.TempDir(), "haproxy.cfg")
	if err := os.WriteFile(file, []byte(here), 0o644); err != nil {
		t.Fatal(err)
	}
	balancer := exec.Command(haproxy, "-db", "-f", file)
	var said bytes.Buffer
	balancer.Stderr = &said
	if err := balancer.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = balancer.Process.Kill(); _ = balancer.Wait() })
	base := "http://" + at
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if r, err := http.Get(base + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == 200 {
				break
			}
		}
		if time.Now().After(limit) {
			t.Fatalf("the balancer does not come up: %s", &said)
		}
	}
	if r, err := http.Get(base + "/metrics"); err != nil || r.StatusCode != 404 {
		t.Errorf("the figures are for all to see: %v %v", r, err)
	}
	teacher := browser(t)
	form(t, teacher, base+"/api/setup", url.Values{"token": {one.setup}, "name": {"Ms Vale"}, "password": {"correct horse battery"}})
	stop, ended := make(chan bool), make(chan string, 1)
	go func() { // somebody works all the while
		made := 0
		for {
			select {
			case <-stop:
				ended <- fmt.Sprintf("%d made", made)
				return
			default:
			}
			r, err := teacher.PostForm(base+"/api/projects", url.Values{"name": {fmt.Sprint("Class ", made)}})
			if err != nil {
				ended <- err.Error()
				return
			}
			r.Body.Close()
			if r.StatusCode != 200 {
				ended <- fmt.Sprint("answered with ", r.StatusCode)
				return
			}
			made++
			time.Sleep(50 * time.Millisecond)
		}
	}()
	time.Sleep(500 * time.Millisecond)
	if err := one.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-one.ended; err != nil {
		t.Errorf("the replica ends with %v: %s", err, one.log)
	}
	time.Sleep(500 * time.Millisecond)
	close(stop)
	made := <-ended
	var n int
	if _, err := fmt.Sscanf(made, "%d made", &n); err != nil || n < 5 {
		t.Fatalf("while a replica was replaced: %s", made)
	}
	r, err := teacher.Get(two.base + "/api/me")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var all bytes.Buffer
	if _, err := all.ReadFrom(r.Body); err != nil || strings.Count(all.String(), `"role":"owner"`) != n {
		t.Errorf("%d classes were made, and there are %d: %v", n, strings.Count(all.String(), `"role":"owner"`), err)
	}
}
