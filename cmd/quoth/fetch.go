package main

import (
	"context"
	"net/url"

	"quoth/internal/article"
	"quoth/internal/extract"
	"quoth/internal/fetch"
)

// agent is how Quoth calls itself to sites, with the address of this server if
// it has one, so that their owners find out who asks.
func agent(base *url.URL) string {
	name := "Quoth/" + version
	if base != nil {
		name += " (+" + base.String() + ")"
	}
	return name
}

// fetchArticle makes articles of the pages at addresses.
func fetchArticle(f *fetch.Fetcher) func(context.Context, string) (*article.Article, error) {
	return func(ctx context.Context, address string) (*article.Article, error) {
		page, err := fetchPage(ctx, f, address)
		if err != nil {
			return nil, err
		}
		read, err := extract.Read(page)
		if err != nil {
			return nil, err
		}
		return read.Article, nil
	}
}

func fetchPage(ctx context.Context, f *fetch.Fetcher, address string) (extract.Page, error) {
	got, err := f.Get(ctx, address)
	if err != nil {
		return extract.Page{}, err
	}
	return extract.Page{HTML: got.Body, ContentType: got.ContentType, URL: got.URL, Retrieved: got.Retrieved}, nil
}
