package lti

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// A Key is the tool's own, with which it signs what it sends.
type Key struct {
	jwk    jose.JSONWebKey
	sealer cipher.AEAD
}

// NewKey makes a key: RSA, for that is what the Security Framework demands.
func NewKey() (*Key, error) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	return keyOf(private)
}

// ReadKey reads what MarshalJSON has written.
func ReadKey(data []byte) (*Key, error) {
	var jwk jose.JSONWebKey
	if err := json.Unmarshal(data, &jwk); err != nil {
		return nil, fmt.Errorf("the key of LTI: %w", err)
	}
	private, ok := jwk.Key.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("the key of LTI is no private RSA key")
	}
	return keyOf(private)
}

func keyOf(private *rsa.PrivateKey) (*Key, error) {
	k := &Key{jwk: jose.JSONWebKey{Key: private, Algorithm: string(jose.RS256), Use: "sig"}}
	print, err := k.jwk.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, err
	}
	k.jwk.KeyID = base64.RawURLEncoding.EncodeToString(print)
	secret, err := hkdf.Key(sha256.New, private.D.Bytes(), nil, "quoth lti seal", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	k.sealer, err = cipher.NewGCMWithRandomNonce(block)
	return k, err
}

// MarshalJSON implements json.Marshaler. It writes the private half.
func (k *Key) MarshalJSON() ([]byte, error) { return k.jwk.MarshalJSON() }

// Public is the half that platforms fetch.
func (k *Key) Public() jose.JSONWebKeySet {
	return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{k.jwk.Public()}}
}

func (k *Key) sign(claims any) (string, error) {
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: k.jwk}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", err
	}
	return jwt.Signed(s).Claims(claims).Serialize()
}

// note is what the tool signs for itself.
type note struct {
	Audience string          `json:"aud"`
	Expires  int64           `json:"exp"`
	Holds    json.RawMessage `json:"holds"`
}

// Note writes v down so that it can go through somebody's browser and come
// back unchanged, for a purpose, until it expires.
func (k *Key) Note(purpose string, expires time.Time, v any) (string, error) {
	holds, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return k.sign(note{"quoth:" + purpose, expires.Unix(), holds})
}

// ReadNote reads what Note has written for the same purpose. The error wraps
// annotation.ErrInvalid.
func (k *Key) ReadNote(purpose, written string, now time.Time, v any) error {
	token, err := jwt.ParseSigned(written, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return refused("what your browser sent is not what it was given: open it in the course again")
	}
	var n note
	if err := token.Claims(k.jwk.Public(), &n); err != nil || n.Audience != "quoth:"+purpose || json.Unmarshal(n.Holds, v) != nil {
		return refused("what your browser sent is not what it was given: open it in the course again")
	}
	if !now.Before(time.Unix(n.Expires, 0)) {
		return refused("this took too long: open it in the course again")
	}
	return nil
}

// Seal hides words so that only the key opens them, and only as being about
// the same.
func (k *Key) Seal(words, about string) []byte {
	return k.sealer.Seal(nil, nil, []byte(words), []byte(about))
}

// Open returns what was sealed.
func (k *Key) Open(sealed []byte, about string) (string, error) {
	words, err := k.sealer.Open(nil, nil, sealed, []byte(about))
	return string(words), err
}
