package extract

import "testing"

func TestPicturesComeFromNamedHosts(t *testing.T) {
	for address, want := range map[string]bool{
		"https://img.example/a.jpg": true, "http://press.example:8080/a": true,
		"http://127.0.0.1:9/1.png": false, "http://[::1]/a": false, "http://192.168.0.1/a": false, "http://localhost/a": false, "http://router/a": false,
	} {
		if named(address) != want {
			t.Errorf("a picture at %s: %v, want %v", address, !want, want)
		}
	}
}
