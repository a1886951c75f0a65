package e2e

import (
	"context"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A Look is how a page is looked at. The zero Look is a window of 1280 by 900
// CSS pixels on a screen without wishes.
type Look struct {
	Width, Height int     // CSS pixels; 0 means 1280 and 900
	Scale         float64 // device pixels per CSS pixel; 0 means 1
	Phone         bool    // fingers instead of a mouse, and the viewport of phones

	Dark          bool // prefers-color-scheme
	ForcedColors  bool // as in the contrast themes of Windows
	MoreContrast  bool // prefers-contrast
	ReducedMotion bool // prefers-reduced-motion
	Print         bool // the print style, on the screen
}

// Look changes how the page is looked at, now and after going elsewhere.
func (c *Chromium) Look(l Look) {
	c.t.Helper()
	if l.Width == 0 {
		l.Width = 1280
	}
	if l.Height == 0 {
		l.Height = 900
	}
	if l.Scale == 0 {
		l.Scale = 1
	}
	wish := func(name string, on bool, yes, no string) *emulation.MediaFeature {
		if on {
			return &emulation.MediaFeature{Name: name, Value: yes}
		}
		return &emulation.MediaFeature{Name: name, Value: no}
	}
	media := ""
	if l.Print {
		media = "print"
	}
	c.must(func(ctx context.Context) error {
		if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(l.Width), Height: int64(l.Height), DeviceScaleFactor: l.Scale, Mobile: l.Phone,
		}); err != nil {
			return err
		}
		touch := emulation.SetTouchEmulationEnabledParams{Enabled: l.Phone}
		if l.Phone {
			touch.MaxTouchPoints = fingers
		}
		if _, err := chromedp.Call(ctx, emulation.SetTouchEmulationEnabled, touch); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: media,
			Features: []*emulation.MediaFeature{
				wish("prefers-color-scheme", l.Dark, "dark", "light"),
				wish("forced-colors", l.ForcedColors, "active", "none"),
				wish("prefers-contrast", l.MoreContrast, "more", "no-preference"),
				wish("prefers-reduced-motion", l.ReducedMotion, "reduce", "no-preference"),
			},
		})
		return err
	}, "look with %+v", l)
}
