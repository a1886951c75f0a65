package class

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// openIDClaims are what the institution says of whoever has signed in there,
// for a code: in the token, or where it says the rest on being asked.
func (c *call) openIDClaims(away passing, code string) (claims, error) {
	ctx := oidc.ClientContext(c.r.Context(), c.openID.client)
	p, err := c.openID.provider(ctx)
	if err != nil {
		return nil, c.elsewhere("describe itself", err)
	}
	tokens, err := c.openID.flow(p, c.Host.Address(c.r, openIDBack)).Exchange(ctx, code, oauth2.VerifierOption(away.derive("verifier")))
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response.StatusCode < 500:
		return nil, c.refused("it does not know the code: " + cmp.Or(short(refused.ErrorCode), "no reason given"))
	case err != nil:
		return nil, c.elsewhere("exchange a code", err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	verifier := p.Verifier(&oidc.Config{ClientID: c.openID.ClientID, Now: c.now})
	token, err := verifier.Verify(ctx, raw)
	var expired *oidc.TokenExpiredError
	switch {
	case errors.As(err, &expired):
		return nil, c.refused("its token has expired")
	case err != nil:
		return nil, c.refused(reason(err))
	case token.Nonce != away.derive("nonce"):
		return nil, c.refused("its token is the answer to another question")
	case token.Subject == "":
		return nil, c.refused("its token is about nobody")
	}
	var all claims
	if err := token.Claims(&all); err != nil {
		return nil, c.refused("its token cannot be read")
	}
	if party, _ := all["azp"].(string); party != "" && party != c.openID.ClientID || party == "" && len(token.Audience) > 1 {
		return nil, c.refused("its token was made for another program")
	}
	if p.UserInfoEndpoint() != "" && (all.name() == "" || c.openID.Claim != "" && !all.has(c.openID.Claim, c.openID.Value)) {
		more, err := p.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
		if err != nil {
			return nil, c.elsewhere("tell more", err)
		}
		var rest claims
		if err := more.Claims(&rest); err != nil || more.Subject != token.Subject {
			return nil, c.refused("it tells of somebody else")
		}
		for name, value := range rest {
			if _, known := all[name]; !known {
				all[name] = value
			}
		}
	}
	return all, nil
}

// reason is why a token is not taken, in words that name no person.
func reason(err error) string {
	words := err.Error()
	for _, known := range []struct{ part, words string }{
		{"different provider", "its token is of another issuer"},
		{"expected audience", "its token was made for another program"},
		{"verify signature", "its token is not signed with its keys"},
		{"fetching keys", "its keys cannot be had"},
		{"nbf", "its token is not valid yet"},
	} {
		if strings.Contains(words, known.part) {
			return known.words
		}
	}
	return "its token cannot be read"
}

// claims are what an institution says of somebody.
type claims map[string]any

// has reports whether a claim has a value, or has it among others. A name with
// dots leads into claims of claims.
func (all claims) has(name, value string) bool {
	v, ok := all[name]
	if !ok {
		outer, inner, deeper := strings.Cut(name, ".")
		within, isObject := all[outer].(map[string]any)
		return deeper && isObject && claims(within).has(inner, value)
	}
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return fmt.Sprint(one) == value })
	}
	return fmt.Sprint(v) == value
}

// name is what somebody is called, without signs that nobody can see, and no
// longer than ours are; "" if nothing is said.
func (all claims) name() string {
	for _, claim := range []string{"name", "preferred_username", "nickname"} {
		given, _ := all[claim].(string)
		given = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if unicode.IsPrint(r) || unicode.IsSpace(r) {
				return r
			}
			return -1
		}, strings.ToValidUTF8(given, ""))), " ")
		if runes := []rune(given); len(runes) > longestShown {
			given = strings.TrimSpace(string(runes[:longestShown]))
		}
		if given != "" {
			return given
		}
	}
	return ""
}

// longestShown is the most characters of a name.
const longestShown = 200
