package local_test

import (
	"testing"

	"quoth/internal/local"
	"quoth/internal/local/localtest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	localtest.Run(t, func(t *testing.T) local.Store { return local.NewMemory() })
}

func TestAFaultyStoreThatDoesNotFailKeepsTheContract(t *testing.T) {
	localtest.Run(t, func(t *testing.T) local.Store { return localtest.NewFaulty(local.NewMemory()) })
}
