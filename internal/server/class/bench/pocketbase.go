package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// The module that is measured, as its users get it.
const pocketBase = "github.com/pocketbase/pocketbase@v0.36.0"

// program is the least that stores our records in PocketBase: one collection,
// open to all, with the same fields and the same two unique indexes.
const program = `package main

import (
	"log"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	app := pocketbase.New()
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		if _, err := app.FindCollectionByNameOrId("operations"); err != nil {
			c := core.NewBaseCollection("operations")
			c.Fields.Add(&core.TextField{Name: "project"}, &core.TextField{Name: "layer"}, &core.NumberField{Name: "seq"},
				&core.TextField{Name: "tx"}, &core.TextField{Name: "owner"}, &core.JSONField{Name: "body", MaxSize: 1 << 20})
			c.AddIndex("place", true, "project, layer, seq", "")
			c.AddIndex("once", true, "project, layer, tx", "")
			c.CreateRule = types.Pointer("")
			if err := app.Save(c); err != nil {
				return err
			}
		}
		return e.Next()
	})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}
`

var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 1000}}

type pocketbase struct {
	at   string
	cmd  *exec.Cmd
	made []int64
}

func startPocketBase(folder string, clients int) (*pocketbase, error) {
	dir := filepath.Join(folder, "pocketbase")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(program), 0o644); err != nil {
		return nil, err
	}
	for _, args := range [][]string{{"mod", "init", "peer"}, {"get", pocketBase}, {"mod", "tidy"}, {"build", "-o", "peer", "."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("go %v: %w\n%s", args, err, out)
		}
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := free.Addr().String()
	free.Close()
	cmd := exec.Command(filepath.Join(dir, "peer"), "serve", "--http", address, "--dir", filepath.Join(dir, "data"))
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &pocketbase{at: "http://" + address, cmd: cmd, made: make([]int64, clients)}
	for range 200 {
		time.Sleep(50 * time.Millisecond)
		if answer, err := client.Get(p.at + "/api/health"); err == nil {
			answer.Body.Close()
			return p, nil
		}
	}
	return nil, fmt.Errorf("PocketBase does not answer")
}

func (p *pocketbase) stop() {
	_ = p.cmd.Process.Signal(os.Interrupt)
	_ = p.cmd.Wait()
}

// create stores what edit sends.
func (p *pocketbase) create(i int) error {
	p.made[i]++
	at := time.Now().UTC().Format(time.RFC3339Nano)
	id := fmt.Sprintf("%d-%d", i, p.made[i])
	tx := map[string]any{"id": "tx-" + id, "label": "Mark as Claim", "at": at, "changes": []any{map[string]any{"annotation": map[string]any{"after": map[string]any{
		"id": id, "target": []any{map[string]any{"start": 59, "end": 77}}, "label": "claim", "creator": "pupil", "created": at, "modified": at}}}}}
	data, err := json.Marshal(map[string]any{"project": "018f0000-0000-7000-8000-000000000000", "layer": fmt.Sprintf("018f0000-0000-7000-8000-%012d", i), "seq": p.made[i], "tx": "tx-" + id, "owner": fmt.Sprintf("018f0000-0000-7000-8001-%012d", i), "body": tx})
	if err != nil {
		return err
	}
	answer, err := client.Post(p.at+"/api/collections/operations/records", "application/json", bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	got, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s", answer.Status, got)
	}
	return nil
}
