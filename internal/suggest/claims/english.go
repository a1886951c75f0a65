package claims

var tables = map[string]table{"en": english, "de": german}

var english = table{words: [][2]string{
	{"quantity", "million, millions, billion, billions, trillion, thousand, thousands, hundred, hundreds, dozen, dozens, half, a third, two thirds, third of, quarter of, a quarter, three quarters, a fifth, a tenth, " +
		"twice, three times, four times, five times, ten times, double the, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, " +
		"one in two, one in three, one in four, one in five, one in six, one in seven, one in eight, one in nine, one in ten, out of ten, out of three, out of four, out of five"},
	{"few", "two, three, four, five, six, seven, eight, nine, ten, several, few"},
	{"unit", "per cent, percent, percentage, crowns, dollars, dollar, euros, euro, pounds, cents, people, persons, residents, passengers, patients, children, students, workers, jobs, deaths, cases, men, women, families, homes, houses, vehicles, cars, ships, boats, " +
		"tonnes, tons, kilograms, kilos, litres, liters, gallons, barrels, miles, mile, kilometres, kilometers, metres, meters, millimetres, feet, acres, hectares, megawatts, degrees, points, votes, seats, years, months, weeks, days, times, percentage points"},
	{"year", "last year, last summer, last winter, last spring, last autumn, last month, last week, a year ago, years ago, months ago, decades ago, in decades, in years, ever since, since then, previous year, this year"},
	{"day", "monday, tuesday, wednesday, thursday, friday, saturday, sunday, yesterday, today, tomorrow, january, february, march, april, may, half past, june, july, august, september, october, november, december, pm, am, o'clock, noon, midnight"},
	{"label", "room, page, pages, chapter, bus, bus number, number, no, route, platform, gate, flat, floor, flight, highway, line, section, article, paragraph"},
	{"compares", "than, fewer, less than, more than, greater, higher, lower, larger, smaller, bigger, longer, shorter, older, younger, cheaper, faster, slower, richer, poorer, safer, worse, compared with, compared to, in comparison, as much as, as many as, as much, as many, " +
		"below the, above the, below average, above average, average, outnumber, outnumbers, outnumbered, exceeds, exceed, exceeded, unlike, majority, minority, most of, at least, at most, nearly all, almost all, same as, equal to"},
	{"record", "first, the last, on record, record high, record low, largest, biggest, smallest, highest, lowest, longest, shortest, oldest, youngest, richest, poorest, fastest, slowest, wettest, driest, hottest, coldest, deadliest, busiest, cheapest, " +
		"the only, the most, the fewest, the least, unprecedented, never before, never been, in history, in the country, in the world, in a row, consecutive"},
	{"causes", "because of, because, caused, causes, causing, cause, due to, owing to, led to, leads to, lead to, leading to, as a result, resulted in, results in, resulting in, triggers, triggered, contributes to, contributed to, prevents, prevented, prevent, " +
		"thanks to, makes, made it possible, drives up, drove up, driven by, brought about, responsible for, blamed for, linked to, reduces the, increases the, protects against, allows, enabled, thereby, so that, therefore, consequently"},
	{"rules", "law, laws, act, statute, regulation, regulations, rule, rules, bans, banned, ban, forbids, forbidden, prohibits, prohibited, illegal, legal, lawful, unlawful, requires, required to, required by, obliged, mandatory, compulsory, permitted, entitled to, exempt, constitution, constitutional, unconstitutional, " +
		"treaty, court, ruled, ruling, judge, verdict, sentence, sentenced, convicted, prosecuted, fined, sued, void, licence, license, tax, taxes, taxed, levy, tariff, tariffs, must not, may not, has the right, have the right, subject to"},
	{"changes", "risen, rises, rising, fallen, grew, grown, grows, increased, increases, increase, decreased, decreases, decrease, declined, declines, doubled, tripled, halved, shrank, shrunk, soared, plunged, " +
		"surged, expanded, improved, worsened, by half, halved, no longer"},
	{"stands", "voted for, voted against, voted, votes for, votes against, supports, supported, opposes, opposed, backed, backs, endorsed, endorses, promised to, has promised, promised, pledged, pledges, vowed, in favour of, in favor of, vetoed, abstained, rejects, rejected, denied, denies, refused to, campaigned"},
	{"happens", "rose, rise, fell, falls, dropped, drops, cut, cuts, raised, lowered, climbed, gained, spread, became, was opened, was built, was founded, was closed, opened, built, founded, closed, killed, injured, wounded, died, destroyed, damaged, arrested, charged, elected, appointed, dismissed, resigned, signed, approved, decided, passed, published, warned, collapsed, sank, sunk, burned, " +
		"spent, spends, spend, paid, pays, earns, earn, earned, owns, owned, sold, bought, costs, cost, carries, contains, employs, employed, produces, produced, supplies, consumes, uses, exports, imports, won, lost, received, hired, fired, invaded, attacked, found, discovered, began, ended, happened, " +
		"knew of, skipped, leaked, polluted, contaminated, inspected, funded, public money, expected to cost, lasted, has closed, have closed, introduced, abolished, crash, crashed, exploded, stolen"},
	{"universal", "every, all the, all of, none, none of, no one, nobody, neither, not one, not a single, no, each"},
	{"habit", "never, always, any"},
	{"authority", "study, studies, survey, poll, report, auditors, researchers, scientists, statistics, figures, data, census, prosecutors, inspectors, investigators, according to, evidence, experts, police, officials, inspection"},
	{"says", "declined to, said, says, say, told, wrote, stated, states, claimed, claims, argued, added, insisted, announced, explained, confirmed, shows, showed"},
	{"opinion", "i think, i believe, i feel, in my view, in my opinion, in our view, to my mind, it seems to me, frankly, honestly, beautiful, ugly, ugliest, lovely, wonderful, terrible, horrible, dreadful, awful, disgrace, disgraceful, shame, shameful, ashamed, nice, great, fantastic, brilliant, stupid, foolish, silly, boring, " +
		"sad, sadly, unfortunately, hopefully, fair, unfair, ridiculous, marvellous, delightful, charming, pleasant, kind, cruel, pathetic, magnificent, splendid, glad, sorry, proud, happy, better, best, should, ought, ought to, what a, what an, beauty, feels like"},
	{"wish", "i hope, we hope, i wish, we wish, if only, let us, let's, please, would rather, i would like, we would like, we must, may the, may you, long live, must never, god bless, come and, let me"},
	{"greeting", "good morning, good evening, good afternoon, good night, thank you, thanks for, hello, welcome to, welcome back, dear, congratulations, goodbye, farewell, cheers, ladies and gentlemen, forgive me"},
	{"hedge", "perhaps, maybe, seems, seem, seemed, appears, possibly, might, could, would, probably, somehow"},
	{"future", "will, going to, shall, won't, plans to, intends to, expected to"},
	{"personal", "i, my, me, i'm, i've, we, our, you, your, grew up, grown up"},
	{"contrast", "but, while, whereas, although, though, yet"},
}}
