package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"quoth/internal/store"
)

// kept makes a database with something in it.
func kept(t *testing.T, folder string) (file string) {
	t.Helper()
	file = filepath.Join(folder, "quoth.db")
	st, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Write(t.Context(), "p", store.Put(store.Record{Kind: "thing", ID: "a", Body: []byte(`"acknowledged"`)})); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

func stillThere(t *testing.T, file string) {
	t.Helper()
	st, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if r, err := st.Get(context.Background(), "p", "thing", "a"); err != nil || string(r.Body) != `"acknowledged"` {
		t.Errorf("what was acknowledged is not there any more: %v %s", err, r.Body)
	}
}

func execute(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// refuses starts a server that must not start, and returns what it says.
func refuses(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	cmd.Env = append(os.Environ(), "QUOTH_ADDRESS=127.0.0.1:0")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			t.Errorf("it ends with %v, want exit code 1: %s", err, &said)
		}
	case <-time.After(20 * time.Second):
		_ = cmd.Process.Kill()
		t.Errorf("it starts: %s", &said)
	}
	if strings.Count(strings.TrimSpace(said.String()), "\n") != 0 {
		t.Errorf("it says more than a line: %s", &said)
	}
	return said.String()
}

func TestAnOldProgramLeavesANewerDatabaseAlone(t *testing.T) {
	file := kept(t, t.TempDir())
	execute(t, file, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	said := refuses(t, exec.Command(binary, "serve", "--database", file))
	if !strings.Contains(said, "newer version of Quoth: start that version") || !strings.Contains(said, file) {
		t.Errorf("it says %s", said)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("it has changed the file: %v", err)
	}
	execute(t, file, `DELETE FROM goose_db_version WHERE version_id = 999`)
	stillThere(t, file)
}

func TestAFileThatIsNoDatabaseIsLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quoth.db")
	notes := []byte(strings.Repeat("Notes of a lesson, which nobody wants to lose.\n", 200))
	if err := os.WriteFile(file, notes, 0o600); err != nil {
		t.Fatal(err)
	}
	said := refuses(t, exec.Command(binary, "serve", "--database", file))
	if !strings.Contains(said, "is not a database, or is damaged: restore a backup") || !strings.Contains(said, file) {
		t.Errorf("it says %s", said)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(notes, after) {
		t.Errorf("it has changed the file: %v", err)
	}
}

// The server's user may read the database and not write it.
func TestADatabaseThatCannotBeWrittenIsToldAtTheStart(t *testing.T) {
	folder, err := os.MkdirTemp("", "quoth-readonly-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700); _ = os.RemoveAll(folder) })
	file := kept(t, folder)
	program := filepath.Join(folder, "quoth")
	data, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{os.WriteFile(program, data, 0o755), os.Chmod(file, 0o444), os.Chmod(folder, 0o555)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, "serve", "--database", file)
	cmd.Dir = "/"
	if os.Getuid() == 0 { // whom nothing is forbidden
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	said := refuses(t, cmd)
	if !strings.Contains(said, "give the program the right to write") || !strings.Contains(said, file) {
		t.Errorf("it says %s", said)
	}
	if err := errors.Join(os.Chmod(folder, 0o700), os.Chmod(file, 0o600)); err != nil {
		t.Fatal(err)
	}
	stillThere(t, file)
}
