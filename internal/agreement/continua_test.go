package agreement

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The coefficients of 2016 by their definition, character by character.
func TestContinuaAreTheirDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := randomUnits(t)
		for who, list := range u.By {
			var parted []Unit
			for _, x := range list {
				if n := len(parted); n == 0 || parted[n-1].End <= x.Start {
					parted = append(parted, x)
				}
			}
			u.By[who] = parted
		}
		m := len(u.By)
		value := make([][]byte, m) // 0 is a gap
		self := map[byte]float64{}
		for who, list := range u.By {
			value[who] = make([]byte, u.Length)
			for _, x := range list {
				for at := x.Start; at < x.End; at++ {
					value[who][at] = x.Label[0]
				}
				self[x.Label[0]] += float64(x.Len() * x.Len())
			}
			for _, v := range value[who] {
				if v == 0 {
					self[0]++
				}
			}
		}
		observed, margin, all := map[[2]byte]float64{}, map[byte]float64{}, float64(m*u.Length)
		for at := range u.Length {
			for i := range m {
				margin[value[i][at]]++
				for j := range m {
					if i != j {
						observed[[2]byte{value[i][at], value[j][at]}] += 1 / float64(m-1)
					}
				}
			}
		}
		selves := self[0] + self['a'] + self['b']
		var do, de, bo, be float64
		for _, c := range []byte{0, 'a', 'b'} {
			for _, k := range []byte{0, 'a', 'b'} {
				e := margin[c] * margin[k] / (all - selves/all)
				if c != k {
					do += observed[[2]byte{c, k}]
					de += e
				}
				if (c == 0) != (k == 0) {
					bo += observed[[2]byte{c, k}]
					be += e
				}
			}
		}
		got := u.Continua()
		for _, x := range []struct{ got, want float64 }{{got.Units, corrected(do, de)}, {got.Binary, corrected(bo, be)}} {
			if Defined(x.got) != Defined(x.want) || Defined(x.got) && math.Abs(x.got-x.want) > 1e-9 {
				t.Fatalf("%v, by definition %v", x.got, x.want)
			}
		}
	})
}

func TestContinua(t *testing.T) {
	same := units(t, 0, 100, join(marked("a", 10, 20), marked("b", 50, 10)), join(marked("a", 10, 20), marked("b", 50, 10)))
	c := same.Continua()
	for name, v := range map[string]float64{"u": c.Units, "|u": c.Binary, "cu": c.Coding, "a": c.ByLabel["a"], "b": c.ByLabel["b"]} {
		if v != 1 {
			t.Errorf("of equal unitisations %s = %v", name, v)
		}
	}
	// Where both marked, they never gave the same label.
	crossed := units(t, 0, 100, join(marked("a", 10, 20), marked("b", 50, 10)), join(marked("b", 10, 20), marked("a", 50, 10))).Continua()
	if crossed.Binary != 1 || crossed.Coding >= 0 || crossed.Units >= 1 {
		t.Errorf("%+v", crossed)
	}
	if c := units(t, 0, 100, marked("a", 10, 20, 15, 10), nil).Continua(); Defined(c.Units) {
		t.Errorf("overlapping units: %+v", c)
	}
	if c := units(t, 0, 100, nil, nil).Continua(); Defined(c.Units) || Defined(c.Coding) {
		t.Errorf("no units: %+v", c)
	}
}
