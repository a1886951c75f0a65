package render

import (
	"regexp"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

func TestAFrameIsOnePageThatNeedsNothing(t *testing.T) {
	s := state(t, []string{"One *two* three.", "And _a link_."}, "claim:three")
	s.Article().Meta.Title, s.Article().Meta.URL = `<"Title">`, "https://press.example/a?b&c"
	page := Frame{Article: s.Article(), Body: Marked(s, false), About: "Marked:"}.HTML()
	for _, bad := range []string{"<script", "<img", "<link", "<form", "style=", `src=`, "onclick"} {
		if strings.Contains(page, bad) {
			t.Errorf("it has %s in it", bad)
		}
	}
	for _, want := range []string{"<title>&lt;&#34;Title&#34;&gt;</title>", `href="https://press.example/a?b&amp;c"`, `href="#n1" id="m1" target="_self"`, `<li id="n1">`, `href="#m1"`, `<base target="_blank">`, "<main>"} {
		if !strings.Contains(page, want) {
			t.Errorf("it lacks %s:\n%s", want, page)
		}
	}
	if strings.Count(page, "<style>"+FrameStyle()+"</style>") != 1 || strings.Count(page, "<style") != 1 {
		t.Error("it has another style than the one that the policy names")
	}
	if strings.Contains(FrameStyle(), "url(") || strings.Contains(FrameStyle(), "@import") {
		t.Error("the style asks for something")
	}
	// Whatever has a colour in the light has one in the dark.
	light, dark, _ := strings.Cut(FrameStyle(), "@media(prefers-color-scheme:dark)")
	for _, v := range regexp.MustCompile(`--[a-z0-9-]+:#`).FindAllString(light, -1) {
		if !strings.Contains(dark, v) {
			t.Errorf("the dark has no %s", v)
		}
	}
}

func TestAFrameRunsFromTheRightWhereTheArticleDoes(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "قال العمدة إن الجسر آمن."}}, article.Meta{Title: "الجسر", Language: "ar", Direction: article.RightToLeft}, nil)
	if err != nil {
		t.Fatal(err)
	}
	page := Frame{Article: a, Body: Marked(unmarked(a), false)}.HTML()
	if !strings.Contains(page, `<div lang="ar" dir="rtl">`) || !strings.Contains(page, `<h1 dir="auto">الجسر</h1>`) {
		t.Error(page)
	}
}

func TestAFrameOfABlindReadingTellsNoOutlet(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Byline, Text: "By Tessa Quillfeather"}, {Kind: article.Paragraph, Text: "Words."}},
		article.Meta{Title: "Words", Publisher: "Merrow Lantern", URL: "https://lantern.example/"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	page := Frame{Article: a, Body: Marked(unmarked(a), true), Blind: true}.HTML()
	if strings.Contains(page, "antern") || strings.Contains(page, "Quillfeather") || !strings.Contains(page, "Words.") {
		t.Error(page)
	}
}

func unmarked(a *article.Article) *editor.State {
	return editor.Open(a, annotation.NewLayer("layer", a.ID, scheme.Preset(scheme.Default), "", created))
}
