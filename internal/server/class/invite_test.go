package class_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"
)

var (
	drawing = regexp.MustCompile(`<svg class="qr"[^>]* viewBox="-4 -4 (\d+) (\d+)"><path fill="#fff" d="M-4-4h(\d+)v(\d+)h-(\d+)z"/><path d="([^"]*)"/></svg>`)
	square  = regexp.MustCompile(`M(\d+) (\d+)h1v1h-1z`)
)

// drawn is the picture on a page, a line of # and . for each row; "" if there
// is none.
func drawn(t *testing.T, page string) string {
	t.Helper()
	found := drawing.FindStringSubmatch(page)
	if found == nil {
		if strings.Contains(page, `class="qr"`) {
			t.Fatal("the picture is drawn otherwise")
		}
		return ""
	}
	across, _ := strconv.Atoi(found[1])
	for _, side := range found[2:6] {
		if side != found[1] {
			t.Fatalf("the picture is not square, or its white edge is not: %v", found[1:6])
		}
	}
	if rest := square.ReplaceAllString(found[6], ""); rest != "" {
		t.Fatalf("there is more in it: %s", rest)
	}
	n := across - 8 // four of white on each side, as scanners need
	rows := make([][]byte, n)
	for y := range rows {
		rows[y] = []byte(strings.Repeat(".", n))
	}
	for _, at := range square.FindAllStringSubmatch(found[6], -1) {
		x, _ := strconv.Atoi(at[1])
		y, _ := strconv.Atoi(at[2])
		rows[y][x] = '#'
	}
	var b strings.Builder
	for _, row := range rows {
		b.Write(append(row, '\n'))
	}
	return b.String()
}

func TestThePictureOfTheCodeIsOfItsAddress(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	page := "/class/" + string(l.project.ID)
	last := ""
	for range 2 {
		address := s.at + "/class/?code=" + l.project.Code
		code, err := qr.Encode(address, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		for y := range code.Size {
			for x := range code.Size {
				if code.Black(x, y) {
					want.WriteByte('#')
				} else {
					want.WriteByte('.')
				}
			}
			want.WriteByte('\n')
		}
		_, html := l.teacher.page(page)
		got := drawn(t, html)
		if got != want.String() {
			t.Errorf("of %s is drawn\n%swant\n%s", address, got, want.String())
		}
		if !strings.Contains(html, fmt.Sprintf(`<a href="%s">%[1]s</a>`, address)) {
			t.Errorf("%s does not stand beside it", address)
		}
		if got == last {
			t.Error("another code has the same picture")
		}
		last = got
		// Who follows it is asked for a name, and for no code.
		if status, html := s.person().page("/class/?code=" + l.project.Code); status != 200 || !strings.Contains(html, `value="`+l.project.Code+`"`) {
			t.Errorf("the address leads to %d", status)
		}
		l.teacher.post(l.base+"/code", nil, &l.project)
	}
	if _, html := l.pupil("Ada").page(page); drawn(t, html) != "" {
		t.Error("a pupil is shown it")
	}
	l.teacher.post(l.base+"/code/close", nil, nil)
	if _, html := l.teacher.page(page); drawn(t, html) != "" {
		t.Error("it is shown when the code is closed")
	}
}
