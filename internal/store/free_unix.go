//go:build linux || darwin

package store

import "syscall"

// free is how many bytes may still be written to a folder.
func free(folder string) float64 {
	var disk syscall.Statfs_t
	if syscall.Statfs(folder, &disk) != nil {
		return -1
	}
	return float64(disk.Bavail) * float64(disk.Bsize)
}
