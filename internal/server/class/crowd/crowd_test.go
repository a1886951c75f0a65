package crowd

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/relay"
	"quoth/internal/store/storetest"
)

// program builds the server that is tormented.
var program = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", err
	}
	root := filepath.Dir(strings.TrimSpace(string(out)))
	binary := filepath.Join(root, ".cache", "crowd-quoth")
	cmd := exec.Command("go", "build", "-o", binary, "./cmd/quoth")
	cmd.Dir = root
	return binary, cmd.Run()
})

// begin starts a server with a class of n pupils, the first of whom has two
// devices, all but them on a network of their own.
func begin(t *testing.T, database string, n int) (*Server, *Class, []*Tab, *Network) {
	t.Helper()
	binary, err := program()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Serve(binary, database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Kill)
	teacher, err := Teach(s)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClass(teacher, Text)
	if err != nil {
		t.Fatal(err)
	}
	net := NewNetwork()
	pupils, err := c.Pupils(n, net, s.At)
	if err != nil {
		t.Fatal(err)
	}
	var tabs []*Tab
	for _, p := range append(pupils, pupils[0].On(NewNetwork())) {
		tab, err := c.Open(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		tabs = append(tabs, tab)
	}
	return s, c, tabs, net
}

func TestAClassWhoseNetworkIsCutLosesNothing(t *testing.T) {
	_, c, tabs, net := begin(t, storetest.SQLite(t), 10)
	working, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Work(working, tabs, 50*time.Millisecond) }()
	time.Sleep(500 * time.Millisecond)
	net.Cut(true)
	time.Sleep(500 * time.Millisecond)
	if s := tabs[0].Status(); s.Pending == 0 {
		t.Errorf("without a network: %+v", s)
	}
	net.Cut(false)
	time.Sleep(500 * time.Millisecond)
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if took, err := c.Settle(t.Context(), tabs, 20*time.Second); err != nil {
		t.Errorf("after %v: %v", took, err)
	}
	if v, err := c.JudgeAll(t.Context(), tabs); err != nil || !v.Good() || v.Saved < 100 || v.Sent < v.Saved {
		t.Errorf("%+v %v", v, err)
	}
}

func TestAServerThatIsKilledLosesNothing(t *testing.T) {
	s, c, tabs, _ := begin(t, storetest.SQLite(t), 6)
	tally, err := c.Torment(t.Context(), tabs, 5, time.Now().Add(time.Minute), s.Kill, s.Start)
	if err != nil || !tally.Good() || tally.Kills != 5 || tally.Verdict.Sent == 0 {
		t.Errorf("%+v %v", tally, err)
	}
}

func TestADatabaseThatIsKilledLosesNothing(t *testing.T) {
	cluster := storetest.Postgres(t)
	s, c, tabs, _ := begin(t, cluster.URL, 4)
	tally, err := c.Torment(t.Context(), tabs, 2, time.Now().Add(time.Minute), cluster.Kill, func() error {
		cluster.Start()
		return s.Ready(30 * time.Second)
	})
	if err != nil || !tally.Good() || tally.Kills != 2 || tally.Verdict.Sent == 0 {
		t.Errorf("%+v %v", tally, err)
	}
}

// What judges finds what is planted.
func TestLossesAndDoublesAreFound(t *testing.T) {
	_, c, tabs, net := begin(t, storetest.SQLite(t), 1)
	tab := tabs[0]
	for range 8 {
		if err := tab.Edit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Settle(t.Context(), tabs, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	log, err := tab.Pupil.Log(0)
	if err != nil {
		t.Fatal(err)
	}
	state, err := tab.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	saved, sent := tab.Shown()
	judge := func(operations []editor.Transaction) Verdict {
		return Judge(c.text, &tab.Pupil.Link, operations, saved, sent, state)
	}
	all := log.Operations
	if v := judge(all); !v.Good() || v.Saved != 8 || v.Sent != 8 {
		t.Errorf("as it is: %+v", v)
	}
	if v := judge(all[:7]); v.Lost != 1 || v.Different != 1 {
		t.Errorf("the last is missing: %+v", v)
	}
	if v := judge(append(slices.Clone(all), all[7])); v.Double == 0 {
		t.Errorf("the last is there twice: %+v", v)
	}
	again := all[0]
	again.ID = "another"
	if v := judge(append(slices.Clone(all), again)); v.Double != 1 {
		t.Errorf("a mark was made twice: %+v", v)
	}
	// What is acknowledged and not there is found after a kill.
	tab.acknowledged([]editor.Transaction{{ID: "planted"}})
	if lost, err := c.kept(tabs[:1], map[annotation.LayerID]*watched{}); err != nil || lost != 1 {
		t.Errorf("%d lost, %v", lost, err)
	}
	// An edit that the tab says is waiting is not lost; what it says was sent is.
	net.Cut(true)
	if err := tab.Edit(t.Context()); err != nil {
		t.Fatal(err)
	}
	for limit := time.Now().Add(20 * time.Second); tab.Status().State == relay.Sent && time.Now().Before(limit); {
		time.Sleep(10 * time.Millisecond)
	}
	if v, err := c.JudgeAll(t.Context(), tabs[:1]); err != nil || v.Lost != 1 || v.Waiting != 1 || v.Different != 1 {
		t.Errorf("%+v %v", v, err)
	}
}
