package class

// Routes are the lines of the table.
func Routes() (lines []string) {
	for _, r := range new(classes).routes() {
		lines = append(lines, r.method+" "+r.path)
	}
	return lines
}
