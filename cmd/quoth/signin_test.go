package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestAWrongInstitutionExitsWith2AndSaysWhy(t *testing.T) {
	secret, empty := filepath.Join(t.TempDir(), "secret"), filepath.Join(t.TempDir(), "empty")
	for name, data := range map[string]string{secret: "a secret\n", empty: "\n"} {
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	whole := []string{"--oidc-issuer", "https://id.academy.example", "--oidc-client-id", "quoth", "--base-url", "https://quoth.example"}
	for name, test := range map[string]struct {
		args []string
		env  string
		says string
	}{
		"no issuer":            {whole[2:], "", "--oidc-client-id is given without --oidc-issuer"},
		"no client":            {whole[:2], "", "needs --oidc-client-id"},
		"no base":              {whole[:4], "", "needs --base-url"},
		"issuer without TLS":   {append([]string{"--oidc-issuer", "http://id.academy.example"}, whole[2:]...), "", "like https://id.academy.example"},
		"a claim alone":        {append([]string{"--oidc-require", "role"}, whole...), "", "like role=teacher"},
		"no such file":         {append([]string{"--oidc-client-secret", "/no/such/file"}, whole...), "", "/no/such/file"},
		"an empty file":        {append([]string{"--oidc-client-secret", empty}, whole...), "", "is empty"},
		"a secret in two ways": {append([]string{"--oidc-client-secret", secret}, whole...), "QUOTH_OIDC_CLIENT_SECRET=x", "not both"},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(binary, append([]string{"serve"}, test.args...)...)
			cmd.Env = append(os.Environ(), test.env)
			out, err := cmd.CombinedOutput()
			if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 {
				t.Errorf("ended with %v, want exit code 2", err)
			}
			if !strings.Contains(string(out), test.says) {
				t.Errorf("said %q, want %q", out, test.says)
			}
		})
	}
}

func TestTheSecretOfAnInstitutionStandsInAFileOrAVariable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("a secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"--oidc-issuer", "https://id.academy.example", "--oidc-client-id", "quoth", "--base-url", "https://quoth.example", "--oidc-require", "role=a=b"}
	for name, test := range map[string]struct {
		args     []string
		variable string
		want     string
	}{
		"in a file":     {append([]string{"--oidc-client-secret", file}, args...), "", "a secret"},
		"in a variable": {args, "another", "another"},
		"in neither":    {args, "", ""},
	} {
		t.Setenv("QUOTH_OIDC_CLIENT_SECRET", test.variable)
		o, _, err := parse(test.args, nil)
		if err != nil || o.openID.ClientSecret != test.want || o.openID.Claim != "role" || o.openID.Value != "a=b" || o.openID.Name == "" {
			t.Errorf("%s: %+v, %v", name, o.openID, err)
		}
	}
}

func TestAWrongFileOfPlatformsExitsWith2(t *testing.T) {
	file := filepath.Join(t.TempDir(), "platforms.json")
	if err := os.WriteFile(file, []byte(`[{"issuer": "https://lms.example"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		says string
	}{
		"no base":      {[]string{"--lti", file}, "--lti needs --base-url"},
		"no such file": {[]string{"--lti", "/no/such/file", "--base-url", "https://quoth.example"}, "/no/such/file"},
		"not whole":    {[]string{"--lti", file, "--base-url", "https://quoth.example"}, file + ": platform 1 (https://lms.example): clientId is missing"},
	} {
		out, err := exec.Command(binary, append([]string{"serve"}, test.args...)...).CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 || !strings.Contains(string(out), test.says) {
			t.Errorf("%s: ended with %v, and said %q", name, err, out)
		}
	}
}
