package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

const healthHelp = `quoth health [flags]

Asks the server on this machine whether it is ready, and exits with 0 if it is
and 1 if not: for a container, in which there is no other program to ask with.

  --address HOST:PORT   QUOTH_ADDRESS    where the server listens (127.0.0.1:8000)
`

// health asks /readyz.
func health(args []string, out io.Writer) error {
	address := os.Getenv("QUOTH_ADDRESS")
	if address == "" {
		address = "127.0.0.1:8000"
	}
	flags := flag.NewFlagSet("quoth health", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&address, "address", address, "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, healthHelp)
		return err
	case err != nil:
		return fmt.Errorf("%v: %w health", err, errUsage)
	case flags.NArg() > 0:
		return fmt.Errorf("health takes flags only, not %q: %w health", flags.Arg(0), errUsage)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--address %q: give host and port, like 127.0.0.1:8000: %w health", address, errUsage)
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1" // a server that listens everywhere listens here
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 200))
		return fmt.Errorf("the server is not ready: %d %s", answer.StatusCode, said)
	}
	_, err = fmt.Fprintln(out, "ready")
	return err
}
