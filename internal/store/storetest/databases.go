// Package storetest has databases for tests: a file of SQLite, and a
// PostgreSQL of one's own on a free port.
package storetest

import (
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// SQLite names a file that does not exist yet.
func SQLite(t testing.TB) string { return filepath.Join(t.TempDir(), "quoth.db") }

// A Cluster is a PostgreSQL that runs until the test ends.
type Cluster struct {
	URL string // of its database

	t      testing.TB
	bin    string
	folder string
	port   int
	server *exec.Cmd
}

// Postgres starts a new, empty PostgreSQL. Without one on the machine the test
// fails with the line that installs it.
func Postgres(t testing.TB) *Cluster {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		t.Fatal("there is no PostgreSQL: apt-get install postgresql")
	}
	folder, err := os.MkdirTemp("/tmp", "quoth-postgres-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	c := &Cluster{t: t, bin: filepath.Dir(found[len(found)-1]), folder: filepath.Join(folder, "data")}
	if who := c.owner(); who != nil {
		if err := os.Chown(folder, int(who.Uid), int(who.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := c.command("initdb", "-D", c.folder, "-U", "quoth", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.port = l.Addr().(*net.TCPAddr).Port
	l.Close()
	c.URL = fmt.Sprintf("postgres://quoth@127.0.0.1:%d/postgres?sslmode=disable", c.port)
	c.Start()
	t.Cleanup(c.Kill)
	return c
}

// Start starts the server, again if it was killed, and waits until it answers.
func (c *Cluster) Start() {
	c.t.Helper()
	_ = os.Remove(filepath.Join(c.folder, "postmaster.pid")) // of one that was killed
	c.server = c.command("postgres", "-D", c.folder, "-p", strconv.Itoa(c.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
	if err := c.server.Start(); err != nil {
		c.t.Fatal(err)
	}
	for limit := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if exec.Command(filepath.Join(c.bin, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", strconv.Itoa(c.port)).Run() == nil {
			return
		}
		if time.Now().After(limit) {
			c.t.Fatal("PostgreSQL did not start within 30 s")
		}
	}
}

// Kill ends the server and all that it has started, as a power cut does.
func (c *Cluster) Kill() {
	if c.server == nil {
		return
	}
	_ = syscall.Kill(-c.server.Process.Pid, syscall.SIGKILL) // it may have ended already
	_ = c.server.Wait()
	c.server = nil
}

// ReadOnly lets nobody who connects from now on write, or lets them again. The
// connections that are there end before it: they would go on writing. Those that
// were made meanwhile stay, and stay as they are.
func (c *Cluster) ReadOnly(on bool) {
	c.t.Helper()
	if !on {
		c.Exec(`ALTER DATABASE postgres RESET default_transaction_read_only`)
		return
	}
	c.Exec(`ALTER DATABASE postgres SET default_transaction_read_only = on`)
	c.Exec(`SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`)
}

// Exec changes the database behind the store's back, even if it is read-only.
func (c *Cluster) Exec(statement string) {
	c.t.Helper()
	execute(c.t, "pgx", c.URL+"&default_transaction_read_only=off", statement)
}

// owner is whom PostgreSQL runs as: it refuses to run as root.
func (c *Cluster) owner() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		c.t.Fatal("there is no user postgres: apt-get install postgresql")
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func (c *Cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner(), Setpgid: true}
	return cmd
}

// Exec changes a file of SQLite behind the store's back.
func Exec(t testing.TB, file, statement string) {
	t.Helper()
	execute(t, "sqlite", file, statement)
}

func execute(t testing.TB, driver, address, statement string) {
	t.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}
