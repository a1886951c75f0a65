package factcheck

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestTheReviewsAreThese(t *testing.T) {
	var b bytes.Buffer
	if err := ClaimReview(&b, formattest.Sample(t)); err != nil {
		t.Fatal(err)
	}
	formattest.Golden(t, "sample.claimreview.jsonld", b.Bytes())
}

func TestTheClaimsOfAVeriTeCAreThese(t *testing.T) {
	rows, err := Claims(formattest.Sample(t))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := NewWriter(&b)
	if err := w.Add(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	formattest.Golden(t, "sample.averitec.json", b.Bytes())
}

// Each claim is in AVeriTeC's array, and has a review or is told as without one.
func TestNoClaimIsLostInSilence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b, reviews bytes.Buffer
		w := NewWriter(&b)
		claims, reviewed := 0, 0
		for range rapid.IntRange(0, 3).Draw(t, "articles") {
			d := formattest.Document(t)
			for _, an := range d.Layers[0].Annotations {
				if an.Claim != nil {
					claims++
				}
			}
			rows, err := Claims(d)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Add(rows); err != nil {
				t.Fatal(err)
			}
			reviews.Reset()
			if err := ClaimReview(&reviews, d); err != nil {
				t.Fatal(err)
			}
			var graph struct {
				Graph []struct {
					Rating struct {
						Name string `json:"alternateName"`
					} `json:"reviewRating"`
				} `json:"@graph"`
			}
			if err := json.Unmarshal(reviews.Bytes(), &graph); err != nil {
				t.Fatal(err)
			}
			reviewed += len(graph.Graph)
			for _, g := range graph.Graph {
				if g.Rating.Name == "" {
					t.Fatal("a review has no rating")
				}
			}
			for _, l := range WithoutVerdict(d) {
				reviewed += l.Count
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		var list []map[string]any
		if err := json.Unmarshal(b.Bytes(), &list); err != nil {
			t.Fatal(err, b.String())
		}
		if len(list) != claims || reviewed != claims {
			t.Fatalf("%d rows and %d reviews of %d claims", len(list), reviewed, claims)
		}
	})
}
