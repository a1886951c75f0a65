package extract

import "testing"

func TestAHostHasOneName(t *testing.T) {
	for given, want := range map[string]string{
		"https://bücher.example/ü?q=ü":        "https://xn--bcher-kva.example/%C3%BC?q=ü",
		"https://BÜCHER.example:8080/a":       "https://xn--bcher-kva.example:8080/a",
		"https://xn--bcher-kva.example/a":     "https://xn--bcher-kva.example/a",
		"https://press.example/a%2Fb?b=1&a=2": "https://press.example/a%2Fb?b=1&a=2",
		"https://under_score.example/a":       "https://under_score.example/a",
		"https://[2001:db8::1]:8080/a":        "https://[2001:db8::1]:8080/a",
		"":                                    "",
		"https://press.example/%zz":           "https://press.example/%zz",
	} {
		if got := ascii(given); got != want {
			t.Errorf("ascii(%q) = %q, want %q", given, got, want)
		}
	}
}
