package class

// Routes are the lines of the table.
func Routes() (lines []string) {
	for _, r := range new(classes).routes() {
		lines = append(lines, r.method+" "+r.path)
	}
	return lines
}

// NamesOf is the kind of the records that hold a layer's names.
var NamesOf = kindOfNames
