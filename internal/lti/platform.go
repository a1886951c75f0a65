package lti

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
)

// A Platform is a course platform that Quoth is registered at.
type Platform struct {
	Issuer        string   `json:"issuer"`
	ClientID      string   `json:"clientId"`
	DeploymentIDs []string `json:"deploymentIds"`
	Authorization string   `json:"authorization"` // where it answers logins
	Token         string   `json:"token"`         // where it gives access to its services
	Keys          string   `json:"keys"`          // where its public keys are (JWKS)
	// Origins are those of its pages and services that are not those of the
	// addresses above, such as https://school.platform.example.
	Origins []string `json:"origins,omitempty"`
	// Audience is what it wants to be called when it is asked for access;
	// Token, if it is not given.
	Audience string `json:"audience,omitempty"`
}

// Platforms are those that were configured.
type Platforms []*Platform

// ID names the registration: a hash, fit for an address.
func (p *Platform) ID() string {
	sum := sha256.Sum256([]byte(p.Issuer + "\x00" + p.ClientID))
	return hex.EncodeToString(sum[:8])
}

// AllOrigins are the origins at which the platform may be.
func (p *Platform) AllOrigins() []string {
	var all []string
	for _, address := range append([]string{p.Authorization, p.Token, p.Keys, p.Issuer}, p.Origins...) {
		if o := origin(address); o != "" && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return all
}

// Has reports whether an address is at one of the platform's origins.
func (p *Platform) Has(address string) bool {
	o := origin(address)
	return o != "" && slices.Contains(p.AllOrigins(), o)
}

// origin is scheme and host of an address that nobody can listen to on the
// way; "" for others.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme != "https" && (u.Scheme != "http" || u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())) {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// Find is the platform that begins a login. Some have several registrations
// under one issuer, and then say which.
func (all Platforms) Find(issuer, clientID string) (*Platform, error) {
	var found *Platform
	for _, p := range all {
		if p.Issuer != issuer || clientID != "" && p.ClientID != clientID {
			continue
		}
		if found != nil {
			return nil, refused("the course platform has several registrations here and does not say which it means (client_id)")
		}
		found = p
	}
	if found == nil {
		return nil, refused("this course platform is not registered here, or under another client ID: whoever runs this server adds it to the file of --lti")
	}
	return found, nil
}

// ByID is the platform of an ID; nil if there is none.
func (all Platforms) ByID(id string) *Platform {
	for _, p := range all {
		if p.ID() == id {
			return p
		}
	}
	return nil
}

// ReadPlatforms reads the file of the platforms, a JSON array. The error names
// the file, the entry and what to do, and wraps annotation.ErrInvalid.
func ReadPlatforms(file string, data []byte) (Platforms, error) {
	var all Platforms
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, refused("%s: it is to be a JSON array of platforms, each with issuer, clientId, deploymentIds, authorization, token and keys (%v)", file, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, refused("%s: there is something behind the array", file)
	}
	if len(all) == 0 {
		return nil, refused("%s: there is no platform in it: add one, or leave --lti away", file)
	}
	for i, p := range all {
		if p == nil {
			return nil, refused("%s: platform %d is null", file, i+1)
		}
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("%s: platform %d (%s): %w", file, i+1, p.Issuer, err)
		}
		for j, other := range all[:i] {
			if other.ID() == p.ID() {
				return nil, refused("%s: platform %d (%s) has the issuer and the clientId of platform %d: write their deploymentIds into one", file, i+1, p.Issuer, j+1)
			}
		}
	}
	return all, nil
}

func (p *Platform) check() error {
	for _, f := range []struct{ name, value string }{{"issuer", p.Issuer}, {"clientId", p.ClientID}} {
		if f.value == "" {
			return refused("%s is missing: the platform shows it with the registration", f.name)
		}
	}
	if len(p.DeploymentIDs) == 0 || slices.Contains(p.DeploymentIDs, "") {
		return refused("deploymentIds is to be a list of at least one: the platform shows them with the registration")
	}
	for _, f := range []struct{ name, value string }{{"authorization", p.Authorization}, {"token", p.Token}, {"keys", p.Keys}} {
		if origin(f.value) == "" {
			return refused("%s %q: give an https:// address", f.name, f.value)
		}
	}
	for _, o := range p.Origins {
		if origin(o) != o {
			return refused("origin %q: give scheme and host only, like https://school.platform.example", o)
		}
	}
	return nil
}
