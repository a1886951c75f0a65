package class_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/format/corpus"
)

// save fetches a file as a browser does.
func (p *person) save(address string) (code int, mediaType, name string, data []byte) {
	p.s.t.Helper()
	r, _ := http.NewRequestWithContext(p.s.t.Context(), "GET", p.s.at+address, nil)
	r.Header.Set("Accept", "text/html")
	answer, err := p.client.Do(r)
	if err != nil {
		p.s.t.Fatal(err)
	}
	defer answer.Body.Close()
	if data, err = io.ReadAll(answer.Body); err != nil {
		p.s.t.Fatal(err)
	}
	_, parameters, _ := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
	return answer.StatusCode, answer.Header.Get("Content-Type"), parameters["filename"], data
}

var option = regexp.MustCompile(`<option value="([a-z0-9]+)">`)

// waysOn are the formats that the page of an assignment offers.
func waysOn(page string) (ids []string) {
	_, choice, _ := strings.Cut(page, `<select name="format">`)
	choice, _, _ = strings.Cut(choice, "</select>")
	for _, found := range option.FindAllStringSubmatch(choice, -1) {
		ids = append(ids, found[1])
	}
	return ids
}

func TestEveryFormatThatIsOfferedIsSaved(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	base := l.base + "/assignments/" + string(l.assignment.ID)
	var all []string
	for _, f := range corpus.Formats() {
		if f.Written() && f.ID != "dataset" {
			all = append(all, f.ID)
		}
	}
	_, page := l.teacher.page("/class/" + string(l.project.ID) + "/" + string(l.assignment.ID))
	if offered := waysOn(page); len(all) < 15 || !slices.Equal(offered, all) {
		t.Fatalf("offered are %v, and written %v", offered, all)
	}
	for readers, name := range []string{"Ada", "Ben"} {
		p := l.pupil(name)
		p.marks(l, 0, speaks("m1", annotation.Speaker{Name: "The mayor"}, 0, 18), edit("m2", "question", 4, 10, "Since when?"))
		for _, id := range all {
			f, _ := corpus.Find(id)
			code, mediaType, name, data := l.teacher.save(base + "/export?format=" + id)
			if code != 200 || len(data) == 0 {
				t.Errorf("%s of %d: %d, %d bytes", id, readers+1, code, len(data))
				continue
			}
			files := map[string][]byte{name: data}
			if path.Ext(name) == ".zip" {
				if mediaType != "application/zip" {
					t.Errorf("%s is %s", name, mediaType)
				}
				files = unzip(t, data)
			} else if mediaType != f.MediaType || name != "class-"+id+f.Extension {
				t.Errorf("%s is %s, %s", id, name, mediaType)
			}
			found := 0
			for name, data := range files {
				if path.Ext(name) != f.Extension {
					continue
				}
				found++
				if g, known := corpus.Guess(name, data); f.Decode != nil && (!known || g.ID != id) {
					t.Errorf("%s of %s is taken for %q", name, id, g.ID)
				}
				if len(bytes.TrimSpace(data)) == 0 || path.Ext(name) == ".parquet" && !bytes.HasPrefix(data, []byte("PAR1")) {
					t.Errorf("%s of %s:\n%s", name, id, data)
				}
			}
			if found == 0 {
				t.Errorf("%s is saved without a file %s: %s", id, f.Extension, name)
			}
		}
	}
}

func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return files
}

// A dataset is a folder; who asks for one is told how it is made.
func TestHowADatasetIsMadeIsSaid(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	const how = "quoth convert --to dataset --output FOLDER class-jsonl.jsonl"
	if code, words := l.teacher.ask("GET", l.base+"/assignments/"+string(l.assignment.ID)+"/export?format=dataset", nil, nil); code != 422 || !strings.Contains(words, how) {
		t.Errorf("%d %s", code, words)
	}
	if _, page := l.teacher.page("/class/" + string(l.project.ID) + "/" + string(l.assignment.ID)); !strings.Contains(page, how) {
		t.Error("the page does not say it")
	}
	if _, _, name, _ := l.teacher.save(l.base + "/assignments/" + string(l.assignment.ID) + "/export?format=jsonl"); !strings.HasSuffix(how, " "+name) {
		t.Errorf("the lines are saved as %s", name)
	}
}
