package agreement

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDeclaredCategoriesCount(t *testing.T) {
	rows := [][]Value{{Word("low"), Word("low")}, {Word("high"), Word("mid")}, {Word("low"), Word("high")}}
	r := ratings(t, rows, Word("low"), Word("mid"), Word("high"), Word("top"))
	// S = (4·1/3 − 1)/3; linear kappa by hand: 1 − 3·(1+2)/(Σ v·r·c = 2(0+1+2)+1(2+1+0)).
	if got := r.BennettS(); !equals(got, ".1111") {
		t.Errorf("S = %v", got)
	}
	if got := r.WeightedKappa(Linear); !equals(got, "0") {
		t.Errorf("linear kappa = %v", got)
	}
	if _, err := NewRatings(rows, Word("low"), Word("high")); err == nil || !strings.Contains(err.Error(), `"mid" is not declared`) {
		t.Errorf("undeclared: %v", err)
	}
	if _, err := NewRatings(rows, Word("low"), Word("low")); err == nil {
		t.Error("a category declared twice is accepted")
	}
	if _, err := NewRatings([][]Value{{Word("a"), Word("b")}, {Word("a")}}); err == nil || !strings.Contains(err.Error(), "item 2 has 1 ratings") {
		t.Errorf("ragged: %v", err)
	}
}

// randomRatings are small enough that every corner comes up.
func randomRatings(t *rapid.T) [][]Value {
	raters := rapid.IntRange(1, 4).Draw(t, "raters")
	return rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Value {
		if n := rapid.IntRange(-1, 3).Draw(t, "value"); n >= 0 {
			return Number(float64(n))
		}
		return Value{}
	}), raters, raters), 0, 8).Draw(t, "rows")
}

// Alpha by the definition, pair by pair, against the sums that Alpha takes.
func TestAlphaIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := randomRatings(t)
		r, err := NewRatings(rows)
		if err != nil {
			t.Fatal(err)
		}
		var all []float64
		for _, row := range rows {
			var here []float64
			for _, v := range row {
				if !v.Missing() {
					here = append(here, v.number)
				}
			}
			if len(here) > 1 {
				all = append(all, here...)
			}
		}
		below := func(c float64) (n float64) {
			for _, v := range all {
				if v < c {
					n++
				} else if v == c {
					n += 0.5
				}
			}
			return n
		}
		metric := map[Level]func(c, k float64) float64{
			Nominal: func(c, k float64) float64 {
				if c == k {
					return 0
				}
				return 1
			},
			Ordinal:  func(c, k float64) float64 { return math.Pow(below(c)-below(k), 2) },
			Interval: func(c, k float64) float64 { return (c - k) * (c - k) },
			Ratio: func(c, k float64) float64 {
				if c+k == 0 {
					return 0
				}
				return math.Pow((c-k)/(c+k), 2)
			},
		}
		for _, level := range Levels {
			var do, de float64
			for _, row := range rows {
				m := 0.0
				for _, v := range row {
					if !v.Missing() {
						m++
					}
				}
				for i, v := range row {
					for j, w := range row {
						if i != j && m > 1 && !v.Missing() && !w.Missing() {
							do += metric[level](v.number, w.number) / (m - 1)
						}
					}
				}
			}
			for i, v := range all {
				for j, w := range all {
					if i != j {
						de += metric[level](v, w)
					}
				}
			}
			want := corrected(do*float64(len(all)-1), de)
			if got := r.Alpha(level); Defined(got) != Defined(want) || Defined(got) && math.Abs(got-want) > 1e-9 {
				t.Fatalf("%s alpha = %v, by definition %v", level, got, want)
			}
		}
	})
}

func TestMeasuresStayInTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := randomRatings(t)
		r, err := NewRatings(rows)
		if err != nil {
			t.Fatal(err)
		}
		for name, v := range measures(r) {
			if math.IsInf(v, 0) || v > 1+1e-9 {
				t.Fatalf("%s = %v", name, v)
			}
		}
		if two := r.Raters == 2; two {
			if a, b := r.ScottPi(), r.FleissKappa(); Defined(a) != Defined(b) || Defined(a) && math.Abs(a-b) > 1e-9 {
				t.Fatalf("of two raters Scott's pi %v is not Fleiss' kappa %v", a, b)
			}
		}
	})
}
