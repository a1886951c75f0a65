package attribution

import (
	"math"
	"math/rand/v2"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// A Gold is an attribution that people made, in bytes of the text.
type Gold struct {
	Source, Cue []text.Bytes
	Content     annotation.Target
}

// An Example is an article with all its attributions.
type Example struct {
	Article *article.Article
	Gold    []Gold
}

// A lesson is a choice with the candidates that are right.
type lesson struct {
	choice
	right    []bool
	document int
}

// Settings of the training, found by trying on a part of the training data.
const (
	epochs = 4
	rate   = 0.07
	// rare is how many articles must hold a feature, so that nothing is kept
	// that only one or two texts tell.
	rare = 6
	// strongest is the largest weight that a byte can hold.
	strongest = 127 * step
)

// Train learns a model for a language by stochastic gradient ascent with
// AdaGrad (Duchi et al. 2011) on the conditional likelihood of every choice.
// The same examples in the same order give the same weights.
func Train(language string, examples []Example) *Model {
	heads := headRates(examples)
	var lessons []lesson
	for i, e := range examples {
		lessons = append(lessons, lessonsOf(language, i, e, heads)...)
	}
	kept := common(lessons, len(examples))
	weights, squares := make([]float64, 1<<bits), make([]float64, 1<<bits)
	random := rand.New(rand.NewPCG(1, 2))
	for epoch := range epochs {
		speed := rate * (1 - float64(epoch)/float64(epochs+1))
		for _, n := range random.Perm(len(lessons)) {
			lessons[n].learn(weights, squares, kept, speed)
		}
	}
	m := &Model{language: language, weights: make([]int8, 1<<bits)}
	for i, w := range weights {
		if kept[i] {
			m.weights[i] = int8(math.Round(max(-strongest, min(strongest, w)) / step))
		}
	}
	return m
}

// common tells the features that enough articles have.
func common(lessons []lesson, documents int) []bool {
	seen := make([]int32, 1<<bits)
	count := make([]int32, 1<<bits)
	for _, l := range lessons {
		for _, c := range l.features {
			for _, i := range c {
				if seen[i] != int32(l.document)+1 {
					seen[i] = int32(l.document) + 1
					count[i]++
				}
			}
		}
	}
	kept := make([]bool, 1<<bits)
	for i, n := range count {
		kept[i] = n >= rare
	}
	return kept
}

// learn moves the weights a step towards the right candidates.
func (l *lesson) learn(weights, squares []float64, kept []bool, speed float64) {
	scores := make([]float64, len(l.rules))
	top := math.Inf(-1)
	for i, f := range l.features {
		scores[i] = l.rules[i]
		for _, k := range f {
			scores[i] += weights[k]
		}
		top = max(top, scores[i])
	}
	all, good := 0.0, 0.0
	for i := range scores {
		scores[i] = math.Exp(scores[i] - top)
		all += scores[i]
		if l.right[i] {
			good += scores[i]
		}
	}
	for i, f := range l.features {
		gradient := -scores[i] / all
		if l.right[i] && good > 0 {
			gradient += scores[i] / good
		}
		if math.Abs(gradient) < 1e-4 {
			continue
		}
		for _, k := range f {
			if !kept[k] {
				continue
			}
			g := gradient - 1e-3*weights[k]
			squares[k] += g * g
			weights[k] += speed * g / math.Sqrt(squares[k]+1e-6)
		}
	}
}
