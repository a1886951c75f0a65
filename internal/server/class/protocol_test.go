package class_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// clauses are what the Web Annotation Protocol asks of a server, a line for
// each MUST and SHOULD, in the order of its sections. PROTOCOL.md has the same
// lines for people. HTTP and LDP stand for what these ask where the protocol
// leans on them.
var clauses = []struct {
	section, level, name string
	check                func(*desk)
}{
	{"3", "MUST", "an annotation answers GET, HEAD and OPTIONS, which opens it to other sites", annotationMethods},
	{"3, 4, 5.1", "SHOULD", "where the server is reached by HTTPS, every address is one of HTTPS", httpsAddresses},
	{"3", "MUST", "an annotation is JSON-LD of the Web Annotation model, and its media type says so", annotationIsJSONLD},
	{"3", "SHOULD", "the media type names the profile of Web Annotations", annotationProfile},
	{"3", "SHOULD", "an annotation is to be had in Turtle", annotationInTurtle},
	{"3", "SHOULD", "which format is answered is negotiated by Accept", negotiation},
	{"3", "SHOULD", "an annotation that can be read is answered with 200", annotationOK},
	{"3", "MUST", "an annotation links to the type LDP Resource", annotationLink},
	{"3", "MUST", "an annotation has an ETag that changes with it and with nothing else", annotationETag},
	{"3", "MUST", "an annotation lists in Allow what can be done with it", annotationAllow},
	{"3", "MUST", "an annotation varies by Accept", annotationVary},
	{"4", "MUST", "every layer has a container, and a list leads to those that one may see", containerForEveryLayer},
	{"4", "SHOULD", "a container is an LDP Basic Container", basicContainer},
	{"4", "MUST", "the address of a container ends in a slash, without query and fragment", containerAddress},
	{"4.1", "MUST", "a container answers GET, HEAD and OPTIONS, which opens it to other sites", containerMethods},
	{"4.1", "MUST", "a container describes itself in JSON-LD", containerIsJSONLD},
	{"4.1", "SHOULD", "a container and its pages are to be had in Turtle", containerInTurtle},
	{"4.1", "SHOULD", "the description has the contexts of Web Annotation and of LDP", containerContexts},
	{"4.1", "SHOULD", "a container that can be read is answered with 200", containerOK},
	{"4.1", "SHOULD", "a container lists in Allow what can be done with it", containerAllow},
	{"4.1", "MUST", "a container links to its type in every answer, errors too", containerType},
	{"4.1", "MUST", "a container links to this protocol as its constraints in every answer, errors too", containerConstraints},
	{"4.1", "MUST", "a container has an ETag that changes with what is in it", containerETag},
	{"4.1", "MUST", "without an Accept header a container is JSON-LD", containerWithoutAccept},
	{"4.1", "MUST", "a container varies by Accept", containerVary},
	{"4.1", "SHOULD", "a container lists in Accept-Post what it takes", containerAcceptPost},
	{"4.2", "MUST", "a collection has an IRI and is an AnnotationCollection", collectionClass},
	{"4.2", "SHOULD", "a collection has a label for people", collectionLabel},
	{"4.2", "MUST", "a container with annotations leads to its first page", collectionFirst},
	{"4.2", "SHOULD", "a container of several pages leads to the last", collectionLast},
	{"4.2", "SHOULD", "a container says how many annotations it has", collectionTotal},
	{"4.2", "SHOULD", "a container says when it changed, when something was deleted too", collectionModified},
	{"4.2", "SHOULD", "the IRI of a container tells by its query whether pages hold addresses or annotations", containerTellsTheWays},
	{"4.2", "MUST", "Content-Location is the IRI of what is answered", contentLocation},
	{"4.2.1", "SHOULD", "a minimal container links to its first and its last page", minimalLinks},
	{"4.2.1", "SHOULD", "without a preference, annotations come whole", wholeByDefault},
	{"4.2.1", "HTTP", "whoever prefers addresses and whole annotations at once gets what comes without a preference", contradiction},
	{"4.2.1", "HTTP", "a preference that was followed is told, and answers vary by it", preferenceApplied},
	{"4.2.2", "MUST", "a minimal container holds no annotations and no page", minimalEmbedsNothing},
	{"4.2.2", "SHOULD", "the pages of a minimal container follow the other preference", minimalPagesFollow},
	{"4.2.3", "MUST", "to whoever prefers addresses, the first page comes with them alone", irisEmbedded},
	{"4.2.3", "SHOULD", "the pages behind it hold addresses alone", irisPages},
	{"4.2.4", "MUST", "to whoever prefers annotations, the first page comes with them whole", wholeEmbedded},
	{"4.2.4", "SHOULD", "the pages behind it hold annotations whole", wholePages},
	{"4.3", "MUST", "a page has an IRI and is an AnnotationPage", pageClass},
	{"4.3", "MUST", "a page leads to the next, and the last to none", pageNext},
	{"4.3", "SHOULD", "a page leads to the one before, and the first to none", pagePrev},
	{"4.3", "SHOULD", "a page says how many annotations stand before it", pageStart},
	{"4.3", "MUST", "a page says which collection it is part of", pagePartOf},
	{"4.3", "SHOULD", "a page says how many the collection has and when it changed", pageOfWhat},
	{"4.4", "MUST", "an article, and the page to annotate it on, link to the container as annotation service", discovery},
	{"5.1", "MUST", "what was created is answered with 201 and as it is kept", createdCode},
	{"5.1", "MUST", "Location is the address of what was created", createdLocation},
	{"5.1", "MUST", "an annotation gets an id from the server, in the place of one that it has", createdID},
	{"5.1", "MUST", "its IRI is that of the container with one part more", createdBelow},
	{"5.1", "MUST", "a canonical name stays as it is", canonicalStays},
	{"5.1", "SHOULD", "the id that an annotation came with is kept as via", idBecomesVia},
	{"5.2", "SHOULD", "a Slug becomes the name, if it can be one and nothing has it", slugNames},
	{"5.3", "SHOULD", "PUT puts another annotation in the place of one", updateByPut},
	{"5.3", "MUST", "an update is answered with 200 and the new state, in the format that is asked for", updateAnswers},
	{"5.3", "SHOULD", "an update that changes canonical or via is refused, once they are set", namesStay},
	{"5.4", "SHOULD", "DELETE deletes an annotation", deleteWorks},
	{"5.4", "MUST", "what was deleted is answered with 204", deleteCode},
	{"5.4", "SHOULD", "the address of what was deleted is not used again", deletedNamesAreNotUsedAgain},
	{"5.4", "MUST", "what was deleted is not in the container any more", deletedLeavesTheContainer},
	{"6", "HTTP", "400: what was sent is no JSON", badRequest},
	{"6", "HTTP", "401: nobody has said who they are", unauthorised},
	{"6", "HTTP", "403: a layer is finished, or somebody else's", forbidden},
	{"6", "HTTP", "404: there is no such layer, annotation or page, whatever it is called", notThere},
	{"6", "HTTP", "405: a method that is not in Allow", methodNotAllowed},
	{"6", "HTTP", "406: a format that is not to be had, and nothing was done", notAcceptable},
	{"6", "HTTP", "409: an id that the server has set", setByTheServer},
	{"6", "HTTP", "410: it was deleted", goneForGood},
	{"6", "HTTP", "412: it is not what the client has read", preconditionFailed},
	{"6", "HTTP", "413: more than is taken at once", tooLarge},
	{"6", "HTTP", "415: another media type, another context, or no annotation", unsupportedMedia},
	{"6", "HTTP", "304: the client has what would be answered", notModified},
	{"7", "SHOULD", "a container holds annotations and nothing else", onlyAnnotations},
}

// row is a line of a table in PROTOCOL.md.
var row = regexp.MustCompile(`(?m)^\| ([0-9][0-9., ]*) \| (MUST|SHOULD|HTTP) \| ([^|]*) \|$`)

func TestProtocol(t *testing.T) {
	l := newSchool(t, sqlite(t)).lesson(nil)
	shown := map[string]bool{}
	for _, c := range clauses {
		line := c.section + " " + c.level + " " + c.name
		shown[line] = t.Run(c.name, func(t *testing.T) { c.check(l.desk(t)) })
	}
	doc, err := os.ReadFile("PROTOCOL.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := row.FindAllStringSubmatch(string(doc), -1)
	for _, r := range rows {
		line := strings.Join(r[1:], " ")
		if passed, there := shown[line]; !there || !passed {
			t.Errorf("PROTOCOL.md says, and no test shows: %s", line)
		}
		delete(shown, line)
	}
	for line := range shown {
		t.Errorf("PROTOCOL.md does not say: %s", line)
	}
}
