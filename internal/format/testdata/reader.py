import json, sys

doc = json.load(open(sys.argv[1], encoding="utf-8"))
text, right = doc["article"]["text"], 0
for layer in doc["layers"]:
    for a in layer["annotations"]:
        for s in a["spans"]:
            assert text[s["start"]:s["end"]] == s["exact"], a["id"]
            right += 1
print(right, "spans right")
