package class_test

// The checks of section 4.3: pages.

// allPages are all of a container, one behind the other.
func allPages(d *desk) (list []map[string]any) {
	for next := id(d.preferring(minimal, iris).doc["first"]); next != ""; next = id(list[len(list)-1]["next"]) {
		list = append(list, d.get(next).doc)
	}
	return list
}

func pageClass(d *desk) {
	d.fill(0, 150)
	for _, p := range allPages(d) {
		d.want(p["type"] == "AnnotationPage" && d.get(id(p)).doc["startIndex"] == p["startIndex"], "%v", p)
	}
}

func pageNext(d *desk) {
	d.fill(0, 350)
	pages := allPages(d)
	d.want(len(pages) == 4 && pages[3]["next"] == nil, "%d pages", len(pages))
	d.want(object(d.preferring(iris).doc, "first")["next"] == id(pages[1]), "the embedded page leads elsewhere")
}

func pagePrev(d *desk) {
	d.fill(0, 350)
	pages := allPages(d)
	for i, p := range pages {
		d.want(i == 0 && p["prev"] == nil || i > 0 && p["prev"] == id(pages[i-1]), "page %d: %v", i, p["prev"])
	}
}

func pageStart(d *desk) {
	d.fill(0, 250)
	before := 0
	for _, p := range allPages(d) {
		d.want(p["startIndex"] == float64(before), "%v, not %d", p["startIndex"], before)
		before += len(items(p))
	}
}

func pagePartOf(d *desk) {
	d.fill(0, 150)
	for _, p := range allPages(d) {
		d.want(id(p["partOf"]) == d.container+"?iris=1", "%v", p["partOf"])
	}
	d.want(id(object(d.get(d.container).doc, "first")["partOf"]) == d.container+"?iris=0", "the embedded page")
}

func pageOfWhat(d *desk) {
	d.fill(0, 150)
	c := d.get(d.container)
	for _, p := range allPages(d) {
		whole := object(p, "partOf")
		d.want(whole["total"] == 150.0 && whole["modified"] == c.doc["modified"] && whole["label"] == "The bridge", "%v", whole)
	}
}
