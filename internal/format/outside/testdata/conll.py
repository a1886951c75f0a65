"""Reads CoNLL with NLTK, and prints the chunks as JSON."""
import json, sys
from nltk.chunk.util import conlltags2tree
from nltk.corpus.reader import ConllCorpusReader

folder, name = sys.argv[1:]
reader = ConllCorpusReader(folder, [name], columntypes=("words", "chunk"), separator="\t")
chunks = []
for sentence in reader._grids():
    rows = [(row[0], "X", row[1]) for row in sentence if row[0] != "-DOCSTART-"]
    for node in conlltags2tree(rows, strict=True):
        if hasattr(node, "label"):
            chunks.append([node.label(), " ".join(w for w, _ in node.leaves())])
print(json.dumps(chunks))
