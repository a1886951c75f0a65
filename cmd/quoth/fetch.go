package main

import (
	"context"
	"net/url"
	"time"

	"quoth/internal/article"
	"quoth/internal/extract"
	"quoth/internal/fetch"
	"quoth/internal/mhtml"
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

// readSent makes an article of a page that a reader's browser has sent.
func readSent(sent []byte, contentType, address string) (*article.Article, error) {
	page := extract.Page{HTML: sent, ContentType: contentType, URL: address, Retrieved: time.Now().UTC().Truncate(time.Millisecond)}
	page, err := unpack(page)
	if err != nil {
		return nil, err
	}
	read, err := extract.Read(page)
	if err != nil {
		return nil, err
	}
	read.Article.Meta.Source = "page"
	if address == "" {
		read.Article.Meta.Source = "file"
	}
	return read.Article, nil
}

// unpack takes the page out of a web archive; any other page stays as it is.
func unpack(page extract.Page) (extract.Page, error) {
	if !mhtml.Is(page.HTML) {
		return page, nil
	}
	saved, err := mhtml.Read(page.HTML, extract.Limit)
	if err != nil {
		return page, err
	}
	page.HTML, page.ContentType = saved.HTML, saved.ContentType
	if page.URL == "" {
		page.URL = saved.URL
	}
	return page, nil
}

func fetchPage(ctx context.Context, f *fetch.Fetcher, address string) (extract.Page, error) {
	got, err := f.Get(ctx, address)
	if err != nil {
		return extract.Page{}, err
	}
	return extract.Page{HTML: got.Body, ContentType: got.ContentType, URL: got.URL, Retrieved: got.Retrieved}, nil
}
