//go:build !linux && !darwin

package store

func free(string) float64 { return -1 }
