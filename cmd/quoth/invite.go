package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/server"
	"quoth/internal/server/class"
)

const inviteHelp = `quoth invite [flags]

Prints a link by which one person makes an account, once, within a day; or with
--name the link by which whoever has that account and has forgotten its password
sets another one. The server may go on meanwhile. Give the link to that person
alone: whoever opens it first is in.

  --name NAME       the name that an account signs in with; an account of an
                    institution has no password here
  --database WHERE  QUOTH_DATABASE  a file of SQLite (quoth.db), or the
                                    postgres:// address
  --base-url URL    QUOTH_BASE_URL  where readers reach the server
                                    (http://127.0.0.1:8000)

The link is all that comes on standard output. Another one for the same name
makes it void. Once the password is set, every browser and script of the account
is signed out.

Try it:
  quoth invite --base-url https://quoth.example
  quoth invite --name 'Ms Vale'
`

func invite(args []string, out, errs io.Writer) error {
	where, at := os.Getenv("QUOTH_DATABASE"), os.Getenv("QUOTH_BASE_URL")
	if where == "" {
		where = "quoth.db"
	}
	if at == "" {
		at = "http://127.0.0.1:8000"
	}
	name := ""
	flags := flag.NewFlagSet("quoth invite", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&where, "database", where, "")
	flags.StringVar(&at, "base-url", at, "")
	flags.Func("name", "", func(given string) error {
		if name = given; strings.TrimSpace(name) == "" {
			return errors.New("without it the link would be for a new account") // a script's variable may be empty
		}
		return nil
	})
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, inviteHelp)
		return err
	case err != nil:
		return fmt.Errorf("%v: %w invite", err, errUsage)
	case flags.NArg() > 0:
		return fmt.Errorf("invite takes flags only, not %q: %w invite", flags.Arg(0), errUsage)
	}
	base, err := server.ParseBase(at)
	if err != nil {
		return fmt.Errorf("%v: %w invite", err, errUsage)
	}
	s, err := existing(where)
	if err != nil {
		return err
	}
	defer s.Close()
	var path, what string
	if name == "" {
		what = "One person makes an account with it, within a day."
		path, err = class.Invite(context.Background(), s, false)
	} else {
		what = fmt.Sprintf("%s sets another password with it, once, within a day.", strings.TrimSpace(name))
		path, err = class.Reset(context.Background(), s, name)
	}
	if errors.Is(err, annotation.ErrNotFound) {
		return fmt.Errorf("nobody signs in to %s with a password as %q: look at the name, or leave --name out to invite somebody new", s, name)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(errs, what)
	_, err = fmt.Fprintln(out, strings.TrimSuffix(base.String(), "/")+path)
	return err
}
