package main

import (
	"fmt"
	"io"

	"quoth/internal/article"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/survey"
)

// surveyed is how many kinds of error are told.
const surveyed = 20

// surveyFile writes a table, in Markdown, of the commonest kinds of error.
func surveyFile(name string, in io.Reader, language string, model func(string) *attribution.Model, out io.Writer) error {
	examples, err := examplesOf(name, in, language)
	if err != nil {
		return err
	}
	s := survey.Of(examples, func(a *article.Article) []suggest.Attribution {
		return attribution.Attributions(a, model(suggest.LanguageOf(a)))
	})
	fmt.Fprintf(out, "%d articles, %d attributions marked by people, %d proposed, %d of both\n\n| errors | kind | what it would take |\n|---|---|---|\n", s.Articles, s.Marked, s.Proposed, s.Paired)
	rest := 0
	for i, k := range s.Kinds {
		if i >= surveyed {
			rest += k.Errors
			continue
		}
		fmt.Fprintf(out, "| %d | %s | %s |\n", k.Errors, k.Name, k.Takes)
	}
	if rest > 0 {
		fmt.Fprintf(out, "| %d | others | |\n", rest)
	}
	return nil
}
