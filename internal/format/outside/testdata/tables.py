"""Reads tables and JSON lines with Python's own readers, and counts the spans
whose offsets find their words. Python counts code points."""
import csv, json, sys

right = wrong = 0
for kind, name, words in (line.split("|") for line in sys.argv[1:]):
    text = open(words, encoding="utf-8", newline="").read() if words else ""
    if kind == "csv":
        with open(name, encoding="utf-8-sig", newline="") as f:
            for r in csv.DictReader(f):
                good = text[int(r["start"]):int(r["end"])] in (r["exact"], r["exact"][1:])
                right, wrong = right + good, wrong + (not good)
    elif kind == "tsv":
        lines = open(name, encoding="utf-8", newline="").read().split("\n")[:-1]
        head = lines[0].split("\t")
        for line in lines[1:]:
            r = dict(zip(head, line.split("\t")))
            exact = r["exact"].encode("utf-8").replace(b"\\\\", b"\0").replace(b"\\t", b"\t").replace(b"\\n", b"\n").replace(b"\0", b"\\").decode("utf-8")
            good = len(line.split("\t")) == len(head) and text[int(r["start"]):int(r["end"])] in (exact, exact[1:])
            right, wrong = right + good, wrong + (not good)
    else:
        for line in open(name, encoding="utf-8", newline=""):
            d = json.loads(line)
            for s in d["spans"]:
                good = d["text"][s["start"]:s["end"]].strip() != "" and (kind != "prodigy" or d["tokens"][s["token_start"]]["start"] == s["start"])
                right, wrong = right + good, wrong + (not good)
print(right, wrong)
