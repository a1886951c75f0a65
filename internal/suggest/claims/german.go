package claims

var german = table{nouns: true, words: [][2]string{
	{"quantity", "million, millionen, milliarde, milliarden, billionen, tausend, tausende, hundert, hunderte, hunderttausend, dutzend, dutzende, hälfte, drittel, ein drittel, viertel der, ein viertel, fünftel, zehntel, doppelt so, dreimal, viermal, fünfmal, zehnmal, " +
		"elf, zwölf, dreizehn, vierzehn, fünfzehn, sechzehn, siebzehn, achtzehn, neunzehn, zwanzig, dreißig, vierzig, fünfzig, sechzig, siebzig, achtzig, neunzig"},
	{"few", "zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, mehrere"},
	{"unit", "prozent, prozentpunkte, kronen, euro, dollar, franken, cent, menschen, personen, einwohner, fahrgäste, patienten, kinder, schüler, arbeiter, stellen, fälle, tote, männer, frauen, familien, wohnungen, häuser, fahrzeuge, autos, schiffe, tonnen, kilogramm, kilo, liter, kilometer, meter, hektar, " +
		"megawatt, grad, punkte, stimmen, sitze, jahre, jahren, monate, monaten, wochen, tage, tagen, mal"},
	{"year", "vergangenes jahr, vergangenen jahr, letztes jahr, letzten jahr, vorjahr, seit jahren, seit jahrzehnten, vor jahren, jahrelang, seither, im vergangenen, im letzten"},
	{"day", "montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag, gestern, heute, morgen, januar, februar, märz, april, mai, juni, juli, august, september, oktober, november, dezember, uhr"},
	{"label", "raum, zimmer, seite, kapitel, linie, nummer, nr, bus, gleis, artikel, paragraf, absatz, hausnummer, stock"},
	{"compares", "als im, als in, als der, als die, als das, als ein, als eine, als vor, als noch, weniger als, mehr als, weniger, mehr, höher, niedriger, größer, kleiner, länger, kürzer, älter, jünger, billiger, teurer, schneller, langsamer, reicher, ärmer, sicherer, schlechter, verglichen mit, im vergleich, " +
		"so viel wie, so viele wie, durchschnitt, durchschnittlich, mehrheit, minderheit, die meisten, mindestens, höchstens, übersteigt, übertrifft, ebenso viele"},
	{"record", "erste, erster, ersten, erstmals, zum ersten mal, größte, größten, größter, kleinste, höchste, höchsten, niedrigste, längste, kürzeste, älteste, ältesten, jüngste, reichste, ärmste, schnellste, einzige, einziger, einzigen, rekord, seit beginn der messungen, noch nie, nie zuvor, niemals zuvor, in folge, beispiellos"},
	{"causes", "wegen, weil, aufgrund, auf grund, infolge, führt zu, führt bei, führte zu, führten zu, führen zu, verursacht, verursachte, verursachten, verursachen, bewirkt, auslösen, löste, ausgelöst, dadurch, deshalb, daher, sorgt für, sorgte für, verhindert, verhinderte, dank, schuld, folge von, trägt dazu bei, lässt, senkt, steigert, macht"},
	{"rules", "gesetz, gesetze, gesetzes, verordnung, vorschrift, vorschriften, regel, regeln, verbietet, verboten, verbot, illegal, legal, rechtswidrig, unzulässig, erlaubt, zulässig, verpflichtet, vorgeschrieben, pflicht, anspruch auf, befreit, verfassung, vertrag, gericht, urteil, urteilte, richter, verurteilt, " +
		"angeklagt, klage, bußgeld, ungültig, steuer, steuern, abgabe, zoll, zölle, muss jeder, darf nicht, dürfen nicht, darf niemand"},
	{"changes", "gestiegen, stieg, stiegen, steigt, steigen, sinkt, sinken, gewachsen, wuchs, wächst, erhöht, erhöhte, verdoppelt, verdoppelte, verdreifacht, halbiert, halbierte, gekürzt, gesenkt, zugenommen, abgenommen, verbessert, verschlechtert, zurückgegangen, schrumpfte, geschrumpft, nicht mehr"},
	{"stands", "stimmte für, stimmte gegen, stimmte, stimmten, gestimmt, unterstützt, unterstützte, befürwortet, lehnt, lehnte, lehnten, abgelehnt, versprach, versprochen, zugesagt, spricht sich, sprach sich, bestreitet, bestritt, weigert, weigerte, enthielt"},
	{"happens", "gesunken, sank, sanken, gefallen, fiel, fielen, eröffnet, gebaut, erbaut, gegründet, geschlossen, getötet, verletzt, starb, starben, gestorben, zerstört, zerstörte, beschädigt, festgenommen, verhaftet, gewählt, ernannt, entlassen, trat zurück, unterzeichnet, beschlossen, beschloss, entschied, genehmigt, veröffentlicht, gewarnt, warnte, eingestürzt, verbrannt, " +
		"gibt, ausgegeben, zahlt, zahlte, gezahlt, verdient, verdienen, besitzt, gehört, verkauft, gekauft, kostet, kostete, kosteten, gekostet, befördert, enthält, beschäftigt, produziert, liefert, verbraucht, nutzt, gewann, verlor, erhielt, entdeckt, gefunden, verschmutzt, geprüft, dauerte, eingeführt, abgeschafft, gestohlen, fehlen, fehlt, hat, haben"},
	{"universal", "jede, jeder, jedes, jeden, alle, allen, keine, keiner, kein, keinen, niemand, sämtliche, weder"},
	{"habit", "nie, niemals, immer"},
	{"authority", "studie, studien, umfrage, bericht, gutachten, forscher, wissenschaftler, statistik, zahlen, daten, staatsanwaltschaft, ermittler, prüfer, laut, zufolge, experten, polizei"},
	{"says", "sagte, sagt, sagten, erklärte, schrieb, behauptet, behauptete, betonte, teilte, fügte, berichtete, bestätigte, zeigt, zeigen, heißt es"},
	{"opinion", "ich finde, ich glaube, ich meine, meiner meinung, meines erachtens, unserer meinung, schöner, schön, schöne, schönen, hässlich, hässliche, wunderbar, furchtbar, furchtbares, furchtbare, schrecklich, schreckliche, schande, schämen, peinlich, nett, toll, großartig, dumm, lächerlich, langweilig, traurig, leider, hoffentlich, gerecht, ungerecht, " +
		"herrlich, entzückend, freundlich, grausam, stolz, froh, besser, beste, sollte, sollten, was für ein, was für eine, ehrlich gesagt"},
	{"wish", "ich hoffe, wir hoffen, ich wünsche, wir wünschen, lasst uns, lassen sie uns, bitte, ich möchte, wir möchten, wir müssen, möge, mögen, es lebe, wenn doch, kommen sie"},
	{"greeting", "guten morgen, guten abend, guten tag, gute nacht, herzlich willkommen, willkommen, vielen dank, danke, hallo, liebe, lieber, glückwunsch, auf wiedersehen, sehr geehrte"},
	{"hedge", "vielleicht, scheint, scheinen, womöglich, möglicherweise, könnte, könnten, würde, würden, wohl, vermutlich, wahrscheinlich, irgendwie"},
	{"future", "wird, werden, will, plant"},
	{"personal", "ich, mein, meine, meiner, mich, mir, wir, unser, unsere, du, ihr"},
	{"contrast", "aber, doch, während, obwohl, sondern"},
}, endings: [][2]string{
	{"rules", "gesetz gesetze verordnung vorschrift steuer urteil gericht verbot"},
	{"quantity", "tausend hundert undzwanzig unddreißig undvierzig undfünfzig undsechzig undsiebzig undachtzig undneunzig"},
}}
