-- Everything here is derived from the peer's blocks and can be thrown away. A change of this file makes the index anew.

-- The first block not indexed yet, and the header hash of the one before it.
CREATE TABLE checkpoint (id INTEGER PRIMARY KEY CHECK (id = 0), height INTEGER NOT NULL, hash TEXT NOT NULL);
INSERT INTO checkpoint VALUES (0, 0, '');

-- The first appearance of a transaction id; a second one is flagged as a duplicate by the peers and changes nothing.
CREATE TABLE ledger_transaction (
  tx_id TEXT PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL, code INTEGER NOT NULL) WITHOUT ROWID;

-- Every value a record has had. document_id and document are the sender's id and digest of the document that made the version.
CREATE TABLE record_version (
  key TEXT NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL,
  document_id TEXT NOT NULL, document TEXT NOT NULL, deleted INTEGER NOT NULL,
  tx_id TEXT NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL,
  msp TEXT NOT NULL, role TEXT NOT NULL, uscc TEXT NOT NULL, certificate TEXT NOT NULL, endorsers TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (key, block, position)) WITHOUT ROWID;
CREATE INDEX record_version_document ON record_version (key, document_id);
CREATE INDEX record_version_place ON record_version (block, position, key);

-- What stands now: the version with the highest block and position.
CREATE TABLE record (
  key TEXT PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL, owner TEXT NOT NULL,
  body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX record_owner ON record (owner, key);

-- Restricted parts by the transaction that wrote them. body is null until the peer has the value, which must have this hash. subject
-- is the enterprise that a request, grant, access record, note or person is about. What was purged is gone: no key, no body, ever again.
CREATE TABLE restricted (
  collection TEXT NOT NULL, key_hash TEXT NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL, value_hash TEXT NOT NULL,
  key TEXT, body BLOB, subject TEXT, purged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (collection, key_hash, block, position)) WITHOUT ROWID;
CREATE INDEX restricted_missing ON restricted (block) WHERE body IS NULL AND purged = 0;
CREATE INDEX restricted_key ON restricted (key, block, position) WHERE key IS NOT NULL;
CREATE INDEX restricted_subject ON restricted (subject, key) WHERE subject IS NOT NULL;

-- Public events of pages, and where each EPC or class is named.
CREATE TABLE event (
  id INTEGER PRIMARY KEY, page TEXT NOT NULL, position INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL,
  UNIQUE (page, position));
CREATE TABLE event_epc (
  epc TEXT NOT NULL, time INTEGER NOT NULL, event INTEGER NOT NULL, part TEXT NOT NULL,
  PRIMARY KEY (epc, time, event, part)) WITHOUT ROWID;
