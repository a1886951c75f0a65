package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// The icon is an opening quotation mark on the stroke of a highlighter. The
// coordinates are those of web/icon.svg, whose side is 96.
const side = 96

// safeZone is how much of a maskable icon every platform shows: a circle of
// four fifths of its side, less a little air.
const safeZone = 0.66

var (
	paper  = color.NRGBA{0xfc, 0xfc, 0xfa, 0xff}
	stroke = color.NRGBA{0xff, 0xcf, 0x4d, 0xff}
	ink    = color.NRGBA{0x1c, 0x1c, 0x1e, 0xff}
	clear  = color.NRGBA{}
)

type point struct{ x, y float64 }

var (
	highlighter = []point{{15, 60}, {81, 54}, {81, 76}, {15, 82}}
	tail        = append(
		append(curve(point{20, 54}, point{20, 34}, point{28, 22}, point{45, 16}), point{48, 23}),
		curve(point{48, 23}, point{38, 28}, point{33, 34}, point{34, 42})...)
)

// draw makes the icon as a PNG, size pixels wide. At a scale under 1 the
// paper fills the whole square and the drawing is smaller.
func draw(size int, scale float64) ([]byte, error) {
	const samples = 4 // a side, for smooth edges
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			var sum [4]float64
			for k := range samples * samples {
				p := point{
					(float64(x) + (float64(k%samples)+.5)/samples) * side / float64(size),
					(float64(y) + (float64(k/samples)+.5)/samples) * side / float64(size),
				}
				c := at(p, scale)
				a := float64(c.A)
				sum[0] += float64(c.R) * a
				sum[1] += float64(c.G) * a
				sum[2] += float64(c.B) * a
				sum[3] += a
			}
			if sum[3] > 0 {
				img.SetNRGBA(x, y, color.NRGBA{
					uint8(sum[0]/sum[3] + .5), uint8(sum[1]/sum[3] + .5), uint8(sum[2]/sum[3] + .5),
					uint8(sum[3]/(samples*samples) + .5),
				})
			}
		}
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err := encoder.Encode(&b, img)
	return b.Bytes(), err
}

// at is the colour of the icon at a point.
func at(p point, scale float64) color.NRGBA {
	const radius, corner = 14, 20
	q := point{(p.x-side/2)/scale + side/2, (p.y-side/2)/scale + side/2}
	for _, dx := range []float64{0, 34} { // the two halves of the mark
		if math.Hypot(q.x-34-dx, q.y-54) <= radius || inside(point{q.x - dx, q.y}, tail) {
			return ink
		}
	}
	if inside(q, highlighter) {
		return stroke
	}
	if scale < 1 {
		return paper
	}
	x := math.Max(math.Abs(p.x-side/2)-(side/2-corner), 0)
	y := math.Max(math.Abs(p.y-side/2)-(side/2-corner), 0)
	if math.Hypot(x, y) > corner {
		return clear
	}
	return paper
}

// inside counts the edges of a polygon to the right of a point.
func inside(p point, polygon []point) bool {
	if p.x < 15 || p.x > 81 || p.y < 16 || p.y > 82 { // no polygon of ours goes further
		return false
	}
	in := false
	for i, a := range polygon {
		b := polygon[(i+1)%len(polygon)]
		if (a.y > p.y) != (b.y > p.y) && p.x < a.x+(p.y-a.y)*(b.x-a.x)/(b.y-a.y) {
			in = !in
		}
	}
	return in
}

// curve is a cubic Bézier curve as a chain of points.
func curve(a, b, c, d point) []point {
	const pieces = 12
	chain := make([]point, 0, pieces+1)
	for i := range pieces + 1 {
		t := float64(i) / pieces
		u := 1 - t
		chain = append(chain, point{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
	return chain
}
