// Package lti is the tool's side of LTI 1.3, by which a course platform hands
// people over to Quoth and hears when they have finished: the messages and
// their claims, what is checked of them, what is signed, and the score that is
// posted. It keeps nothing, and knows neither classes nor sessions.
//
// Whatever comes from a platform is believed only if a platform that was
// configured has signed it for us, just now, as the answer to the question that
// this browser was sent with. Addresses in it are used only if they are the
// platform's own.
//
//	https://www.imsglobal.org/spec/lti/v1p3
//	https://www.imsglobal.org/spec/lti-dl/v2p0
//	https://www.imsglobal.org/spec/lti-ags/v2p0
//	https://www.imsglobal.org/spec/security/v1p0
package lti

import (
	"errors"
	"fmt"

	"quoth/internal/annotation"
)

// ErrUnreachable means that the platform did not do its part. To ask again is
// safe.
var ErrUnreachable = errors.New("the course platform does not answer")

func refused(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, annotation.ErrInvalid)...)
}

const (
	claim   = "https://purl.imsglobal.org/spec/lti/claim/"
	linking = "https://purl.imsglobal.org/spec/lti-dl/claim/"
	version = "1.3.0"

	// ScoreScope is what the tool asks for, and nothing else.
	ScoreScope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
)
