package agreement

// Level is the level of measurement of the values, which says how far two of
// them are apart.
type Level string

const (
	Nominal  Level = "nominal"
	Ordinal  Level = "ordinal"
	Interval Level = "interval"
	Ratio    Level = "ratio"
)

// Levels lists the levels from the weakest to the strongest.
var Levels = []Level{Nominal, Ordinal, Interval, Ratio}

// Alpha is Krippendorff's alpha, 1 − Do/De, for any number of raters and
// missing values: Krippendorff (2011), parts C and D. Items with fewer than
// two ratings are left out, and so are their values in the expectation. It is
// undefined without variation, for words at the interval and ratio levels and,
// with more than two of them and no declared order, at the ordinal level, and
// for negative numbers at the ratio level.
func (r *Ratings) Alpha(level Level) float64 {
	total := make([]float64, len(r.Categories))
	n := 0.0
	r.pairable(func(count []float64, touched []int, ratings float64) {
		n += ratings
		for _, k := range touched {
			total[k] += count[k]
		}
	})
	spread := r.spread(level, total)
	if spread == nil || n < 2 {
		return Undefined
	}
	observed := 0.0
	r.pairable(func(count []float64, touched []int, ratings float64) {
		observed += spread(count, touched) / (ratings - 1)
	})
	every := make([]int, len(total))
	for k := range every {
		every[k] = k
	}
	return corrected(observed*(n-1), spread(total, every))
}

// spread gives the function that sums δ² over all ordered pairs of counted
// values, or nil if the level does not fit the values.
func (r *Ratings) spread(level Level, total []float64) func(count []float64, at []int) float64 {
	values := make([]float64, len(r.Categories))
	switch level {
	case Nominal:
		return func(count []float64, at []int) float64 {
			sum, squares := 0.0, 0.0
			for _, k := range at {
				sum += count[k]
				squares += count[k] * count[k]
			}
			return sum*sum - squares
		}
	case Ordinal:
		if !r.Ordered && len(r.Categories) > 2 {
			return nil
		}
		// δ of Krippendorff (2011), part D, is the distance of the mean ranks: the
		// number of values between the middles of two categories.
		below := 0.0
		for k, n := range total {
			values[k] = below + n/2
			below += n
		}
		return squares(values)
	case Interval, Ratio:
		if !r.Numeric {
			return nil
		}
		for k, c := range r.Categories {
			values[k] = c.number
			if c.number < 0 && level == Ratio {
				return nil
			}
		}
		if level == Ratio {
			return shares(values)
		}
		// The middle of the values as their zero keeps squares of large
		// numbers exact.
		middle := 0.0
		if len(values) > 0 {
			middle = values[len(values)/2]
		}
		for k := range values {
			values[k] -= middle
		}
		return squares(values)
	}
	return nil
}

// squares sums (c − k)² over ordered pairs: 2 (n Σc² − (Σc)²).
func squares(values []float64) func(count []float64, at []int) float64 {
	return func(count []float64, at []int) float64 {
		var n, mean, around float64
		for _, k := range at {
			if count[k] == 0 {
				continue
			}
			// Welford's update, so that equal values give exactly 0.
			n += count[k]
			d := values[k] - mean
			mean += d * (count[k] / n)
			around += count[k] * d * (values[k] - mean)
		}
		return 2 * n * around
	}
}

// shares sums ((c − k)/(c + k))² over ordered pairs; two zeros are equal.
func shares(values []float64) func(count []float64, at []int) float64 {
	return func(count []float64, at []int) float64 {
		sum := 0.0
		for i, c := range at {
			for _, k := range at[:i] {
				if all := values[c] + values[k]; all != 0 {
					d := (values[c] - values[k]) / all
					sum += 2 * count[c] * count[k] * d * d
				}
			}
		}
		return sum
	}
}
