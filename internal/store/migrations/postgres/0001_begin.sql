-- +goose Up
CREATE TABLE house (name text PRIMARY KEY, value text NOT NULL);

CREATE TABLE clock (project text PRIMARY KEY, now bigint NOT NULL);

CREATE TABLE record (
  project text NOT NULL, kind text NOT NULL, id text NOT NULL,
  owner text NOT NULL, clock bigint NOT NULL, body bytea,
  PRIMARY KEY (project, kind, id)
);
CREATE INDEX record_clock ON record (project, clock);
CREATE INDEX record_owner ON record (project, owner) WHERE owner <> '';

CREATE TABLE operation (
  project text NOT NULL, layer text NOT NULL, seq bigint NOT NULL,
  id text NOT NULL, owner text NOT NULL, clock bigint NOT NULL, at bigint NOT NULL, body bytea NOT NULL,
  PRIMARY KEY (project, layer, seq)
);
CREATE UNIQUE INDEX operation_id ON operation (project, layer, id);
CREATE INDEX operation_clock ON operation (project, clock);

CREATE TABLE handle (
  hash bytea PRIMARY KEY, project text NOT NULL, kind text NOT NULL, id text NOT NULL,
  owner text NOT NULL, expires bigint NOT NULL
);
CREATE INDEX handle_project ON handle (project, owner);

CREATE TABLE words (
  project text NOT NULL, kind text NOT NULL, id text NOT NULL, owner text NOT NULL, body text NOT NULL,
  found tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED,
  PRIMARY KEY (project, kind, id)
);
CREATE INDEX words_found ON words USING gin (found);
