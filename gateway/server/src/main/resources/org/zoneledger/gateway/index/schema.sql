-- Everything here is derived from the peer's blocks and can be thrown away. A change of this file makes the index anew.

-- The first block not indexed yet, the header hash of the one before it, and who signs it (common.Orderers).
CREATE TABLE checkpoint (
  id INTEGER PRIMARY KEY CHECK (id = 0), height INTEGER NOT NULL, hash TEXT NOT NULL, consenters BLOB NOT NULL);
INSERT INTO checkpoint VALUES (0, 0, '', x'');

-- The first appearance of a transaction id, within a block the valid one; others are flagged as duplicates by the peers and change
-- nothing.
CREATE TABLE ledger_transaction (
  tx_id TEXT PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL, code INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX ledger_transaction_refused ON ledger_transaction (block, position) WHERE code <> 0;

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
CREATE INDEX record_capture ON record (owner, block, position) WHERE key >= 'pagehead/' AND key < 'pagehead0';

-- Every version again, by what auditors ask for. actor is the digest of the person's certificate; withheld are the tiers (T2, T4) of what
-- the same transaction wrote into collections that no auditor's peer holds, with blanks between.
CREATE TABLE act (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
  type TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, msp TEXT NOT NULL, actor TEXT NOT NULL, basis TEXT NOT NULL,
  withheld TEXT NOT NULL);
CREATE INDEX act_subject ON act (subject, id);
CREATE INDEX act_actor ON act (actor, id);
CREATE INDEX act_msp ON act (msp, id);
CREATE INDEX act_msp_name ON act (msp, name, id);
CREATE INDEX act_name ON act (name, id);
CREATE INDEX act_type ON act (type, id);
CREATE INDEX act_at ON act (at, id);
CREATE INDEX act_basis ON act (basis, id);
CREATE INDEX act_withheld ON act (id) WHERE withheld <> '';
CREATE INDEX act_withheld_msp ON act (msp, withheld) WHERE withheld <> '';
CREATE INDEX act_withheld_type ON act (type, withheld) WHERE withheld <> '';
CREATE INDEX act_access ON act (at) WHERE type = 'access';

-- What has waited for an agency's word (domain.audit.DeadlineRules): whose, since which day, until which day, and the day on which it did
-- not wait for it any more (met), null while it does. Days in Beijing.
CREATE TABLE deadline (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL, since TEXT NOT NULL, due TEXT NOT NULL,
  source TEXT NOT NULL, met TEXT);
CREATE INDEX deadline_key ON deadline (key) WHERE met IS NULL;
CREATE INDEX deadline_due ON deadline (due) WHERE met IS NULL;
CREATE INDEX deadline_late ON deadline (due) WHERE met > due;

-- Restricted parts by the transaction that wrote them. body is null until the peer has the value, which must have this hash. subject
-- is the enterprise that a request, grant, access record, note or person is about. What was purged is gone: no key, no body, ever again.
CREATE TABLE restricted (
  collection TEXT NOT NULL, key_hash TEXT NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL, value_hash TEXT NOT NULL,
  key TEXT, body BLOB, subject TEXT, purged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (collection, key_hash, block, position)) WITHOUT ROWID;
CREATE INDEX restricted_missing ON restricted (block) WHERE body IS NULL AND purged = 0;
CREATE INDEX restricted_key ON restricted (key, block, position) WHERE key IS NOT NULL;
CREATE INDEX restricted_subject ON restricted (subject, key) WHERE subject IS NOT NULL;

-- Every EPC or class that an event names, by its finest key: a serial stands without its batch.
CREATE TABLE thing (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE);

-- Captures. The events of a page have the numbers from its id on, in their order.
CREATE TABLE page (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, record_time INTEGER NOT NULL);
CREATE INDEX page_record_time ON page (record_time, id);

-- What the ledger holds of each page, byte for byte: the log has its SHA-256.
CREATE TABLE page_value (page INTEGER PRIMARY KEY, value BLOB NOT NULL);

-- Public events of pages, and where each thing is named. Ids grow with the order of the ledger. step is what the event says about
-- custody (index.Custody), 0 for nothing.
CREATE TABLE event (id INTEGER PRIMARY KEY, page INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX event_time ON event (time, id);
CREATE TABLE event_epc (
  thing INTEGER NOT NULL, time INTEGER NOT NULL, event INTEGER NOT NULL, part TEXT NOT NULL, step INTEGER NOT NULL,
  PRIMARY KEY (thing, time, event, part)) WITHOUT ROWID;

-- Events by the first eight bytes of the SHA-256 of their body, and of their eventID. Such numbers fall anywhere: they stand in
-- generations of 32,768 events, so that new ones meet in few pages of the file, and a look asks every generation.
CREATE TABLE event_hash (
  generation INTEGER NOT NULL, hash INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (generation, hash, event)) WITHOUT ROWID;

-- The public values by which events are found. What an event says of one matter (index.EventAttributes) is a trait: its rows are few, an
-- event has one of a matter, and a value leads to all traits that it is part of.
CREATE TABLE trait (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE attribute (
  name TEXT NOT NULL, value TEXT NOT NULL, trait INTEGER NOT NULL, PRIMARY KEY (name, value, trait)) WITHOUT ROWID;
CREATE TABLE event_trait (
  trait INTEGER NOT NULL, time INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (trait, time, event)) WITHOUT ROWID;

-- Events that their own sender has declared wrong, by the first event that does, and since when they do not count: since that one, or
-- never (0) those with an error declaration themselves. Declarations stand by sender and eventID too, since they may come before what they are about.
CREATE TABLE erroneous (event INTEGER PRIMARY KEY, declared INTEGER NOT NULL, since INTEGER NOT NULL);
CREATE TABLE declaration (
  sender TEXT NOT NULL, event_id TEXT NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (sender, event_id, event)) WITHOUT ROWID;

-- The last event of each block that has some: what was known at a height.
CREATE TABLE event_block (block INTEGER PRIMARY KEY, last INTEGER NOT NULL);

-- A child in its parent, from its packing until the first unpacking after it (child 0: everything was taken out), which ended it.
-- Times are milliseconds; one that is still packed stays until the largest integer.
CREATE TABLE stay (
  child INTEGER NOT NULL, since INTEGER NOT NULL, parent INTEGER NOT NULL, event INTEGER NOT NULL,
  until INTEGER NOT NULL, ended INTEGER NOT NULL,
  PRIMARY KEY (child, since, parent, event)) WITHOUT ROWID;
CREATE INDEX stay_parent ON stay (parent, since, child, event, until, ended);
CREATE TABLE unpacking (
  parent INTEGER NOT NULL, child INTEGER NOT NULL, time INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (parent, child, time, event)) WITHOUT ROWID;

-- What went into a process (output 0) and what came out of it (1): one transformation, or all with one transformationID and sender.
CREATE TABLE process (name TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE process_part (
  thing INTEGER NOT NULL, output INTEGER NOT NULL, time INTEGER NOT NULL, process INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (thing, output, time, process, event)) WITHOUT ROWID;
CREATE INDEX process_part_process ON process_part (process, output, time, thing, event);

-- The batch that an item was made in, by the event that says so.
CREATE TABLE member (
  batch INTEGER NOT NULL, time INTEGER NOT NULL, item INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (batch, time, item, event)) WITHOUT ROWID;
CREATE INDEX member_item ON member (item, time, batch, event);

-- The log over every write of every valid transaction, in the order of the ledger: canonical JSON of each (domain.log.LogEntry), and the
-- hashes of its tree in tiles of 256 (C2SP tlog-tiles); only the last tile of a level is shorter. key is that of public state.
CREATE TABLE log_entry (id INTEGER PRIMARY KEY, key TEXT, block INTEGER NOT NULL, entry BLOB NOT NULL);
CREATE INDEX log_entry_key ON log_entry (key, id) WHERE key IS NOT NULL;
CREATE TABLE log_tile (
  level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, number)) WITHOUT ROWID;

-- The map of the newest entry of each key of public state (domain.merkle.MapTiles) as it is after the last block, and its root by the
-- size of the log after each block.
CREATE TABLE map_tile (prefix TEXT PRIMARY KEY, slots BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE map_root (size INTEGER PRIMARY KEY, root BLOB NOT NULL);
