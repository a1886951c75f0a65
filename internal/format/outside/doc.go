// Package outside holds the tests in which programs that we did not write read
// what Quoth writes: DuckDB, a JSON-LD processor, a JSON Schema validator,
// OpenNLP's reader of brat's standoff, NLTK's of CoNLL, libxml2 and Python's
// own readers of tables. The programs come from Debian and npm; a test fails
// where one is missing, with the line that installs it.
package outside
