// Command soak torments a Quoth server: a class of 300 annotates for ten
// minutes and loses its network, and the server, PostgreSQL and the browser are
// killed 200 times, at random moments, while people work. It prints what was
// found as a table, and fails if anything that was shown as saved or sent is
// lost, or is there twice. What takes longer than --within is cut short and
// counted as missed.
//
//	make soak
//	go run ./internal/server/class/soak --class 1m --kills 20
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"quoth/internal/server/class/crowd"
)

func main() {
	var o options
	flag.StringVar(&o.binary, "quoth", "bin/quoth", "the program")
	flag.DurationVar(&o.class, "class", 10*time.Minute, "how long the class annotates; 0 leaves it out")
	flag.IntVar(&o.pupils, "pupils", 300, "how many are in it")
	flag.IntVar(&o.kills, "kills", 200, "how often something is killed: of ten, six are the server, two or three PostgreSQL, the rest a browser; 0 leaves it out")
	within := flag.Duration("within", 15*time.Minute, "when all must have ended")
	flag.Parse()
	o.until = time.Now().Add(*within)
	met, err := run(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
	}
	if err != nil || !met {
		os.Exit(1)
	}
}

type options struct {
	binary string
	class  time.Duration
	pupils int
	kills  int
	until  time.Time
}

func run(o options) (met bool, err error) {
	if o.binary, err = filepath.Abs(o.binary); err != nil {
		return false, err
	}
	began, quiet := time.Now(), crowd.Busy()
	var rows []crowd.Row
	if o.class > 0 {
		more, e := lesson(o)
		rows, err = append(rows, more...), errors.Join(err, e)
	}
	if o.kills > 0 {
		more, e := kills(o)
		rows, err = append(rows, more...), errors.Join(err, e)
	}
	fmt.Printf("%s, %s in all; the machine's load was %s before and %s after\n\n", began.Format("2 January 2006"), crowd.Short(time.Since(began)), quiet, crowd.Busy())
	return crowd.Print(os.Stdout, rows), err
}

// a class on a server of its own, whose folder is removed by the end.
type place struct {
	server *crowd.Server
	class  *crowd.Class
	ctx    context.Context
	end    func()
}

// begin starts a server and makes a class. Without a database it keeps a file.
func begin(o options, database, text string) (*place, error) {
	folder, err := os.MkdirTemp("", "quoth-soak-")
	if err != nil {
		return nil, err
	}
	if database == "" {
		database = filepath.Join(folder, "quoth.db")
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &place{ctx: ctx}
	p.end = func() {
		stop()
		if p.server != nil {
			p.server.Kill()
		}
		_ = os.RemoveAll(folder)
	}
	var teacher crowd.Person
	if p.server, err = crowd.Serve(o.binary, database); err == nil {
		if teacher, err = crowd.Teach(p.server); err == nil {
			p.class, err = crowd.NewClass(teacher, text)
		}
	}
	if err != nil {
		p.end()
		return nil, err
	}
	return p, nil
}
