package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/internal/store"
)

func TestABackupIsRestoredWhollyOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	s, err := store.Open(t.Context(), at("one.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() // the server goes on while it is backed up
	if _, err := s.Write(t.Context(), "p", store.Put(store.Record{Kind: "thing", ID: "a", Body: []byte(`{"kept":true}`)})); err != nil {
		t.Fatal(err)
	}
	play := func(code int, args ...string) (out, errs string) {
		t.Helper()
		var o, e bytes.Buffer
		if got := run(args, &o, &e); got != code {
			t.Fatalf("quoth %s: %d, want %d: %s", strings.Join(args, " "), got, code, e.String())
		}
		return o.String(), e.String()
	}
	play(0, "backup", "--database", at("one.db"), at("backup.jsonl"))
	out, _ := play(0, "backup", "--database", at("one.db"))
	if file, err := os.ReadFile(at("backup.jsonl")); err != nil || string(file) != out {
		t.Errorf("the file is not what is written out: %v", err)
	}
	play(0, "restore", "--database", at("two.db"), at("backup.jsonl"))
	two, err := store.Open(t.Context(), at("two.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	if r, err := two.Get(t.Context(), "p", "thing", "a"); err != nil || string(r.Body) != `{"kept":true}` {
		t.Errorf("%s %v", r.Body, err)
	}
	if _, said := play(1, "restore", "--database", at("two.db"), at("backup.jsonl")); !strings.Contains(said, "restore into a new one") {
		t.Errorf("over what is there: %s", said)
	}
	if err := os.WriteFile(at("cut.jsonl"), []byte(out[:len(out)/2]), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, said := play(1, "restore", "--database", at("three.db"), at("cut.jsonl")); !strings.Contains(said, "cut.jsonl was not restored") || !strings.Contains(said, "line ") {
		t.Errorf("a backup that was cut: %s", said)
	}
	if _, said := play(1, "backup", "--database", at("none.db")); !strings.Contains(said, "there is no database") {
		t.Errorf("of nothing: %s", said)
	}
	play(2, "backup", "a", "b")
	if help, _ := play(0, "restore", "--help"); !strings.Contains(help, "not at all") {
		t.Error(help)
	}
}
