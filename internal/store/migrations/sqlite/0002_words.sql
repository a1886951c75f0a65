-- A full-text table finds nothing by its other columns: each note that was
-- written again, of one class, was looked for among the words of all. Now the
-- words lie in a table with a key, as in PostgreSQL, and the index beside it.
-- +goose Up
CREATE TABLE said (
  place INTEGER PRIMARY KEY,
  project TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, body TEXT NOT NULL,
  UNIQUE (project, kind, id)
) STRICT;
INSERT INTO said (project, kind, id, owner, body) SELECT project, kind, id, owner, body FROM words;
DROP TABLE words;
ALTER TABLE said RENAME TO words;

CREATE VIRTUAL TABLE found USING fts5 (body, content = 'words', content_rowid = 'place', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO found (found) VALUES ('rebuild');
-- What is deleted is gone from the index at once, not when it is merged.
INSERT INTO found (found, rank) VALUES ('secure-delete', 1);
-- +goose StatementBegin
CREATE TRIGGER words_found AFTER INSERT ON words BEGIN
  INSERT INTO found (rowid, body) VALUES (new.place, new.body);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER words_lost AFTER DELETE ON words BEGIN
  INSERT INTO found (found, rowid, body) VALUES ('delete', old.place, old.body);
END;
-- +goose StatementEnd
