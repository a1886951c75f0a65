package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// quoth is servers with a class of pupils.
type quoth struct {
	at      []string // the addresses of the replicas
	running []*exec.Cmd
	teacher string // cookie
	first   string // the first class's assignment, as an address
	pupils  []pupil
}

type pupil struct {
	at, cookie, layer string
	seq, made         int64
}

func startQuoth(binary, database string, replicas, classes, clients int) (*quoth, error) {
	q := &quoth{}
	link := ""
	for range replicas {
		at, cmd, said, err := serve(binary, database)
		if err != nil {
			q.stop()
			return nil, err
		}
		q.at, q.running = append(q.at, at), append(q.running, cmd)
		if link == "" {
			link = regexp.MustCompile(`token=(\S+)`).FindString(said)
		}
	}
	return q, q.fill(strings.TrimPrefix(link, "token="), classes, clients)
}

// serve starts a server on a free port.
func serve(binary, database string) (at string, cmd *exec.Cmd, said string, err error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, "", err
	}
	address := free.Addr().String()
	free.Close()
	cmd = exec.Command(binary, "serve", "--address", address, "--database", database, "--limit", "0")
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		return "", nil, "", err
	}
	for range 200 {
		time.Sleep(50 * time.Millisecond)
		if answer, err := client.Get("http://" + address + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == 200 {
				time.Sleep(100 * time.Millisecond) // it has printed by now
				return "http://" + address, cmd, out.String(), nil
			}
		}
	}
	return "", cmd, "", fmt.Errorf("%s does not answer", binary)
}

func (q *quoth) stop() {
	for _, cmd := range q.running {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}
}

// fill makes the classes with all their pupils.
func (q *quoth) fill(token string, classes, clients int) error {
	var err error
	if q.teacher, err = q.ask(q.at[0], "", "/api/setup", map[string]any{"token": token, "name": "bench", "password": "a long password"}, nil); err != nil {
		return err
	}
	q.pupils = make([]pupil, clients)
	for k := range classes {
		var p struct{ ID, Code string }
		if _, err := q.ask(q.at[0], q.teacher, "/api/projects", map[string]any{"name": "class"}, &p); err != nil {
			return err
		}
		base := "/api/projects/" + p.ID
		if _, err := q.ask(q.at[0], q.teacher, base+"/code", nil, &p); err != nil {
			return err
		}
		var a struct {
			ID       string
			Articles []string
		}
		if _, err := q.ask(q.at[0], q.teacher, base+"/assignments", map[string]any{"title": "load", "text": text()}, &a); err != nil {
			return err
		}
		article := base + "/assignments/" + a.ID + "/articles/" + a.Articles[0]
		if k == 0 {
			q.first = article
		}
		var some sync.WaitGroup
		failed := make(chan error, clients)
		for i := k; i < clients; i += classes {
			some.Go(func() {
				at := q.at[i%len(q.at)]
				cookie, err := q.ask(at, "", "/api/join", map[string]any{"code": p.Code, "pseudonym": fmt.Sprint("pupil ", i)}, nil)
				var l struct{ ID string }
				if err == nil {
					_, err = q.ask(at, cookie, article+"/layer", nil, &l)
				}
				if err != nil {
					failed <- err
				}
				q.pupils[i] = pupil{at: at, cookie: cookie, layer: base + "/layers/" + l.ID + "/operations"}
			})
		}
		some.Wait()
		select {
		case err := <-failed:
			return err
		default:
		}
	}
	return nil
}

// text is an article of a thousand words.
func text() string {
	return strings.Repeat("The harbour master said that the ferry will leave at nine. ", 90)
}

// edit sends one mark, as a tab does, and counts when it is acknowledged.
func (q *quoth) edit(ctx context.Context, i int) error {
	p := &q.pupils[i]
	p.made++
	at := time.Now().UTC().Format(time.RFC3339Nano)
	start := (int(p.made) * 59) % 5000 / 59 * 59
	id := fmt.Sprintf("%d-%d", i, p.made)
	tx := map[string]any{"id": "tx-" + id, "label": "Mark as Claim", "at": at, "changes": []any{map[string]any{"annotation": map[string]any{"after": map[string]any{
		"id": id, "target": []any{map[string]any{"start": start, "end": start + 18}}, "label": "claim", "creator": "pupil", "created": at, "modified": at}}}}}
	var k struct{ Seq int64 }
	if _, err := q.ask(p.at, p.cookie, p.layer, map[string]any{"after": p.seq, "operations": []any{tx}}, &k); err != nil {
		return err
	}
	p.seq = k.Seq
	return nil
}

// memory of the first server.
func (q *quoth) memory() string { return resident(q.running[0].Process.Pid) }

// together measures what a class looks at, of the first class with 60 marks of
// each of 300 pupils.
func (q *quoth) together() error {
	for _, what := range []string{"/heat", "/agreement"} {
		var took []time.Duration
		for range 9 {
			start := time.Now()
			r, _ := http.NewRequest("GET", q.at[0]+q.first+what, nil)
			r.Header.Set("Cookie", q.teacher)
			answer, err := client.Do(r)
			if err != nil {
				return err
			}
			n, _ := io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			if answer.StatusCode != 200 || n < 50 {
				return fmt.Errorf("%s: %s", what, answer.Status)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		fmt.Printf("%s of %d pupils: %v median, the first %v\n", what, len(q.pupils), took[len(took)/2].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
	}
	return nil
}

// ask posts JSON and returns the cookie that was set.
func (q *quoth) ask(at, cookie, path string, body, into any) (set string, err error) {
	data, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	r, err := http.NewRequest("POST", at+path, bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	answer, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode >= 300 {
		return "", fmt.Errorf("POST %s: %s %s", path, answer.Status, got)
	}
	for _, c := range answer.Cookies() {
		set = c.Name + "=" + c.Value
	}
	if into != nil && len(got) > 0 {
		err = json.Unmarshal(got, into)
	}
	return set, err
}

func lines(data []byte) iter.Seq[string] { return strings.Lines(string(data)) }

func cut(line, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(line, prefix)
	return strings.TrimSpace(rest), ok
}
