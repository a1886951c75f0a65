package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"quoth/internal/server/class/crowd"
)

// What a replica has of the processors when it is held to less. On a machine
// that two replicas share with the database and with the load they have no more
// together than one has; held, each has what is its own. The period is short,
// for whoever is stopped keeps others waiting.
const (
	slice  = 3 * time.Millisecond
	period = 10 * time.Millisecond
)

// smaller puts each server into a control group with a slice of a processor in
// each period (cpu.max, cgroups(7); the older version's cpu.cfs_quota_us).
func smaller(servers []*crowd.Server) (release func(), err error) {
	var made []string
	release = func() {
		for i, group := range made {
			_ = join(filepath.Dir(group), servers[i].PID()) // it may have ended
			_ = os.Remove(group)
		}
	}
	micro := func(d time.Duration) string { return strconv.FormatInt(d.Microseconds(), 10) }
	top, limits := "/sys/fs/cgroup", [][2]string{{"cpu.max", micro(slice) + " " + micro(period)}}
	if _, err := os.Stat(top + "/cgroup.controllers"); err != nil {
		top, limits = top+"/cpu", [][2]string{{"cpu.cfs_period_us", micro(period)}, {"cpu.cfs_quota_us", micro(slice)}}
	}
	for _, s := range servers {
		group := filepath.Join(top, fmt.Sprint("quoth-bench-", s.PID()))
		err := os.Mkdir(group, 0o755)
		if err == nil {
			made = append(made, group)
		}
		for _, l := range limits {
			if err == nil {
				err = os.WriteFile(filepath.Join(group, l[0]), []byte(l[1]), 0o644)
			}
		}
		if err == nil {
			err = join(group, s.PID())
		}
		if err != nil {
			release()
			return nil, fmt.Errorf("it takes the right to make control groups: %w", err)
		}
	}
	return release, nil
}

func join(group string, pid int) error {
	return os.WriteFile(filepath.Join(group, "cgroup.procs"), []byte(strconv.Itoa(pid)), 0o644)
}

// shares is how much of the processors everybody has used.
type shares struct {
	at                      time.Time
	servers, database, load time.Duration
}

// usedBy reads what the processes have used so far. PostgreSQL is whatever of it
// runs on the machine.
func usedBy(servers []*crowd.Server) (s shares) {
	s.at = time.Now()
	ours := map[int]bool{}
	for _, server := range servers {
		ours[server.PID()] = true
	}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		data, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		name, rest, _ := strings.Cut(string(data), ") ")
		fields := strings.Fields(rest)
		if len(fields) < 13 {
			continue
		}
		user, _ := strconv.Atoi(fields[11])
		system, _ := strconv.Atoi(fields[12])
		ticks := time.Duration(user+system) * 10 * time.Millisecond
		pid, name, _ := strings.Cut(name, " (")
		switch id, _ := strconv.Atoi(pid); {
		case ours[id]:
			s.servers += ticks
		case id == os.Getpid():
			s.load += ticks
		case name == "postgres":
			s.database += ticks
		}
	}
	return s
}

func (s shares) since(before shares) shares {
	return shares{s.at, (s.servers - before.servers), (s.database - before.database), (s.load - before.load)}.over(s.at.Sub(before.at))
}

// over turns what was used into how many processors that is, in thousandths.
func (s shares) over(lasted time.Duration) shares {
	for _, d := range []*time.Duration{&s.servers, &s.database, &s.load} {
		*d = *d * 1000 / lasted
	}
	return s
}

// String is how many processors each has used.
func (s shares) String() string {
	n := func(d time.Duration) float64 { return float64(d) / 1000 }
	return fmt.Sprintf("Quoth %.2f, PostgreSQL %.2f, load %.2f", n(s.servers), n(s.database), n(s.load))
}
