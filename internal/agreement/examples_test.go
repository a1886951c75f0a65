package agreement

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// parse reads raters as lines of values parted by spaces, as papers print
// reliability data; a dot is a missing value.
func parse(t testing.TB, s string) *Ratings {
	t.Helper()
	var rows [][]Value
	for rater, line := range strings.Split(strings.TrimSpace(s), "\n") {
		for i, field := range strings.Fields(line) {
			if rater == 0 {
				rows = append(rows, nil)
			}
			var v Value
			if f, err := strconv.ParseFloat(field, 64); err == nil {
				v = Number(f)
			} else if field != "." {
				v = Word(field)
			}
			rows[i] = append(rows[i], v)
		}
	}
	return ratings(t, rows)
}

func ratings(t testing.TB, rows [][]Value, order ...Value) *Ratings {
	t.Helper()
	r, err := NewRatings(rows, order...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// table makes the ratings of a table of two raters, row by row.
func table(t testing.TB, names string, counts ...int) *Ratings {
	t.Helper()
	var rows [][]Value
	values := strings.Fields(names)
	for i, n := range counts {
		for range n {
			rows = append(rows, []Value{Word(values[i/len(values)]), Word(values[i%len(values)])})
		}
	}
	var order []Value
	for _, v := range values {
		order = append(order, Word(v))
	}
	return ratings(t, rows, order...)
}

// equals tells whether a figure is the printed one, to its last digit.
func equals(got float64, printed string) bool {
	if printed == "undefined" {
		return !Defined(got)
	}
	digits := 0
	if _, fraction, ok := strings.Cut(printed, "."); ok {
		digits = len(fraction)
	}
	want, err := strconv.ParseFloat(printed, 64)
	return err == nil && math.Abs(got-want) <= 0.5000001*math.Pow10(-digits)
}

func measures(r *Ratings) map[string]float64 {
	m := map[string]float64{
		"percent": r.Percent(), "kappa": r.CohenKappa(), "linear": r.WeightedKappa(Linear), "quadratic": r.WeightedKappa(Quadratic),
		"pi": r.ScottPi(), "S": r.BennettS(), "fleiss": r.FleissKappa(), "light": r.LightKappa(), "randolph": r.RandolphKappa(),
	}
	for _, l := range Levels {
		m[string(l)] = r.Alpha(l)
	}
	return m
}

// The data of Krippendorff (2011), "Computing Krippendorff's
// Alpha-Reliability", part C; also of Krippendorff (2004, 2013), ch. 11/12.
const fourObservers = `
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .`

func TestWorkedExamples(t *testing.T) {
	hayes := `
1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1
1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1
2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1
. 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 .
2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1`
	fleiss := strings.Builder{}
	for rater := range 6 {
		for _, item := range strings.Fields(`444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
			144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
			555555 244444 224555 114444 144445 222224 111155 224444 133333 555555`) {
			fmt.Fprintf(&fleiss, "%c ", item[rater])
		}
		fleiss.WriteByte('\n')
	}
	for _, c := range []struct {
		from string
		r    *Ratings
		want map[string]string
	}{
		{"Krippendorff 2011, part A: two observers, dichotomous", parse(t, "0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0"),
			map[string]string{"nominal": ".095", "percent": ".6"}},
		{"Krippendorff 2011, part B: two observers, nominal", parse(t, "a a b b d c c c e d d a\nb a b b b c c c e d d d"),
			map[string]string{"nominal": ".692"}},
		{"Krippendorff 2011, parts C and D: four observers, missing data", parse(t, fourObservers),
			map[string]string{"nominal": ".743", "ordinal": ".815", "interval": ".849", "ratio": ".797", "percent": ".800", "kappa": "undefined", "fleiss": "undefined"}},
		{"Krippendorff 2004, p. 227", parse(t, "a a b b b b b c c c c c\na b b b b b c c c c c c"),
			map[string]string{"nominal": ".734", "percent": ".833"}},
		{"Krippendorff 2004, p. 246, left", table(t, "a b c", 12, 9, 9, 9, 14, 9, 9, 9, 20),
			map[string]string{"percent": ".46", "S": ".190", "pi": ".186", "kappa": ".186"}},
		{"Krippendorff 2004, p. 246, right", table(t, "a b c", 12, 18, 18, 0, 14, 18, 0, 0, 20),
			map[string]string{"percent": ".46", "S": ".190", "pi": ".186", "kappa": ".258"}},
		{"Krippendorff 1980, p. 139", parse(t, "1 1 2 4 1 2 1 3 2\n1 2 2 4 4 2 2 3 2\n1 2 2 4 4 2 3 3 2"),
			map[string]string{"percent": ".741", "nominal": ".642", "interval": ".547", "ratio": ".483"}},
		{"Hayes & Krippendorff 2007, p. 84", parse(t, hayes),
			map[string]string{"ordinal": ".7598"}},
		{"Cohen 1960, table 1", table(t, "1 2 3", 25, 12, 3, 13, 2, 15, 12, 16, 2),
			map[string]string{"percent": ".29", "kappa": "-.09"}},
		{"Cohen 1960, p. 45", table(t, "1 2 3", 88, 14, 18, 10, 40, 10, 2, 6, 12),
			map[string]string{"percent": ".70", "kappa": ".492"}},
		{"Fleiss 1971, p. 379", parse(t, fleiss.String()),
			map[string]string{"percent": ".5556", "fleiss": ".430", "kappa": "undefined", "pi": "undefined", "S": "undefined"}},
		{"Artstein & Poesio 2008, p. 558", table(t, "stat ireq", 20, 20, 10, 50),
			map[string]string{"percent": ".7", "S": ".4", "pi": ".341", "kappa": ".348"}},
		{"Artstein & Poesio 2008, p. 568", table(t, "stat ireq chck", 46, 6, 0, 0, 32, 0, 0, 6, 10),
			map[string]string{"percent": ".88", "S": ".82", "pi": ".7995", "kappa": ".8013", "nominal": ".8005"}},
		{"Krippendorff 1995, p. 57, observers A, digitised", parse(t, "0 0 1 1 1 1 1 1 1 1 0 0 0 0 1 1 1 1 1 1 0 0 0 0\n0 0 0 0 1 1 1 1 0 0 0 0 0 0 0 1 1 0 0 0 0 0 0 0"),
			map[string]string{"kappa": ".385", "pi": ".314", "nominal": ".329"}},
		{"no variation", parse(t, "a a a\na a a"),
			map[string]string{"percent": "1", "kappa": "undefined", "linear": "undefined", "pi": "undefined", "S": "undefined", "fleiss": "undefined", "nominal": "undefined", "ordinal": "undefined"}},
		{"one rater", parse(t, "1 2 1"),
			map[string]string{"percent": "undefined", "kappa": "undefined", "S": "undefined", "fleiss": "undefined", "nominal": "undefined", "interval": "undefined"}},
		{"no item coded twice", parse(t, "1 . 2\n. 1 ."),
			map[string]string{"percent": "undefined", "kappa": "undefined", "linear": "undefined", "pi": "undefined", "S": "undefined", "fleiss": "undefined", "nominal": "undefined"}},
		{"nothing", &Ratings{}, map[string]string{"percent": "undefined", "kappa": "undefined", "nominal": "undefined", "fleiss": "undefined", "light": "undefined", "randolph": "undefined"}},
		{"words have no order", parse(t, "low mid high low\nlow high high mid"),
			map[string]string{"linear": "undefined", "quadratic": "undefined", "ordinal": "undefined", "interval": "undefined", "ratio": "undefined"}},
		{"of two words the order does not matter", parse(t, "low low high low\nlow high high high"),
			map[string]string{"linear": ".2", "quadratic": ".2", "kappa": ".2", "ordinal": ".125", "nominal": ".125", "interval": "undefined"}},
		{"a rater who rated nothing is none", parse(t, "1 2 2 1\n. . . .\n1 2 1 1"),
			map[string]string{"kappa": ".5", "pi": ".467", "fleiss": ".467"}},
		{"negative numbers are no ratios", parse(t, "-1 2 2 1\n1 2 1 1"), map[string]string{"ratio": "undefined"}},
		{"two zeros are equal ratios", parse(t, "0 2 2 1\n0 2 1 1"), map[string]string{"ratio": ".940"}},
		{"pairs that share no rating", parse(t, "1 1 . .\n1 2 . ."), map[string]string{"percent": ".5", "kappa": "0", "nominal": "0"}},
	} {
		got := measures(c.r)
		for name, want := range c.want {
			if !equals(got[name], want) {
				t.Errorf("%s: %s is %v, printed %s", c.from, name, got[name], want)
			}
		}
	}
}

func TestFleissCategories(t *testing.T) {
	// The paper prints .248, .248, .517, .470 and .565, from figures that it
	// rounded before; without rounding they are these.
	var rows [][]Value
	for _, item := range strings.Fields(`444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
		144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
		555555 244444 224555 114444 144445 222224 111155 224444 133333 555555`) {
		var row []Value
		for _, c := range item {
			row = append(row, Number(float64(c-'0')))
		}
		rows = append(rows, row)
	}
	r := ratings(t, rows)
	for k, want := range []string{".245", ".245", ".520", ".471", ".566"} {
		if got := r.FleissCategory(k); !equals(got, want) {
			t.Errorf("category %d: %v, want %s", k+1, got, want)
		}
	}
}
