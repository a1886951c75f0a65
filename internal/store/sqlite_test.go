package store_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/store"
	"quoth/internal/store/storetest"
)

// However much other classes have written, a class does not wait for it.
func TestNoStatementReadsAWholeTable(t *testing.T) {
	s := opened(t, storetest.SQLite(t))
	for _, part := range contract {
		part.test(t, s, part.name)
	}
	plans, err := store.Plans(s)
	must(t, err)
	if len(plans) < 20 {
		t.Errorf("only %d statements were looked at", len(plans))
	}
	for query, plan := range plans {
		for _, step := range plan {
			whole := strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "VIRTUAL TABLE INDEX") && step != "SCAN CONSTANT ROW"
			if whole || strings.Contains(step, "VIRTUAL TABLE INDEX 0:") && !strings.Contains(step, ":M") {
				t.Errorf("%s\nis carried out so: %s", query, step)
			}
		}
	}
}

// In a container of nothing but the program there is no folder for temporary
// files, without which SQLite deletes and restores nothing large; and a text that
// was deleted for good would lie there.
func TestNoTemporaryFilesAreNeeded(t *testing.T) {
	s := opened(t, storetest.SQLite(t))
	if read, write, err := store.TempStore(t.Context(), s); err != nil || read != 2 || write != 2 {
		t.Errorf("temporary tables are kept at %d and %d, want 2, in memory (%v)", read, write, err)
	}
}

// What is deleted for good is not in the file either, in no index and no log.
func TestWhatIsForgottenIsNotInTheFile(t *testing.T) {
	file := storetest.SQLite(t)
	s := opened(t, file)
	const project, secret = "p", "xylothorax"
	write := func(owner, words string) {
		_, err := s.Write(t.Context(), project,
			store.Put(store.Record{Kind: "thing", ID: owner, Owner: owner, Body: []byte(words)}),
			store.Index("note", owner+"/1", owner, words),
			store.Give(store.Handle{Hash: []byte(words), Project: project, Kind: "session", ID: owner, Owner: owner}))
		must(t, err)
		must(t, s.Append(t.Context(), project, owner, 0, []store.Operation{{ID: words, Owner: owner, At: time.Now(), Body: []byte(words)}}))
	}
	write("ada", secret)
	for _, other := range []string{"ben", "cleo", "dora"} {
		write(other, "the words of "+other)
	}
	holds := func() (n int) {
		for _, part := range []string{"", "-wal"} {
			data, err := os.ReadFile(file + part)
			must(t, err)
			n += bytes.Count(data, []byte(secret))
		}
		return n
	}
	if n := holds(); n < 4 {
		t.Fatalf("the file has it %d times, before it is to be forgotten", n)
	}
	// Somebody who reads at that moment holds the log up, and no longer.
	reading, done := io.Pipe()
	backup := make(chan error, 1)
	go func() {
		err := s.Backup(t.Context(), done)
		backup <- errors.Join(err, done.Close())
	}()
	_, err := reading.Read(make([]byte, 1))
	must(t, err)
	must(t, s.Forget(t.Context(), project, "ada"))
	_, err = io.Copy(io.Discard, reading)
	must(t, err)
	must(t, <-backup)
	for limit := time.Now().Add(10 * time.Second); holds() > 0 && time.Now().Before(limit); time.Sleep(100 * time.Millisecond) {
		must(t, s.Ready(t.Context()))
	}
	if n := holds(); n > 0 {
		t.Errorf("the file still has it, %d times", n)
	}
	must(t, s.Close())
	if _, err := os.Stat(file + "-wal"); err == nil {
		t.Error("a store that was closed leaves its log beside the file")
	}
	s = opened(t, file)
	hits, err := s.Search(t.Context(), project, "", "words cleo", 5)
	must(t, err)
	if len(hits) != 1 {
		t.Errorf("of the others is found %v", hits)
	}
}

// The words of a database of the first version are found in it as before.
func TestTheWordsOfAnOlderFileAreStillFound(t *testing.T) {
	file := storetest.SQLite(t)
	s := opened(t, file)
	must(t, s.Close())
	storetest.Exec(t, file, `DROP TABLE found; DROP TABLE words;
		CREATE VIRTUAL TABLE words USING fts5 (project UNINDEXED, kind UNINDEXED, id UNINDEXED, owner UNINDEXED, body, tokenize = 'unicode61 remove_diacritics 2');
		INSERT INTO words (project, kind, id, owner, body) VALUES ('p', 'note', 'l/1', 'ada', 'the ferry is late');
		DELETE FROM goose_db_version WHERE version_id > 1`)
	s = opened(t, file)
	find := func(words string) []store.Hit {
		hits, err := s.Search(t.Context(), "p", "ada", words, 5)
		must(t, err)
		return hits
	}
	if diff := cmp.Diff([]store.Hit{{Kind: "note", ID: "l/1", Owner: "ada", Excerpt: "the «ferry» is late"}}, find("ferry")); diff != "" {
		t.Error(diff)
	}
	_, err := s.Write(t.Context(), "p", store.Index("note", "l/1", "ada", "the ship is late"))
	must(t, err)
	if old, now := find("ferry"), find("ship"); len(old) > 0 || len(now) != 1 {
		t.Errorf("after it was written again: %v and %v", old, now)
	}
}
