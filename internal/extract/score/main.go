// Command score holds what package extract finds on real pages against a table
// made by hand. The pages belong to their publishers and lie beside the project;
// without them it says so.
//
// The table, gold.tsv, has a line for each page: the first eight characters of
// its name, the headline, the days that the page gives as that of publication,
// and the bylines; alternatives stand between bars. Headline and bylines are
// hashes, so that no words of a publisher are in the project: of the letters and
// digits alone, in lower case, SHA-256, twelve hexadecimal digits. Several
// names are sorted and joined by a plus sign. The canonical address is what the
// page's own link says.
package main

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"quoth/internal/extract"
)

//go:embed gold.tsv
var gold string

func main() {
	data := flag.String("data", "../shared/data/extraction", "folder of truth.json and pages/")
	flag.Parse()
	if err := score(*data); err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

func score(data string) error {
	file, err := os.ReadFile(filepath.Join(data, "truth.json"))
	if os.IsNotExist(err) {
		fmt.Println("There are no pages to score in", data)
		return nil
	}
	if err != nil {
		return err
	}
	var pages map[string]struct{ URL string }
	if err := json.Unmarshal(file, &pages); err != nil {
		return fmt.Errorf("truth.json: %w", err)
	}
	right, of := map[string]int{}, map[string]int{}
	lines := bufio.NewScanner(strings.NewReader(gold))
	for lines.Scan() {
		want := strings.Split(lines.Text(), "\t")
		name := ""
		for id := range pages {
			if strings.HasPrefix(id, want[0]) {
				name = id
			}
		}
		if name == "" {
			return fmt.Errorf("truth.json has no page %s", want[0])
		}
		address := pages[name].URL
		if !strings.HasPrefix(address, "http") {
			address = "https://" + address
		}
		page, err := open(filepath.Join(data, "pages", name+".html.gz"))
		if err != nil {
			return err
		}
		got, err := extract.Read(extract.Page{HTML: page, URL: address})
		if err != nil {
			return fmt.Errorf("%s: %w", want[0], err)
		}
		tell := func(field string, ok bool) {
			of[field]++
			if ok {
				right[field]++
			} else {
				fmt.Println(want[0], field, "is wrong")
			}
		}
		a := got.About
		tell("headline", hash(letters(a.Headline)) == want[1])
		tell("date", len(a.Published) >= 10 && slices.Contains(strings.Split(want[2], "|"), a.Published[:10]))
		var names []string
		for _, name := range a.Bylines {
			names = append(names, letters(name))
		}
		slices.Sort(names)
		tell("bylines", slices.Contains(strings.Split(want[3], "|"), hash(strings.Join(names, "+"))))
		if canonical := canonicalOf(page, address); canonical != "" {
			tell("canonical", a.Canonical == canonical)
		}
	}
	for _, field := range []string{"headline", "date", "bylines", "canonical"} {
		fmt.Printf("%-9s  %.3f of %d pages\n", field, float64(right[field])/float64(of[field]), of[field])
	}
	return lines.Err()
}

func open(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// link is a page's own word for its address, read without package extract.
var link = regexp.MustCompile(`(?is)<link\b[^>]*\brel=["']?canonical\b[^>]*>`)
var href = regexp.MustCompile(`(?is)\bhref=(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)

func canonicalOf(page []byte, base string) string {
	found := href.FindStringSubmatch(string(link.Find(page)))
	if found == nil {
		return ""
	}
	from, err := url.Parse(base)
	if err != nil {
		return ""
	}
	to, err := from.Parse(strings.TrimSpace(html.UnescapeString(found[1] + found[2] + found[3])))
	if err != nil {
		return ""
	}
	return to.String()
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}
