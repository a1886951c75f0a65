// Command quoth is the program on a server or a laptop: it hosts the pages in
// which articles are read and annotated.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
)

// version is set by the Makefile.
var version = "dev"

// errUsage is the class of errors about how the program was called.
var errUsage = errors.New("see quoth help")

const help = `Quoth opens a news article in the browser, lets a reader highlight its claims
and say who made them, and hands the annotations back as files.

  quoth               the same as quoth serve
  quoth serve         serve on http://127.0.0.1:8000; everything is in this one file
  quoth anchor        find quotations again in a text that may have changed
  quoth suggest       propose who says what, and what is worth checking
  quoth train         learn the weights of quoth suggest from annotated JSONL
  quoth import        make articles of web pages, text and Markdown: one, or
                      many as JSON lines
  quoth agreement     say how far annotators agree: kappa, alpha, gamma and more
  quoth convert       files of one format as another; quoth help convert lists them
  quoth check         every wrong offset, quotation, label and reference of files
  quoth backup        the server's database as one file
  quoth restore       the file as a new database, of either kind
  quoth invite        a link to make an account with, or to set another password
  quoth health        whether the server on this machine is ready
  quoth version       what this is
  quoth help          this text; quoth help COMMAND tells more

Try it:
  quoth                                  then open http://127.0.0.1:8000
  quoth --articles ~/lesson              offer the articles of a folder as well
  quoth --address 0.0.0.0:80 \
        --base-url https://quoth.example behind a name of your own
  quoth import page.html > article.json  a saved page as an article

Exit code 0 is success, 1 a failure, 2 a wrong call.
`

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run does what the arguments say and returns the exit code.
func run(args []string, out, errs io.Writer) int {
	err := command(args, out, errs)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		fmt.Fprintln(errs, "quoth:", err)
		return 2
	}
	fmt.Fprintln(errs, "quoth:", err)
	return 1
}

func command(args []string, out, errs io.Writer) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") && !slices.Contains([]string{"-h", "-help", "--help", "-version", "--version"}, args[0]) {
		return serve(args, out, errs)
	}
	switch args[0] {
	case "serve":
		return serve(args[1:], out, errs)
	case "anchor":
		return anchor(args[1:], out, errs)
	case "suggest":
		return suggestCommand(args[1:], os.Stdin, out, errs)
	case "train":
		return trainCommand(args[1:], os.Stdin, out, errs)
	case "import":
		return importArticles(args[1:], os.Stdin, out, errs)
	case "agreement":
		return agreementCommand(args[1:], os.Stdin, out, errs)
	case "convert":
		return convert(args[1:], os.Stdin, out, errs)
	case "check":
		return check(args[1:], os.Stdin, out, errs)
	case "backup":
		return backup(args[1:], out)
	case "invite":
		return invite(args[1:], out, errs)
	case "health":
		return health(args[1:], out)
	case "restore":
		return restore(args[1:], os.Stdin, out, errs)
	case "version", "-version", "--version":
		fmt.Fprintf(out, "quoth %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return nil
	case "help", "-h", "-help", "--help":
		if len(args) > 1 && args[1] != "help" && args[1] != "version" {
			return command([]string{args[1], "--help"}, out, errs)
		}
		_, err := io.WriteString(out, help)
		return err
	}
	return fmt.Errorf("there is no command %q: %w", args[0], errUsage)
}
