package e2e

import (
	"os/exec"
	"syscall"
)

// dieTogether ends the process with the tests, also when they panic or time
// out, which runs no clean-up.
func dieTogether(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
