package main

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"quoth/internal/lti"
	"quoth/internal/server/class"
)

// openID is what serve is told of the institution at which teachers sign in.
type openID struct{ issuer, id, secretFile, secret, name, require string }

// check makes of it what the server is given; nil if there is none.
func (o openID) check(base *url.URL) (*class.OpenID, error) {
	if o.issuer == "" {
		for _, f := range []struct{ value, name string }{{o.id, "--oidc-client-id"}, {o.secretFile, "--oidc-client-secret"}, {o.name, "--oidc-name"}, {o.require, "--oidc-require"}} {
			if f.value != "" {
				return nil, fmt.Errorf("%s is given without --oidc-issuer, which says where teachers sign in: %w serve", f.name, errUsage)
			}
		}
		return nil, nil
	}
	if !secureAddress(o.issuer) {
		return nil, fmt.Errorf("--oidc-issuer %q: give the issuer's address, like https://id.academy.example: %w serve", o.issuer, errUsage)
	}
	if o.id == "" {
		return nil, fmt.Errorf("--oidc-issuer needs --oidc-client-id, what Quoth is registered as there: %w serve", errUsage)
	}
	if base == nil {
		return nil, fmt.Errorf("--oidc-issuer needs --base-url: the institution sends people back to BASE-URL/class/openid/back: %w serve", errUsage)
	}
	with := &class.OpenID{Issuer: o.issuer, ClientID: o.id, ClientSecret: o.secret, Name: o.name}
	if with.Name == "" {
		with.Name = "Sign in at your institution"
	}
	if o.require != "" {
		var ok bool
		if with.Claim, with.Value, ok = strings.Cut(o.require, "="); !ok || with.Claim == "" || with.Value == "" {
			return nil, fmt.Errorf("--oidc-require %q: give a claim and its value, like role=teacher: %w serve", o.require, errUsage)
		}
	}
	if o.secretFile != "" {
		if o.secret != "" {
			return nil, fmt.Errorf("give --oidc-client-secret or QUOTH_OIDC_CLIENT_SECRET, not both: %w serve", errUsage)
		}
		data, err := os.ReadFile(o.secretFile)
		if err != nil {
			return nil, fmt.Errorf("--oidc-client-secret names the file with the secret (%w): %w serve", err, errUsage)
		}
		if with.ClientSecret = strings.TrimSpace(string(data)); with.ClientSecret == "" {
			return nil, fmt.Errorf("--oidc-client-secret: %s is empty: %w serve", o.secretFile, errUsage)
		}
	}
	return with, nil
}

// secureAddress reports whether an address is one of https, or of this machine,
// where nobody is on the line.
func secureAddress(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// readPlatforms reads the file of --lti; no file is no platform.
func readPlatforms(file string, base *url.URL) (lti.Platforms, error) {
	if file == "" {
		return nil, nil
	}
	if base == nil {
		return nil, fmt.Errorf("--lti needs --base-url: platforms send people to BASE-URL/lti/launch: %w serve", errUsage)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("--lti names the file with the platforms (%w): %w serve", err, errUsage)
	}
	platforms, err := lti.ReadPlatforms(file, data)
	if err != nil {
		return nil, fmt.Errorf("--lti: %v: %w serve", err, errUsage)
	}
	return platforms, nil
}
