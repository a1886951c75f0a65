package main

import (
	"bytes"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestTheResultsStandBesideTheProgramAndComeFromTheCacheAgain(t *testing.T) {
	folder := t.TempDir()
	from, built, cache, loader := filepath.Join(folder, "from"), filepath.Join(folder, "built"), filepath.Join(folder, "cache"), filepath.Join(folder, "wasm_exec.js")
	program := bytes.Repeat([]byte("program "), 1000)
	put := func(name string, data []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(loader, []byte("loader"))
	for _, name := range squeezed {
		put(filepath.Join(from, name), []byte(name))
	}
	put(filepath.Join(from, "app.wasm"), program)
	if err := run(from, built, cache, loader, 5); err != nil {
		t.Fatal(err)
	}
	small, err := os.ReadFile(filepath.Join(built, "app.wasm.br"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(small))); err != nil || !bytes.Equal(got, program) {
		t.Errorf("what is unpacked differs: %v", err)
	}
	put(filepath.Join(cache, sum(program)+"-5.br"), []byte("kept"))
	if err := run(from, built, cache, loader, 5); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(built, "app.wasm.br")); string(got) != "kept" {
		t.Error("it was compressed again")
	}
}

func TestTheIconsAreDrawn(t *testing.T) {
	data, err := draw(96, 1)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
		t.Error("the corner is not clear")
	}
	if r, _, _, _ := img.At(34, 54).RGBA(); r>>8 != 0x1c {
		t.Error("the mark is not there")
	}
	if r, g, _, _ := img.At(51, 68).RGBA(); r>>8 != 0xff || g>>8 != 0xcf {
		t.Error("the stroke is not there")
	}
	data, err = draw(96, safeZone)
	if err != nil {
		t.Fatal(err)
	}
	if img, err = png.Decode(bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := img.At(0, 0).RGBA(); a>>8 != 0xff {
		t.Error("a maskable icon has a clear corner")
	}
}
