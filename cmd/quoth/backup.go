package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"quoth/internal/store"
)

const backupHelp = `quoth backup [--database WHERE] [FILE|-]

Writes everything that the server keeps as one portable file, as it is at one
moment, while the server goes on. Without FILE it goes to standard output.

  --database WHERE  QUOTH_DATABASE  a file of SQLite (quoth.db), or the
                                    postgres:// address
`

const restoreHelp = `quoth restore [--database WHERE] [FILE|-]

Fills a new database with what quoth backup has written, from whichever kind of
database it came: wholly, or not at all. The browsers then send what the backup
does not have yet. Without FILE it reads standard input.

  --database WHERE  QUOTH_DATABASE  a file of SQLite (quoth.db), or the
                                    postgres:// address; it must hold nothing
`

// database opens what --database names, and returns the one argument.
func database(name, help string, args []string, out io.Writer) (s *store.Store, file string, err error) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	where := os.Getenv("QUOTH_DATABASE")
	if where == "" {
		where = "quoth.db"
	}
	flags.StringVar(&where, "database", where, "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, help)
		return nil, "", err
	case err != nil:
		return nil, "", fmt.Errorf("%v: %w %s", err, errUsage, name)
	case flags.NArg() > 1:
		return nil, "", fmt.Errorf("%s takes one file, not %q: %w %s", name, flags.Args(), errUsage, name)
	}
	if file = flags.Arg(0); file == "" {
		file = "-"
	}
	if name == "backup" {
		s, err = existing(where)
	} else {
		s, err = store.Open(context.Background(), where)
	}
	return s, file, err
}

// existing opens a database that is there. To open another name would make one.
func existing(where string) (*store.Store, error) {
	if _, err := os.Stat(where); errors.Is(err, os.ErrNotExist) && !strings.Contains(where, "://") {
		return nil, fmt.Errorf("there is no database %s: name it with --database", where)
	}
	return store.Open(context.Background(), where)
}

// backup writes to another name first, so that a file that is there is whole.
func backup(args []string, out io.Writer) (err error) {
	s, file, err := database("backup", backupHelp, args, out)
	if err != nil || s == nil {
		return err
	}
	defer s.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if file == "-" {
		return s.Backup(ctx, out)
	}
	part := file + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = errors.Join(s.Backup(ctx, f), f.Sync(), f.Close())
	if err != nil {
		_ = os.Remove(part) // the error that led here counts
		return fmt.Errorf("backup to %s: %w", file, err)
	}
	return os.Rename(part, file)
}

func restore(args []string, in io.Reader, out, errs io.Writer) error {
	s, file, err := database("restore", restoreHelp, args, out)
	if err != nil || s == nil {
		return err
	}
	defer s.Close()
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if err := s.Restore(context.Background(), bufio.NewReader(in)); err != nil {
		return fmt.Errorf("%s was not restored, and %s is as it was: %w", file, s, err)
	}
	fmt.Fprintf(errs, "Restored to %s.\n", s)
	return nil
}
