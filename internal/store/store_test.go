package store_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/store"
	"quoth/internal/store/storetest"
)

func TestABackupLeadsFromOneDatabaseToTheOther(t *testing.T) {
	cluster := storetest.Postgres(t)
	one := opened(t, storetest.SQLite(t))
	ctx := t.Context()
	_, err := one.Write(ctx, "p", store.Put(record("a")), store.Put(record("b")), store.Index("note", "n", "m", "findable"),
		store.Give(store.Handle{Hash: []byte{0, 255, 7}, Project: "p", Kind: "resume", ID: "m"}))
	must(t, err)
	_, err = one.Write(ctx, "p", store.Delete("thing", "b"))
	must(t, err)
	must(t, one.Append(ctx, "p", "l", 0, []store.Operation{operation("o1"), operation("o2")}))
	var first bytes.Buffer
	must(t, one.Backup(ctx, &first))

	two := opened(t, cluster.URL)
	epoch := two.Epoch()
	must(t, two.Restore(ctx, bytes.NewReader(first.Bytes())))
	if two.Epoch() == epoch || two.Epoch() == one.Epoch() {
		t.Error("the restored database goes on with the epoch of another")
	}
	var second bytes.Buffer
	must(t, two.Backup(ctx, &second))
	three := opened(t, storetest.SQLite(t))
	must(t, three.Restore(ctx, &second))
	var third bytes.Buffer
	must(t, three.Backup(ctx, &third))
	if first.String() != third.String() {
		t.Errorf("the way to PostgreSQL and back has changed it:\n%s\n%s", first.String(), third.String())
	}
	if hits, err := two.Search(ctx, "p", "", "findable", 5); err != nil || len(hits) != 1 {
		t.Errorf("%v %v", hits, err)
	}
	if err := two.Restore(ctx, bytes.NewReader(first.Bytes())); !errors.Is(err, annotation.ErrConflict) {
		t.Errorf("restored over what is there: %v", err)
	}
}

func TestADamagedBackupIsRefusedWithItsLineAndLeavesNothing(t *testing.T) {
	one := opened(t, storetest.SQLite(t))
	for _, id := range []string{"a", "b", "c"} {
		_, err := one.Write(t.Context(), "p", store.Put(record(id)))
		must(t, err)
	}
	var b bytes.Buffer
	must(t, one.Backup(t.Context(), &b))
	whole := b.String()
	two := opened(t, storetest.SQLite(t))
	lines := strings.SplitAfter(whole, "\n")
	for name, damaged := range map[string]string{
		"cut off":      strings.Join(lines[:3], ""),
		"cut in two":   whole[:len(whole)/2],
		"a line less":  strings.Join(append(append([]string{}, lines[:2]...), lines[3:]...), ""),
		"a row other":  strings.Replace(whole, `"thing"`, `"thong"`, 1),
		"another file": "{\"type\":\"quoth\"}\n",
		"no column":    strings.Replace(whole, `"row":["p",`, `"row":[`, 1),
		"nothing":      "",
	} {
		err := two.Restore(t.Context(), strings.NewReader(damaged))
		if !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: %v", name, err)
		}
		if list, _ := two.List(t.Context(), "p", "thing"); len(list) != 0 {
			t.Fatalf("%s: half of it is there", name)
		}
	}
	must(t, two.Restore(t.Context(), strings.NewReader(whole)))
}

func TestADatabaseOfANewerVersionIsNotTouched(t *testing.T) {
	const newer, older = `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)`, `DELETE FROM goose_db_version WHERE version_id = 999`
	file, cluster := storetest.SQLite(t), storetest.Postgres(t)
	for _, database := range []struct {
		name, address string
		exec          func(statement string)
	}{
		{"SQLite", file, func(statement string) { storetest.Exec(t, file, statement) }},
		{"PostgreSQL", cluster.URL, cluster.Exec},
	} {
		t.Run(database.name, func(t *testing.T) {
			s := opened(t, database.address)
			_, err := s.Write(t.Context(), "p", store.Put(record("a")))
			must(t, err)
			s.Close()
			database.exec(newer)
			if _, err := store.Open(t.Context(), database.address); !errors.Is(err, store.ErrNewer) {
				t.Errorf("opened: %v", err)
			}
			database.exec(older)
			s = opened(t, database.address)
			if _, err := s.Get(t.Context(), "p", "thing", "a"); err != nil {
				t.Errorf("what was there is gone: %v", err)
			}
		})
	}
	// Where nothing can be written, whoever wrote would be told of that.
	cluster.Exec(newer)
	cluster.ReadOnly(true)
	if _, err := store.Open(t.Context(), cluster.URL); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened: %v", err)
	}
}

func TestWhatCannotBeOpenedSaysWhy(t *testing.T) {
	nonsense := storetest.SQLite(t)
	must(t, os.WriteFile(nonsense, []byte(strings.Repeat("this is no database, ", 100)), 0o600))
	if _, err := store.Open(t.Context(), nonsense); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("a text file: %v", err)
	}
	if _, err := store.Open(t.Context(), t.TempDir()+"/none/quoth.db"); !errors.Is(err, store.ErrFull) {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := store.Open(t.Context(), "postgres://nobody@127.0.0.1:1/none?sslmode=disable&connect_timeout=2"); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a server that is not there: %v", err)
	}
}

func TestTheFileMayBeFull(t *testing.T) {
	s := opened(t, storetest.SQLite(t))
	_, err := s.Write(t.Context(), "p", store.Put(record("a")))
	must(t, err)
	store.LimitPages(s, 40)
	big := store.Record{Kind: "thing", ID: "big", Body: bytes.Repeat([]byte("x"), 1<<20)}
	if _, err := s.Write(t.Context(), "p", store.Put(big)); !errors.Is(err, store.ErrFull) {
		t.Fatalf("written to a full disk: %v", err)
	}
	if _, err := s.Get(t.Context(), "p", "thing", "a"); err != nil {
		t.Errorf("what was there is gone: %v", err)
	}
	store.LimitPages(s, 1<<20)
	if _, err := s.Write(t.Context(), "p", store.Put(big)); err != nil {
		t.Errorf("there is space again: %v", err)
	}
}

// A provider lets nobody write to a database whose disk is almost full, and an
// operator to one that moves elsewhere.
func TestPostgreSQLMayBeReadOnly(t *testing.T) {
	cluster := storetest.Postgres(t)
	s := opened(t, cluster.URL)
	projects := []string{"p", "q", "r", "s", "t", "u", "v", "w"} // on several lanes
	for _, p := range projects {
		_, err := s.Write(t.Context(), p, store.Put(record("a")))
		must(t, err)
	}
	cluster.ReadOnly(true)
	for _, p := range projects {
		_, err := s.Write(t.Context(), p, store.Put(record("b")))
		if errors.Is(err, store.ErrUnavailable) { // its connection has ended
			_, err = s.Write(t.Context(), p, store.Put(record("b")))
		}
		if !errors.Is(err, store.ErrFull) {
			t.Errorf("written to what cannot be written: %v", err)
		}
		if err := s.Append(t.Context(), p, "l", 0, []store.Operation{operation("o1")}); !errors.Is(err, store.ErrFull) {
			t.Errorf("added to what cannot be written: %v", err)
		}
		if list, err := s.List(t.Context(), p, "thing"); err != nil || len(list) != 1 {
			t.Errorf("what was there cannot be read: %v %v", list, err)
		}
	}
	err := s.Ready(t.Context())
	if errors.Is(err, store.ErrUnavailable) { // on a lane that no project was on
		err = s.Ready(t.Context())
	}
	if !errors.Is(err, store.ErrFull) {
		t.Errorf("it is ready: %v", err)
	}
	if _, err := store.Open(t.Context(), cluster.URL); !errors.Is(err, store.ErrFull) || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("opened: %v", err)
	}
	cluster.ReadOnly(false)
	for _, p := range projects {
		_, err := s.Write(t.Context(), p, store.Put(record("b")))
		if errors.Is(err, store.ErrFull) { // by a connection of before
			_, err = s.Write(t.Context(), p, store.Put(record("b")))
		}
		must(t, err)
		must(t, s.Append(t.Context(), p, "l", 0, []store.Operation{operation("o1")}))
	}
	if err = s.Ready(t.Context()); errors.Is(err, store.ErrFull) {
		err = s.Ready(t.Context())
	}
	must(t, err)
}

// Another replica hears of it, and a database that was away is found again.
func TestReplicasHearOfEachOther(t *testing.T) {
	cluster := storetest.Postgres(t)
	a, b := opened(t, cluster.URL), opened(t, cluster.URL)
	woken, cancel := b.Watch("p")
	defer cancel()
	drain := func() {
		for len(woken) > 0 {
			<-woken
		}
	}
	hear := func() {
		t.Helper()
		select {
		case <-woken:
		case <-time.After(20 * time.Second):
			t.Fatal("the other replica did not hear of it")
		}
	}
	_, err := a.Write(t.Context(), "p", store.Put(record("a")))
	must(t, err)
	hear()
	cluster.Kill()
	if _, err := a.Write(t.Context(), "p", store.Put(record("b"))); !errors.Is(err, store.ErrUnavailable) {
		t.Fatalf("written without a database: %v", err)
	}
	cluster.Start()
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if _, err = a.Write(t.Context(), "p", store.Put(record("b"))); err == nil {
			break
		}
		if time.Now().After(limit) {
			t.Fatal(err)
		}
	}
	hear()
	drain()
	if _, err := b.Get(t.Context(), "p", "thing", "b"); err != nil {
		t.Error(err)
	}
}
