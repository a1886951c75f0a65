package attribution

// firstNames tells whether a first name is a woman's or a man's, for the
// commonest in the languages that Quoth knows; for other names the article's
// own titles and pronouns tell.
var firstNames = func() map[uint32]gender {
	set := map[uint32]gender{}
	for h := range hashes("mary anna anne ann ana maria marie elizabeth jennifer linda susan sarah sara karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen " +
		"sharon cynthia kathleen amy angela shirley brenda emma pamela nicole samantha katherine catherine christine rachel carolyn janet heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan cheryl andrea hannah " +
		"martha jacqueline frances gloria teresa kathryn janice jean alice julia grace judy theresa rose beverly denise marilyn amber danielle brittany diana hillary nikki kate kathy claire clara eva eve lucy lina mara sofia sophie nina petra claudia angelika ursula sabine monika ingrid " +
		"heike birgit katrin silvia silvie giulia francesca chiara elena paula carmen isabel lucia marta pilar rosa fatima aisha leila yuki keiko") {
		set[h] = woman
	}
	for h := range hashes("james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric " +
		"jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah jeremy christian keith roger terry sean gerald carl harold dylan arthur lawrence " +
		"jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene jeff jim tom tim bob bill mike dave dan ben matt chris steve ted ed ron rob ken greg josh mitch bernie marco rand ivo ivan igor " +
		"hans klaus jürgen wolfgang helmut gerhard uwe jens stefan andreas markus martin michel pierre jean-claude françois jacques louis antonio giovanni giuseppe marco luca mario carlos luis javier miguel pedro jorge diego mohammed muhammad ahmed ali hassan omar hiroshi kenji") {
		set[h] = man
	}
	return set
}()
