// Package crowd is a class of hundreds, outside of browsers: servers as
// processes that can be killed, pupils who join as any client of the API does,
// and tabs that keep a journal and carry it with package relay, over a network
// that can be cut. The commands that load and torment a server are built on
// it, and so is what they are judged by.
package crowd

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A Server is "quoth serve" as a process of its own, always on the same port.
type Server struct {
	At string // "http://127.0.0.1:43210"

	binary, database string
	running          *exec.Cmd
	ended            chan struct{}
	out              *output
}

// Serve starts a server on a free port.
func Serve(binary, database string) (*Server, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer free.Close()
	s := &Server{At: "http://" + free.Addr().String(), binary: binary, database: database, out: &output{}}
	free.Close()
	return s, s.Start()
}

// Start starts the server again that was killed, and waits until it is ready.
func (s *Server) Start() error {
	cmd := exec.Command(s.binary, "serve", "--address", strings.TrimPrefix(s.At, "http://"), "--database", s.database, "--limit", "0")
	cmd.Stdout, cmd.Stderr = s.out, s.out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl+C is for whoever started it
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	s.running, s.ended = cmd, ended
	go func() {
		defer close(ended)
		_ = cmd.Wait() // how it ends is its log's to tell
	}()
	if err := s.Ready(30 * time.Second); err != nil {
		s.Kill()
		return err
	}
	return nil
}

// Ready waits until the server can write to its database.
func (s *Server) Ready(patience time.Duration) error {
	client := http.Client{Timeout: 5 * time.Second}
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(10 * time.Millisecond) {
		answer, err := client.Get(s.At + "/readyz")
		if err != nil {
			select {
			case <-s.ended:
				return fmt.Errorf("the server ended and said:\n%s", s.out)
			default:
				continue
			}
		}
		_ = answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil
		}
	}
	return fmt.Errorf("the server was not ready after %v and said:\n%s", patience, s.out)
}

// Kill ends the server with SIGKILL, as a power cut does.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

// Stop has the server end in peace.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

func (s *Server) end(how syscall.Signal) {
	if s.running == nil {
		return
	}
	_ = s.running.Process.Signal(how) // it may have ended already
	<-s.ended
	s.running = nil
}

// PID is the number of the process.
func (s *Server) PID() int { return s.running.Process.Pid }

// Invitation is the secret of the link that the first start has printed.
func (s *Server) Invitation() (string, error) {
	for range 100 {
		if found := regexp.MustCompile(`token=(\S+)`).FindStringSubmatch(s.out.String()); found != nil {
			return found[1], nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return "", fmt.Errorf("no link was printed, but:\n%s", s.out)
}

// Resident is the memory of a process in bytes.
func Resident(pid int) (bytes int64, err error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	var kilobytes int64
	for line := range strings.Lines(string(data)) {
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kilobytes); err == nil {
			return kilobytes << 10, nil
		}
	}
	return 0, fmt.Errorf("process %d has no memory", pid)
}

// output keeps the end of what a process says.
type output struct {
	mu   sync.Mutex
	data bytes.Buffer
}

const mostOutput = 64 << 10

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.data.Len() > mostOutput {
		o.data.Next(o.data.Len() - mostOutput/2)
	}
	return o.data.Write(p)
}

// String is what was said.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.data.String()
}
