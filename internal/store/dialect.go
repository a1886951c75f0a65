package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"github.com/pressly/goose/v3"

	"quoth/internal/annotation"
)

// A dialect is how one kind of database differs from the other.
type dialect interface {
	beginning() string                      // the statement that begins to write
	announce(q *session, p []string) error  // tells other replicas
	purge(q *session) (done bool)           // leaves nothing of what was erased in its log
	renew(err error)                        // after an error that ended a connection, sees to the others
	class(err error) error                  // puts an error into one of the classes
	query(words string) string              // what a search is given
	search() string                         // the statement that searches
	snapshot() *sql.TxOptions               // reading as of one moment
	within(context.Context) context.Context // what a statement runs under
	hears() bool                            // whether it learns what other replicas write
	close() error
}

//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date. It only ever goes forward.
func migrate(ctx context.Context, kind goose.Dialect, folder string, db *sql.DB, more ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, "migrations/"+folder)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(kind, db, files, more...)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	has, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if newest := sources[len(sources)-1].Version; has > newest {
		return fmt.Errorf("its tables have version %d, and this program knows %d: %w", has, newest, ErrNewer)
	}
	_, err = p.Up(ctx)
	return err
}

// classed reports whether an error is of a class already.
func classed(err error) bool {
	for _, class := range []error{annotation.ErrConflict, annotation.ErrInvalid, annotation.ErrNotFound, ErrUnavailable, ErrFull, ErrNewer} {
		if errors.Is(err, class) {
			return true
		}
	}
	return err == nil || errors.Is(err, sql.ErrNoRows)
}

// terms are the words of a query, without the signs.
func terms(query string) []string {
	return strings.FieldsFunc(query, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
}

func newEpoch() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
