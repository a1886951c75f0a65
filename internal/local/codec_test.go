package local

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"reflect"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// noon is when everything in these tests happens.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 5e6, time.UTC)

// fill gives every field of v, however deep, a value that is not zero, and
// each another one, so that a field that the codec forgets shows.
func fill(v reflect.Value, next *int) {
	*next++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), next)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(noon.Add(time.Duration(*next) * time.Second)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), next)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), next)
		fill(v.Index(1), next)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(fmt.Sprint("key ", *next)), reflect.ValueOf(fmt.Sprint("value ", *next)))
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *next))
	case reflect.Int:
		v.SetInt(int64(*next))
	case reflect.Float64:
		v.SetFloat(float64(*next) / 1000)
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic("the vocabulary has a new kind of field: " + v.Kind().String())
	}
}

func TestASnapshotKeepsEveryFieldOfALayer(t *testing.T) {
	layer := new(annotation.Layer)
	next := 0
	fill(reflect.ValueOf(layer).Elem(), &next)
	want := snapshot{layer, 300, []int{3, 1, 299}, []int{300}}
	data, err := encodeSnapshot(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeSnapshot(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("decoded\n%+v\nwant\n%+v", got.layer, want.layer)
	}
}

func TestARecordKeepsEveryFieldOfAnArticle(t *testing.T) {
	want := new(article.Article)
	next := 0
	fill(reflect.ValueOf(want).Elem(), &next)
	data, err := encodeArticle(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeArticle(data)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("decoded\n%+v, %v\nwant\n%+v", got, err, want)
	}
}

func TestASnapshotKeepsWhatIsUnusual(t *testing.T) {
	east := time.FixedZone("", 5*3600+1800)
	for _, c := range []struct {
		name string
		a    annotation.Annotation
	}{
		{"nothing at all", annotation.Annotation{}},
		{"empty and not nil", annotation.Annotation{Target: annotation.Target{}, Tags: []string{}, Fields: map[string]string{}, Evidence: []annotation.Evidence{}, Claim: &annotation.Claim{}}},
		{"a negative and a crossed span", annotation.Annotation{Target: annotation.Target{{Start: -5, End: -9}, {Start: 1 << 62, End: 0}}}},
		{"nanoseconds", annotation.Annotation{Created: noon.Add(7)}},
		{"before the calendar of computers", annotation.Annotation{Created: time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), Modified: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)}},
		{"another time zone", annotation.Annotation{Created: noon.In(east)}},
		{"an origin without an engine", annotation.Annotation{Origin: annotation.Origin{Score: 1e-300}}},
		{"scripts and signs", annotation.Annotation{Note: "ملاحظة 注釈 🙂\x00", Tags: []string{"", "", "a"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			layer := &annotation.Layer{Annotations: []*annotation.Annotation{{ID: "before"}, &c.a, {ID: "after"}}}
			data, err := encodeSnapshot(snapshot{layer: layer})
			if err != nil {
				t.Fatal(err)
			}
			got, err := decodeSnapshot(data)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.layer, layer) {
				t.Errorf("decoded %+v\nwant %+v", *got.layer.Annotations[1], c.a)
			}
		})
	}
}

func TestAppendingToADecodedListLeavesTheNextOneAlone(t *testing.T) {
	layer := large(2)
	layer.Annotations[0].Target = annotation.Target{{Start: 1, End: 2}}
	layer.Annotations[1].Target = annotation.Target{{Start: 3, End: 4}}
	data, err := encodeSnapshot(snapshot{layer: layer})
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeSnapshot(data)
	if err != nil {
		t.Fatal(err)
	}
	list := got.layer.Annotations
	list[0].Target = append(list[0].Target, text.Bytes{Start: 8, End: 9})
	if want := (annotation.Target{{Start: 3, End: 4}}); !reflect.DeepEqual(list[1].Target, want) {
		t.Errorf("the next target is %v, want %v", list[1].Target, want)
	}
}

func TestEveryDamagedByteIsFound(t *testing.T) {
	data, err := encodeSnapshot(snapshot{layer: large(3)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		damaged := []byte(string(data))
		damaged[i] ^= 0x10
		if _, err := decodeSnapshot(damaged); !errors.Is(err, annotation.ErrInvalid) {
			t.Fatalf("byte %d changed: error = %v", i, err)
		}
		if _, err := decodeSnapshot(data[:i]); !errors.Is(err, annotation.ErrInvalid) {
			t.Fatalf("cut at byte %d: error = %v", i, err)
		}
	}
}

func TestAnotherVersionIsToldAsSuch(t *testing.T) {
	data, err := encodeSnapshot(snapshot{layer: large(1)})
	if err != nil {
		t.Fatal(err)
	}
	later := data[:len(data)-checksumSize]
	later[1] = codecVersion + 1
	later = binary.LittleEndian.AppendUint32(later, crc32.ChecksumIEEE(later))
	if _, err := decodeSnapshot(later); !errors.Is(err, errOtherVersion) || !strings.Contains(err.Error(), "reload") {
		t.Errorf("error = %v", err)
	}
}

// large is a layer of n annotations as a dataset maker's come: one in ten with
// two spans, one in five with a note, every second a claim.
func large(n int) *annotation.Layer {
	l := &annotation.Layer{
		ID: "0190a000-0000-7000-8000-000000000000", Article: "0123456789abcdef0123456789abcdef", Creator: "pupil-7", Created: noon, Modified: noon,
		Scheme: &scheme.Scheme{ID: "quick", Version: 1, Name: "Quick read", Labels: []scheme.Label{{ID: "claim", Name: "Claim", Key: "c", Claim: true}}},
	}
	for i := range n {
		at := text.Byte(i * 61)
		a := &annotation.Annotation{
			ID:     annotation.ID(fmt.Sprintf("0190a0%02x-%04x-7000-8000-%012x", i>>16, i&0xFFFF, i*2654435761)),
			Target: annotation.Target{{Start: at, End: at + 40}}, Label: "claim", Creator: "pupil-7",
			Created: noon.Add(time.Duration(i) * 3217 * time.Millisecond), Modified: noon.Add(time.Duration(i) * 3250 * time.Millisecond),
		}
		if i%10 == 0 {
			a.Target = append(a.Target, text.Bytes{Start: at + 45, End: at + 60})
		}
		if i%5 == 0 {
			a.Note = "Compare this with what the council printed in spring."
		}
		if i%2 == 0 {
			a.Claim = &annotation.Claim{Kind: annotation.Numerical, Restatement: "The bridge cost twice what was planned.", CheckWorthy: "CFS"}
		}
		l.Annotations = append(l.Annotations, a)
	}
	return l
}
