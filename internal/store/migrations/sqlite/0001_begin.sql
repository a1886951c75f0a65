-- +goose Up
CREATE TABLE house (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE clock (project TEXT PRIMARY KEY, now INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  project TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  owner TEXT NOT NULL, clock INTEGER NOT NULL, body BLOB,
  PRIMARY KEY (project, kind, id)
) STRICT;
CREATE INDEX record_clock ON record (project, clock);
CREATE INDEX record_owner ON record (project, owner) WHERE owner <> '';

CREATE TABLE operation (
  project TEXT NOT NULL, layer TEXT NOT NULL, seq INTEGER NOT NULL,
  id TEXT NOT NULL, owner TEXT NOT NULL, clock INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (project, layer, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operation_id ON operation (project, layer, id);
CREATE INDEX operation_clock ON operation (project, clock);

CREATE TABLE handle (
  hash BLOB PRIMARY KEY, project TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  owner TEXT NOT NULL, expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX handle_project ON handle (project, owner);

CREATE VIRTUAL TABLE words USING fts5 (project UNINDEXED, kind UNINDEXED, id UNINDEXED, owner UNINDEXED, body, tokenize = 'unicode61 remove_diacritics 2');
