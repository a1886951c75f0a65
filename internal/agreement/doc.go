// Package agreement measures how far annotators agree: on items that all of
// them coded (percent agreement, kappa, pi, S, alpha), on passages that they
// marked (unitised alpha, gamma, precision and recall of spans), and on who is
// speaking. Every function names the paper and equation that it follows.
//
// It is pure: it knows neither files nor the screen nor a clock, and what is
// drawn at random comes from a seed, so that the same data give the same
// figures everywhere.
//
// A measure that the data do not define is [Undefined], never 0 or 1: without
// variation nobody can tell agreement from habit.
package agreement

import "math"

// Undefined is the value of a measure that the data do not define. It is not
// a number; test it with [Defined].
var Undefined = math.NaN()

// Defined reports whether a measure has a value.
func Defined(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// corrected is the form of all coefficients of disagreement, 1 − observed /
// expected, or Undefined if none was to be expected.
func corrected(observed, expected float64) float64 {
	if expected == 0 || !Defined(expected) || !Defined(observed) {
		return Undefined
	}
	return 1 - observed/expected
}

// ratio is a / b, or Undefined.
func ratio(a, b float64) float64 {
	if b == 0 {
		return Undefined
	}
	return a / b
}
