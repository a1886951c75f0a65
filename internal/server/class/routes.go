package class

import (
	"net/http"
	"slices"

	"quoth/internal/article"
	"quoth/internal/project"
)

// routes is every address under /api/, /class/ and /lti/, with who may use it. A test
// goes through it with every role; a route without a line does not exist.
func (s *classes) routes() []route {
	get, post := http.MethodGet, http.MethodPost
	const (
		p = "/api/projects/{project}"
		m = p + "/members/{named}"
		a = p + "/assignments/{assignment}"
		t = a + "/articles/{article}"
		l = p + "/layers/{layer}"
	)
	return slices.Concat([]route{
		{get, "/api/openapi.json", anyone, "This description", (*call).openAPI, nil, map[string]any{}, ""},
		{get, "/api/me", anyone, "Who this browser, or token, is", (*call).me, nil, me{}, ""},
		{post, "/api/me/password", account, "Another password; all other browsers and scripts of the account are signed out", (*call).changePassword, passwords{}, nil, "/class/"},
		{post, "/api/me/delete", account, "Delete the account, for good", (*call).deleteAccount, nil, nil, "/class/"},
		{post, "/api/setup", anyone, "Make an account with an invitation, or set another password with a link for it", (*call).setup, credentials{}, nil, "/class/"},
		{post, "/api/sign-in", anyone, "Sign in to an account", (*call).signIn, credentials{}, nil, "/class/"},
		{post, "/api/sign-out", anyone, "Sign out of it", (*call).signOut, nil, nil, "/class/"},
		{post, "/api/join", anyone, "Join a class by its code", (*call).join, joining{}, joined{}, shown},
		{post, "/api/resume", anyone, "Come back by one's own code", (*call).resume, resuming{}, joined{}, "/class/{project}"},
		{post, "/api/invitations", account, "A link for one more account", (*call).invite, nil, link{}, shown},
		{post, "/api/tokens", account, "A secret for a script", (*call).giveToken, nil, token{}, shown},
		{get, "/api/tokens", account, "The secrets for scripts, without what they are", (*call).tokens, nil, []tokenRecord{}, ""},
		{post, "/api/tokens/{id}/revoke", account, "End one before its time", (*call).revokeToken, nil, nil, "/class/"},
		{post, "/api/projects", account, "Make a class", (*call).makeProject, newProject{}, project.Project{}, "/class/{id}"},

		{get, p, viewer, "A class", (*call).showProject, nil, project.Project{}, ""},
		{post, p, owner, "Rename it, or change who is seen", (*call).changeProject, newProject{}, project.Project{}, "/class/{project}"},
		{post, p + "/end", owner, "End it: it becomes read only", (*call).end, nil, project.Project{}, "/class/{project}"},
		{post, p + "/delete", owner, "Delete it with all that is in it, for good", (*call).drop, nil, nil, "/class/"},
		{post, p + "/code", owner, "A new code to join by", (*call).newCode, nil, project.Project{}, "/class/{project}"},
		{post, p + "/code/close", owner, "Let nobody join any more", (*call).closeCode, nil, project.Project{}, "/class/{project}"},
		{post, p + "/sign-out", viewer, "Go out on this device; one's own code leads back", (*call).goOut, nil, nil, "/class/"},
		{post, p + "/leave", viewer, "Leave", (*call).leave, nil, nil, "/class/"},
		{get, p + "/events", viewer, "What happens, as server-sent events", (*call).events, nil, happened{}, ""},
		{get, p + "/search", viewer, "Find words (?q=) in articles and notes", (*call).search, nil, []found{}, ""},
		{get, p + "/key.csv", owner, "Who is behind which pseudonym", (*call).key, nil, file{}, ""},

		{get, p + "/members", owner, "The members", (*call).members, nil, []project.Member{}, ""},
		{post, m, owner, "Rename a member, or give another role", (*call).changeMember, renaming{}, project.Member{}, "/class/{project}"},
		{post, m + "/resume", owner, "A new code for a member to come back by", (*call).newResume, nil, joined{}, shown},
		{post, m + "/remove", owner, "Remove a member; the marks stay", (*call).remove, nil, nil, "/class/{project}"},
		{post, m + "/forget", owner, "Delete a member with everything of theirs, for good", (*call).forget, nil, nil, "/class/{project}"},

		{get, p + "/articles", viewer, "The articles", (*call).articles, nil, []articleEntry{}, ""},
		{post, p + "/articles", owner, "Add an article", (*call).addArticle, adding{}, articleEntry{}, "/class/{project}"},
		{get, p + "/articles/{article}", viewer, "An article with its text", (*call).article, nil, article.Article{}, ""},

		{get, p + "/assignments", viewer, "The assignments", (*call).assignments, nil, []project.Assignment{}, ""},
		{post, p + "/assignments", owner, "Assign articles with a scheme", (*call).assign, assigning{}, project.Assignment{}, "/class/{project}/{id}"},
		{get, a, viewer, "An assignment", (*call).showAssignment, nil, project.Assignment{}, ""},
		{post, a + "/open", owner, "Open what others have marked to all", (*call).openAssignment, nil, project.Assignment{}, "/class/{project}/{assignment}"},
		{post, a + "/until", owner, "Set until when it is open", (*call).extend, extending{}, project.Assignment{}, "/class/{project}/{assignment}"},
		{get, a + "/progress", owner, "How far each is", (*call).progress, nil, []articleProgress{}, ""},
		{get, a + "/progress.csv", owner, "The same as a spreadsheet", (*call).progressFile, nil, file{}, ""},
		{get, a + "/export", owner, "All layers in a format (?format=), under pseudonyms", (*call).export, nil, file{}, ""},

		{post, t + "/layer", annotator, "One's own layer of an article", (*call).ownLayer, nil, project.Layer{}, ""},
		{get, t + "/heat", viewer, "How many marked each passage, and as what", (*call).heat, nil, project.Heat{}, ""},
		{get, t + "/agreement", viewer, "How far the class agrees", (*call).agreement, nil, agreed{}, ""},
		{get, t + "/speakers", viewer, "Who speaks, as the class sees it", (*call).speakers, nil, []spoken{}, ""},
		{get, t + "/passage", viewer, "The marks from ?start= to ?end=, with their notes", (*call).passage, nil, []behind{}, ""},
		{get, t + "/posts", viewer, "What was said of passages", (*call).posts, nil, []project.Post{}, ""},
		{post, t + "/posts", annotator, "Say something of a passage", (*call).post, posting{}, project.Post{}, "/class/{project}/{assignment}/{article}/together?post={id}#behind"},

		{get, l + "/operations", annotator, "The log of one's own layer, behind ?after=", (*call).operations, nil, known{}, ""},
		{post, l + "/operations", annotator, "Add edits to it; 409 with what is missing if it has more", (*call).send, sending{}, known{}, ""},
		{post, l + "/finish", annotator, "Be done with the article", (*call).finish, nil, project.Layer{}, "/class/{project}"},
		{post, l + "/go-on", annotator, "Take that back, if it has shown nothing", (*call).goOn, nil, project.Layer{}, "/class/{project}"},
	}, s.pageRoutes(), s.openIDRoutes(), s.courseRoutes(), s.protocolRoutes(), decideRoutes(), postRoutes(), forgetRoutes(), assignRoutes(), summaryRoutes(), s.embedRoutes())
}
