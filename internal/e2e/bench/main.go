// Command bench measures Quoth in a real browser, by itself and, where the
// annotators' benchmark lies beside the checkout (../shared/bench), beside its
// peers in one run:
//
//	make bench
//
// Nothing here passes or fails: a shared machine is slow by turns, so the
// figures are printed, to be compared within one run and written down by hand.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	harness := flag.String("harness", "../shared/bench", "folder of the annotators' benchmark")
	peers := flag.String("peers", "recogito-ta4,hypothesis,label-studio", "drivers to measure beside, separated by commas")
	rounds := flag.String("rounds", "2", "how often each session is played")
	flag.Parse()
	if err := run(*harness, *peers, *rounds); err != nil {
		log.Fatal(err)
	}
}

func run(harness, peers, rounds string) error {
	work, err := filepath.Abs(".cache/bench")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	program, err := benchProgram(work)
	if err != nil {
		return err
	}
	shipped, err := filepath.Abs("bin/quoth")
	if err != nil {
		return err
	}
	_, missing := os.Stat(filepath.Join(harness, "run.mjs"))
	if missing == nil {
		if err := copyHarness(harness, work); err != nil {
			return err
		}
	} else if err := os.WriteFile(filepath.Join(work, "package.json"), []byte(`{"private":true,"dependencies":{"playwright-core":"1.65.1"}}`), 0o644); err != nil {
		return err
	}
	modules := os.Getenv("PERF_MODULES")
	if modules == "" {
		modules = work
		if err := command(work, nil, os.Stderr, "npm", "install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"); err != nil {
			return fmt.Errorf("npm install (apt-get install -y nodejs npm): %w", err)
		}
	}
	env := []string{"QUOTH_BIN=" + shipped, "QUOTH_BENCH_BIN=" + program, "MODULES=" + modules, "PERF_MODULES=" + modules}
	if err := alone(env); err != nil {
		return err
	}
	if err := workers(env); err != nil {
		return err
	}
	if missing != nil {
		fmt.Println("\nThe annotators' benchmark is not here, so Quoth was measured alone.")
		return nil
	}
	return beside(work, env, peers, rounds)
}

// benchProgram builds a server whose browser program has the tag "bench".
func benchProgram(work string) (string, error) {
	wasm := filepath.Join(work, "app.wasm")
	build := exec.Command("make", "--no-print-directory", "browser", "TAGS=bench", "OUT="+wasm)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the browser program: %w\n%s", err, out)
	}
	built, err := filepath.Abs("web/built")
	if err != nil {
		return "", err
	}
	// The compressed program is another one; without it the server sends this.
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(built, "app.wasm"):    wasm,
		filepath.Join(built, "app.wasm.br"): "",
		filepath.Join(built, "app.wasm.gz"): "",
	}})
	if err != nil {
		return "", err
	}
	list := filepath.Join(work, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o644); err != nil {
		return "", err
	}
	program := filepath.Join(work, "quoth-bench")
	return program, command(".", []string{"CGO_ENABLED=0"}, os.Stderr, "go", "build", "-overlay", list, "-trimpath", "-o", program, "./cmd/quoth")
}

// copyHarness takes the benchmark into the cache, with Quoth's driver in it.
func copyHarness(from, to string) error {
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
	if err != nil {
		return err
	}
	driver, err := os.ReadFile("internal/e2e/bench/quoth.mjs")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "drivers", "quoth.mjs"), driver, 0o644)
}

// alone prints what concerns Quoth itself, each figure beside what it must be.
func alone(env []string) error {
	var out strings.Builder
	if err := command(".", env, &out, "node", "internal/e2e/bench/alone.mjs"); err != nil {
		return err
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(out.String()), &m); err != nil {
		return fmt.Errorf("alone.mjs printed %q: %w", out.String(), err)
	}
	n := func(name string) float64 { v, _ := m[name].(float64); return v }
	fmt.Printf("Quoth alone; Chromium %v, %v, %v cores\n\n| what | must | measured |\n|---|---|---|\n", m["chromium"], m["cpu"], m["cpus"])
	row := func(what, must, format string, values ...any) {
		fmt.Printf("| %s | %s | %s |\n", what, must, fmt.Sprintf(format, values...))
	}
	row("first load, everything, Brotli", "1.7 MB", "%.3f MB", n("bytes")/1e6)
	row("slow line, 4x slower CPU: article readable against a static page", "1.3 x", "%.0f ms / %.0f ms = %.2f x", n("fcp"), n("staticFcp"), n("fcp")/n("staticFcp"))
	row("same: first mark possible", "1.2 s", "%.2f s", n("mark")/1e3)
	row("same: the program has taken over", "9.5 s", "%.2f s", n("taken")/1e3)
	row("second visit, offline, to ready", "0.72 s", "%.2f s", n("offline")/1e3)
	row("100,000 words, 10,000 marks: opened to painted", "40 ms", "%.1f ms", n("open"))
	row("same: undo, median / p95", "", "%.1f / %.1f ms", n("undo"), n("undoP95"))
	row("same: one journal write, median / p95", "10 ms", "%.1f / %.1f ms", n("write"), n("writeP95"))
	row("same: memory, JS heap + WebAssembly", "120 MB", "%.1f + %.1f MB", n("heapMB"), n("wasmMB"))
	return nil
}

// workers prints what the tab's workers take, and how long the screen's thread
// was held up meanwhile.
func workers(env []string) error {
	var out strings.Builder
	if err := command(".", env, &out, "node", "internal/e2e/bench/worker.mjs"); err != nil {
		return err
	}
	var m map[string]float64
	if err := json.Unmarshal([]byte(out.String()), &m); err != nil {
		return fmt.Errorf("worker.mjs printed %q: %w", out.String(), err)
	}
	fmt.Printf("\n| in the workers | must | measured |\n|---|---|---|\n")
	for _, r := range [][3]string{
		{"suggestions, 1,000 words, median of 9", "30 ms", "short"}, {"same: the first, with reading the weights", "", "shortFirst"},
		{"suggestions, 100,000 words, median of 3", "3 s", "long"},
		{"same: longest task of the screen", "50 ms", "longTask"}, {"what is worth checking, 100,000 words", "", "worth"},
		{"agreement of 100 layers with 10,000 marks, all but gamma, median of 5", "300 ms", "agreement"},
		{"same: with reading the layers", "", "agreementWhole"}, {"same: longest task of the screen", "50 ms", "agreementTask"},
	} {
		fmt.Printf("| %s | %s | %.1f ms |\n", r[0], r[1], m[r[2]])
	}
	return nil
}

// beside plays the benchmark with the peers and the reference implementations.
func beside(work string, env []string, peers, rounds string) error {
	fmt.Println("\nBeside its peers, in one run")
	if err := command(work, env, os.Stdout, "node", "run.mjs", "load", "--reps", "3", "--drivers", "none,"+peers+",quoth-early,quoth", "--out", "load.json"); err != nil {
		return err
	}
	return command(work, env, os.Stdout, "node", "run.mjs", "session", "--rounds", rounds, "--cells", "1000/100,100000/10000",
		"--drivers", "ref-mark-sec,ref-mark-lazy,ref-highlight-virt,"+peers+",quoth-session", "--out", "session.json")
}

func command(folder string, env []string, out io.Writer, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = folder, append(os.Environ(), env...), out, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}
