-- The catalog: what map found, for render and for questions.
-- Derived data: another schema version means "map again".

-- attack_title and so on are in domain; here: schema, inputs, title, sample,
-- resolve, lifecycle, scope, generator.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One ATT&CK domain of one version, and the bytes it was read from.
CREATE TABLE domain (
  id TEXT PRIMARY KEY,            -- enterprise
  name TEXT NOT NULL,             -- Enterprise ATT&CK
  version TEXT NOT NULL,          -- 18.1
  modified TEXT,                  -- of the collection
  homepage TEXT, licence TEXT, credit TEXT,
  url TEXT,                       -- NULL: a local file
  sha256 TEXT NOT NULL,
  accessed TEXT                   -- UTC day, NULL: a local file
) STRICT, WITHOUT ROWID;

CREATE TABLE tactic (
  domain TEXT NOT NULL,
  ord INTEGER NOT NULL,           -- column of the matrix, from 0
  id TEXT NOT NULL,               -- TA0001
  shortname TEXT NOT NULL,        -- initial-access
  name TEXT NOT NULL,
  url TEXT,
  description TEXT NOT NULL,
  PRIMARY KEY (domain, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE technique (
  pk INTEGER PRIMARY KEY,
  domain TEXT NOT NULL,
  id TEXT NOT NULL,               -- T1587.003
  stix TEXT NOT NULL,             -- attack-pattern--...
  name TEXT NOT NULL,
  description TEXT NOT NULL,      -- Markdown with <code> and (Citation: X), verbatim
  url TEXT NOT NULL,
  parent INTEGER,                 -- of a sub-technique
  sub INTEGER NOT NULL,           -- 1: a sub-technique
  state TEXT NOT NULL,            -- active, revoked, deprecated
  successor INTEGER,              -- of a revoked one: the end of its chain
  scoped INTEGER NOT NULL,        -- 1: active and in scope, counts in denominators
  reason TEXT,                    -- why it is out of scope
  UNIQUE (domain, stix)
) STRICT;
CREATE INDEX technique_id ON technique (id);
CREATE INDEX technique_parent ON technique (parent);
CREATE INDEX technique_successor ON technique (successor);

-- In the order of the technique's own kill-chain phases.
CREATE TABLE technique_tactic (
  technique INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  shortname TEXT NOT NULL,
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE technique_platform (
  technique INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

-- What a description cites.
CREATE TABLE reference (
  technique INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  url TEXT,
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  ord INTEGER PRIMARY KEY,        -- by id
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,             -- policy, detection, test
  domain TEXT NOT NULL,
  own INTEGER NOT NULL,           -- 1: the organisation's own
  homepage TEXT, licence TEXT, credit TEXT,
  url TEXT,                       -- NULL: local
  revision TEXT,                  -- commit
  sha256 TEXT,
  accessed TEXT,
  documents INTEGER NOT NULL,     -- files read
  compass_title TEXT, compass_url TEXT, compass_tree TEXT, compass_blob TEXT,
  compass_folder TEXT,
  compass_list TEXT NOT NULL,     -- files, names or links
  compass_file TEXT
) STRICT;

CREATE TABLE control (
  pk INTEGER PRIMARY KEY,         -- in reading order: source, path, place
  source INTEGER NOT NULL,        -- source.ord
  id TEXT,                        -- the source's own
  title TEXT NOT NULL,
  description TEXT,
  path TEXT,                      -- in the repository
  line INTEGER,                   -- in the file
  url TEXT,
  lifecycle TEXT NOT NULL,
  type TEXT NOT NULL,
  level TEXT, status TEXT, author TEXT, date TEXT, modified TEXT,
  evidence INTEGER NOT NULL,      -- 0 to 5
  catch_all INTEGER NOT NULL,
  counts INTEGER NOT NULL         -- 1: its mappings count
) STRICT;
CREATE INDEX control_source ON control (source);

CREATE TABLE control_platform (
  control INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (control, ord)
) STRICT, WITHOUT ROWID;

-- A row for each distinct id that a control names.
CREATE TABLE mapping (
  control INTEGER NOT NULL,
  tagged TEXT NOT NULL,           -- as the control names it, normalised
  technique INTEGER,              -- where it counts, or would: NULL: nowhere
  outcome TEXT NOT NULL,          -- exact, remapped, retired, deprecated, unknown, malformed
  merged INTEGER NOT NULL,        -- 1: the control counts there by another id already
  counted INTEGER NOT NULL,       -- 1: adds one to the technique's count; without
                                  -- one (resolve: exact, unknown), to its source's
  note TEXT,                      -- what the source says of this very pair
  PRIMARY KEY (control, tagged)
) STRICT, WITHOUT ROWID;
CREATE INDEX mapping_technique ON mapping (technique, control);

-- Everything that map warned about.
CREATE TABLE finding (
  pk INTEGER PRIMARY KEY,
  source TEXT NOT NULL,           -- id, or "attack"
  path TEXT,
  line INTEGER,
  what TEXT NOT NULL,             -- kind: broken-document, unknown-id, ...
  why TEXT NOT NULL
) STRICT;
CREATE INDEX finding_source ON finding (source);
