package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// answers runs quoth agreement on JSON lines and gives the answers.
func answers(t *testing.T, in string) (list []map[string]any, code int, errs string) {
	t.Helper()
	out, code, errs := call(t, in, "agreement", "--format", "jsonl")
	for line := range strings.Lines(out) {
		var a map[string]any
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, a)
	}
	return list, code, errs
}

func TestAgreementAnswersRatingsAndUnits(t *testing.T) {
	const in = "\uFEFF" + `{"id":"k","ratings":[[1,1,null,1],[2,2,3,2],[3,3,3,3],[3,3,3,3],[2,2,2,2],[1,2,3,4],[4,4,4,4],[1,1,2,1],[2,2,2,2],[null,5,5,5],[null,null,1,1],[null,null,3,null]],"level":"interval"}

{"id":7,"ratings":[["yes","yes"],["no","yes"],["no","no"]],"level":"nominal"}
{"id":"words that are numerals","ratings":[["1","2"],["10","10"],["2","2"]],"level":"interval"}
{"id":"no numbers","ratings":[["1","2"],["10","10"],["2","2"]]}
{"id":"ordered","ratings":[["low","mid"],["high","high"],["mid","mid"]],"level":"ordinal","categories":["low","mid","high"]}
{"id":"u","begin":150,"length":300,"units":[["i",225,70,"c"],["i",370,30,"c"],["j",220,80,"c"],["j",355,20,"c"],["j",400,20,"c"],["i",180,60,"k"],["i",300,50,"k"],["j",180,60,"k"],["j",300,50,"k"]]}
{"id":"silent","length":20,"units":[[0,0,1,"X"]],"raters":3}
{"id":"named","length":20,"units":[["a",3,4,"X"],["b",3,4,"X"]],"raters":["a","b","c"]}
{"id":"nobody","length":20,"units":[]}
{"id":"nothing","ratings":[]}
`
	got, code, errs := answers(t, in)
	if code != 0 || len(got) != 10 {
		t.Fatalf("code %d, %d answers, %s", code, len(got), errs)
	}
	for i, want := range []map[string]any{
		{"id": "k", "alpha_nominal": .743, "alpha_ordinal": .815, "alpha_interval": .849, "alpha_ratio": .797, "percent": .8, "cohen_kappa": nil, "scott_pi": nil, "bennett_s": nil, "fleiss_kappa": nil, "alpha_u": nil, "gamma": nil},
		{"id": 7., "percent": .667, "cohen_kappa": .4, "scott_pi": .333, "bennett_s": .333, "fleiss_kappa": .333, "alpha_nominal": .444, "alpha_interval": nil, "fleiss_kappa/yes": .333},
		{"alpha_interval": .991},
		{"alpha_interval": nil, "alpha_ordinal": nil, "cohen_kappa_linear": nil, "cohen_kappa_quadratic": nil},
		{"cohen_kappa_linear": .571, "cohen_kappa_quadratic": .667, "alpha_interval": nil},
		{"id": "u", "alpha_u": .859, "alpha_u/c": .729, "alpha_u/k": 1., "gamma_cat": 1., "gamma_k/k": 1., "percent": nil, "u_alpha": nil},
		{"alpha_u": 0., "alpha_u/X": 0.},
		{"alpha_u": .244},
		{"alpha_u": nil, "gamma": nil},
		{"percent": nil, "alpha_nominal": nil},
	} {
		for name, v := range want {
			g, there := got[i][name]
			w, number := v.(float64)
			f, is := g.(float64)
			if !there || number != is || number && (f-w > .0005000001 || w-f > .0005000001) || !number && g != v {
				t.Errorf("line %d: %s is %v, want %v", i+1, name, g, v)
			}
		}
	}
}

func TestAgreementNamesTheRecordThatCannotBeUsed(t *testing.T) {
	for in, says := range map[string]string{
		`{"id":`:                                 "it is not JSON",
		`[]`:                                     "write one object a line",
		`{"id":1}`:                               `neither "ratings" nor "units"`,
		`{"ratings":[],"units":[]}`:              "make two records",
		`{"ratings":[1,2]}`:                      `"ratings" is a JSON number: give a list of rows`,
		`{"ratings":[[1,2],[1]]}`:                "item 2 has 1 ratings and the first has 2",
		`{"ratings":[[{}]]}`:                     "give a number, a string or null",
		`{"ratings":[[1e999]]}`:                  "too large",
		`{"ratings":[["a"]],"categories":["b"]}`: `"a" is not declared`,
		`{"ratings":[[1]],"level":"best"}`:       `"level" is "best"`,
		`{"units":[[0,1,2,"a"]]}`:                `"length" is missing`,
		`{"units":[[0,1,2]],"length":9}`:         "unit 1 is [0,1,2]",
		`{"units":[[0,1.5,2,"a"]],"length":9}`:   "whole numbers",
		`{"units":[[0,1,9,"a"]],"length":9}`:     "outside the continuum",
		`{"units":[[0,1,9223372036854775807,"a"]],"length":9}`:      "outside the continuum",
		`{"units":[[0,1,0,"a"]],"length":9}`:                        "outside the continuum",
		`{"units":[[null,1,2,"a"]],"length":9}`:                     "the rater null",
		`{"units":[[0,1,2,"a"],[1,1,2,"a"]],"length":9,"raters":1}`: `the units are by 2`,
		`{"units":[["x",1,2,"a"]],"length":9,"raters":["y"]}`:       `not among "raters"`,
		"{\"id\":\"\xff\",\"ratings\":[]}":                          "not UTF-8",
	} {
		out, code, errs := call(t, "{\"ratings\":[]}\n"+in+"\n{\"ratings\":[]}", "agreement", "--format=jsonl")
		if code != 1 || !strings.Contains(errs, "in.jsonl, line 2: ") || !strings.Contains(errs, says) || strings.Count(out, "\n") != 2 {
			t.Errorf("%s: code %d, %q, want %q\n%s", in, code, errs, says, out)
		}
	}
}

func TestAgreementIsToldHowToBeCalled(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"agreement"}, 2, "give at least one"},
		{[]string{"agreement", "--format", "xml", "a"}, 2, "table, json or jsonl"},
		{[]string{"agreement", "--bootstrap", "-1", "a"}, 2, "--bootstrap"},
		{[]string{"agreement", "--wrong", "a"}, 2, "see quoth help agreement"},
		{[]string{"agreement", "nowhere.json"}, 1, "nowhere.json"},
		{[]string{"agreement", "--format", "jsonl", "nowhere.jsonl"}, 1, "nowhere.jsonl"},
		{[]string{"help", "agreement"}, 0, "alpha_u/LABEL"},
	} {
		var out, errs bytes.Buffer
		if code := run(c.args, &out, &errs); code != c.code || !strings.Contains(out.String()+errs.String(), c.says) {
			t.Errorf("%v: code %d, %s", c.args, code, errs.String())
		}
	}
}

// reader writes a native file of one reader's layer.
func reader(t *testing.T, who, paragraph string, marked map[string]string) string {
	t.Helper()
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: paragraph}}, article.Meta{Title: "Ferries", Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	when := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	l := &annotation.Layer{ID: annotation.LayerID("layer-" + who), Article: a.ID, Creator: who, Created: when, Modified: when, Scheme: scheme.Preset("quick-read")}
	for words, label := range marked {
		start := strings.Index(a.Text, words)
		if start < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: annotation.ID(strings.ReplaceAll(words, " ", "-")), Label: label, Created: when, Modified: when,
			Target: annotation.Target{{Start: text.Byte(start), End: text.Byte(start + len(words))}}})
	}
	var b bytes.Buffer
	if err := format.Write(&b, &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: when, Generator: "test"}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), who+".json")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const ferry = "🌊 Two ferries ran on Monday. The harbour master expects four by spring. Nobody asked why."

func TestAgreementOfFiles(t *testing.T) {
	ada := reader(t, "ada", ferry, map[string]string{"Two ferries ran on Monday": "claim", "Nobody asked why": "question"})
	bo := reader(t, "bo", ferry, map[string]string{"Two ferries ran": "claim", "four by spring": "claim", "Nobody asked why": "question"})
	other := reader(t, "cy", "Another text that one person read.", nil)
	var out, errs bytes.Buffer
	if code := run([]string{"agreement", "--format", "json", ada, bo, other}, &out, &errs); code != 0 {
		t.Fatal(code, errs.String())
	}
	var r struct {
		Annotators []string
		Overall    map[string]any
		Labels     []struct {
			Label    string
			Measures map[string]any
		}
		Pairs []struct {
			Annotators []string
			Measures   map[string]any
		}
		Articles []struct{ Title string }
		Matrix   struct {
			Labels     []*string
			Characters [][]float64
		}
		Disputed []struct {
			Start, End int
			Text       string
			Share      float64
			Sides      []struct{ Labels, Annotators []string }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err, out.String())
	}
	if strings.Join(r.Annotators, " ") != "ada bo cy" || len(r.Pairs) != 1 || len(r.Articles) != 2 || len(r.Labels) != 2 {
		t.Errorf("%+v", r)
	}
	if p := r.Pairs[0].Measures; p["recall_exact"] != .5 || p["recall_overlap"] != 1. || p["precision_overlap"] != 2./3 || p["speaker_percent"] != nil {
		t.Errorf("the pair: %v", p)
	}
	if q := r.Labels[1]; q.Label != "question" || q.Measures["alpha_u"] != 1. || q.Measures["f1_exact"] != 1. {
		t.Errorf("questions: %v", q)
	}
	if len(r.Disputed) != 2 || r.Disputed[0].Text != "four by spring" || r.Disputed[1].Text != " on Monday" || r.Disputed[1].Start != 17 || r.Disputed[0].Share != 1 {
		t.Errorf("disputed: %+v", r.Disputed)
	}
	if c := r.Matrix.Characters; c[0][0] != 15 || c[0][2] != 12 || c[1][1] != 16 {
		t.Errorf("matrix: %v", c)
	}

	out.Reset()
	if code := run([]string{"agreement", ada, bo, "--gamma=false"}, &out, &errs); code != 0 {
		t.Fatal(code, errs.String())
	}
	for _, says := range []string{"2 annotators, 1 articles, 5 annotations", "alpha_nominal", "ada, bo", "“four by spring”", "claim: bo", "(none): ada", "undefined"} {
		if !strings.Contains(out.String(), says) {
			t.Errorf("the table lacks %q:\n%s", says, out.String())
		}
	}
	if strings.Contains(out.String(), "gamma") {
		t.Error("gamma is in the table")
	}
}

func TestAgreementRefusesFilesThatDoNotFit(t *testing.T) {
	ada := reader(t, "ada", ferry, map[string]string{"Nobody asked why": "question"})
	broken := filepath.Join(t.TempDir(), "broken.json")
	data, err := os.ReadFile(ada)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken, data[:len(data)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		files []string
		says  string
	}{
		{[]string{ada}, "no article has layers of two annotators"},
		{[]string{ada, ada}, "is in " + ada + " already"},
		{[]string{ada, broken}, "broken.json: "},
	} {
		var out, errs bytes.Buffer
		if code := run(append([]string{"agreement"}, c.files...), &out, &errs); code != 1 || !strings.Contains(errs.String(), c.says) || out.Len() > 0 {
			t.Errorf("%v: code %d, %s", c.files, code, errs.String())
		}
	}
}

func TestAgreementAnswersEachLineAtOnceAndStopsWhenTold(t *testing.T) {
	cmd := exec.Command(binary, "agreement", "--format", "jsonl")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }()
	reader := bufio.NewReader(out)
	for range 3 {
		if _, err := io.WriteString(in, `{"ratings":[[1,1],[2,1]]}`+"\n"); err != nil {
			t.Fatal(err)
		}
		if line, err := reader.ReadString('\n'); err != nil || !strings.Contains(line, `"percent":0.5`) {
			t.Fatalf("%q, %v", line, err)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if exit, ok := err.(*exec.ExitError); !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGINT {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("still runs")
	}
}

// Whatever a line holds, the answer is one line of JSON or an error.
func FuzzReliabilityLine(f *testing.F) {
	for _, s := range []string{
		`{"id":[1],"ratings":[[1,null,"a"],[true,-0,1e9]],"level":"ratio","categories":[]}`, `{"units":[[0,1,2,"a"],["b",-3,2,7]],"begin":-5,"length":20,"raters":3}`,
		`{"units":[[0,1,2,"a"],[1,1,2,"a"],[2,0,9,"b"],[0,1,4,"a"]],"length":9}`, `{"ratings":[[]]}`, `{"ratings":[null]}`, `{"units":[],"length":0,"raters":[1,2]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		o := agreementFlags{gamma: len(line) < 200, seed: 1}
		answer, err := reliabilityLine(line, o)
		if err != nil {
			return
		}
		var a map[string]any
		if err := json.Unmarshal(answer, &a); err != nil || bytes.ContainsRune(answer, '\n') && !bytes.ContainsRune(line, '\n') {
			t.Fatalf("%s: %v", answer, err)
		}
	})
}
