-- The catalog: what map found, for render and for questions.
-- Derived data: another schema version means "map again". Whoever changes this
-- text raises CATALOG_SCHEMA (include/catalog/catalog.h).
--
-- What is promised of a column stands with it: a catalog is opened only where
-- its schema is this text, every CHECK holds and every REFERENCES leads to a row
-- (src/catalog/verify.c, which also has what no column can say). Of a list of words
-- each stands alone (a = 'x' OR a = 'y'): for an IN of more than two SQLite makes a
-- table at each row that it checks, which takes longer than all else.

-- attack_title and so on are in domain; here: schema, inputs, title, sample,
-- resolve, lifecycle, valid_for (days), counts (the least that counts as yours,
-- in words, where anything is asked for), settings (in words, where they are not
-- the usual ones), scope, generator, config_sha256 (of sextant.yaml), weights (those
-- that sextant.yaml sets: "groups 3, kev 2.5") and sectors (a line each) of priority,
-- logs (told, where sextant.yaml says what is collected).
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One domain of ATT&CK, or the matrix of another framework, of one version, and the bytes it was read from.
CREATE TABLE domain (
  ord INTEGER NOT NULL UNIQUE,    -- enterprise, mobile, ics, another: from 0
  id TEXT PRIMARY KEY             -- of another framework: f3
    CHECK (id <> '' AND id NOT GLOB '*[^a-z0-9-]*'),
  name TEXT NOT NULL,             -- Enterprise ATT&CK
  version TEXT NOT NULL,          -- 18.1
  modified TEXT,                  -- of the collection
  homepage TEXT, licence TEXT, credit TEXT,
  url TEXT,                       -- NULL: a local file
  sha256 TEXT NOT NULL,
  accessed TEXT,                  -- UTC day, NULL: a local file
  newer_version TEXT,             -- of the bundle ahead of it, if there is one
  newer_sha256 TEXT,              -- its bytes
  scope TEXT,                     -- what bounds its denominators, NULL: nothing
  platforms TEXT,                 -- of the scope, a line each, NULL: all
  layer TEXT                      -- what layers of the Navigator call another
                                  -- framework's; NULL: enterprise-attack
) STRICT, WITHOUT ROWID;

CREATE TABLE tactic (
  pk INTEGER PRIMARY KEY,         -- by domain and column, from 1
  domain TEXT NOT NULL REFERENCES domain,
  ord INTEGER NOT NULL,           -- column of the matrix, from 0
  id TEXT NOT NULL,               -- TA0001
  shortname TEXT NOT NULL,        -- initial-access
  name TEXT NOT NULL,
  url TEXT,
  description TEXT NOT NULL,
  UNIQUE (domain, ord)
) STRICT;

CREATE TABLE technique (
  pk INTEGER PRIMARY KEY,         -- by domain and id, from 1
  domain TEXT NOT NULL REFERENCES domain,
  id TEXT NOT NULL,               -- T1587.003
  stix TEXT NOT NULL,             -- attack-pattern--...
  name TEXT NOT NULL,
  description TEXT NOT NULL,      -- Markdown with <code> and (Citation: X), verbatim
  url TEXT NOT NULL,
  parent INTEGER REFERENCES technique, -- of a sub-technique
  sub INTEGER NOT NULL CHECK (sub IN (0, 1)), -- 1: a sub-technique
  state TEXT NOT NULL CHECK (state = 'active' OR state = 'revoked'
    OR state = 'deprecated'),
  successor INTEGER REFERENCES technique, -- of a revoked one: the end of its chain
  scoped INTEGER NOT NULL         -- 1: active and in scope, counts in denominators
    CHECK (scoped = 0 OR scoped = 1 AND state = 'active'),
  reason TEXT,                    -- why it is out of scope
  owner TEXT, until TEXT,         -- of an exception: who accepts it, and its last day
  page INTEGER NOT NULL CHECK (page IN (0, 1)), -- 1: the one that its id stands for
  moved_version TEXT,             -- the newer version that retired it
  moved_id TEXT, moved_name TEXT, -- its successor there
  UNIQUE (domain, stix)
) STRICT;
CREATE INDEX technique_id ON technique (id);
CREATE INDEX technique_parent ON technique (parent);
CREATE INDEX technique_successor ON technique (successor);

-- In the order of the technique's own kill-chain phases.
CREATE TABLE technique_tactic (
  technique INTEGER NOT NULL REFERENCES technique,
  ord INTEGER NOT NULL,
  shortname TEXT NOT NULL,
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE technique_platform (
  technique INTEGER NOT NULL REFERENCES technique,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

-- What a description cites.
CREATE TABLE reference (
  technique INTEGER NOT NULL REFERENCES technique,
  ord INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  url TEXT,
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

-- Those who use techniques, as ATT&CK knows them; only active ones.
CREATE TABLE actor (
  pk INTEGER PRIMARY KEY,         -- by domain and id, from 1
  domain TEXT NOT NULL REFERENCES domain,
  id TEXT NOT NULL,               -- G0016, S0002, C0024
  kind TEXT NOT NULL CHECK (kind = 'group' OR kind = 'campaign' OR kind = 'software'),
  name TEXT NOT NULL,
  description TEXT,
  url TEXT
) STRICT;
CREATE INDEX actor_id ON actor (id);

CREATE TABLE actor_alias (
  actor INTEGER NOT NULL REFERENCES actor,
  ord INTEGER NOT NULL,
  alias TEXT NOT NULL,            -- without its own name
  PRIMARY KEY (actor, ord)
) STRICT, WITHOUT ROWID;

-- A revoked actor, which the actor is now.
CREATE TABLE actor_former (
  actor INTEGER NOT NULL REFERENCES actor,
  ord INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (actor, ord)
) STRICT, WITHOUT ROWID;

-- An actor uses a technique: where that is counted, so each pair once.
CREATE TABLE uses (
  actor INTEGER NOT NULL REFERENCES actor,
  technique INTEGER NOT NULL REFERENCES technique,
  PRIMARY KEY (actor, technique)
) STRICT, WITHOUT ROWID;
CREATE INDEX uses_technique ON uses (technique, actor);

-- A group or campaign uses software; a campaign is attributed to a group.
CREATE TABLE actor_link (
  actor INTEGER NOT NULL REFERENCES actor,
  kind TEXT NOT NULL CHECK (kind IN ('uses', 'attributed-to')),
  other INTEGER NOT NULL REFERENCES actor,
  PRIMARY KEY (actor, kind, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_link_other ON actor_link (other, kind, actor);

-- How MITRE would detect a technique: from ATT&CK 18 on by strategies, each with
-- analytics, which read log sources; before it by data sources.
CREATE TABLE strategy (
  pk INTEGER PRIMARY KEY,         -- by domain and id, from 1
  domain TEXT NOT NULL REFERENCES domain,
  id TEXT NOT NULL,               -- DET0001
  name TEXT NOT NULL,
  url TEXT
) STRICT;

CREATE TABLE detects (
  strategy INTEGER NOT NULL REFERENCES strategy,
  technique INTEGER NOT NULL REFERENCES technique, -- where it is counted
  PRIMARY KEY (strategy, technique)
) STRICT, WITHOUT ROWID;
CREATE INDEX detects_technique ON detects (technique, strategy);

CREATE TABLE analytic (
  pk INTEGER PRIMARY KEY,
  domain TEXT NOT NULL REFERENCES domain,
  id TEXT NOT NULL,               -- AN0001
  name TEXT NOT NULL,
  description TEXT,
  url TEXT
) STRICT;
CREATE INDEX analytic_id ON analytic (id);

CREATE TABLE strategy_analytic (
  strategy INTEGER NOT NULL REFERENCES strategy,
  ord INTEGER NOT NULL,
  analytic INTEGER NOT NULL REFERENCES analytic,
  PRIMARY KEY (strategy, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX strategy_analytic_analytic ON strategy_analytic (analytic, strategy);

CREATE TABLE analytic_platform (
  analytic INTEGER NOT NULL REFERENCES analytic,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (analytic, ord)
) STRICT, WITHOUT ROWID;

-- What an analytic leaves to the user's environment.
CREATE TABLE analytic_mutable (
  analytic INTEGER NOT NULL REFERENCES analytic,
  ord INTEGER NOT NULL,
  field TEXT NOT NULL,
  description TEXT,
  PRIMARY KEY (analytic, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE component (
  pk INTEGER PRIMARY KEY,
  domain TEXT NOT NULL REFERENCES domain,
  id TEXT,                        -- DC0001; NULL: before 18
  name TEXT NOT NULL,
  description TEXT,
  url TEXT
) STRICT;

CREATE TABLE log_source (
  analytic INTEGER NOT NULL REFERENCES analytic,
  ord INTEGER NOT NULL,
  component INTEGER REFERENCES component,
  name TEXT NOT NULL,             -- WinEventLog:Security
  channel TEXT,                   -- EventCode=4698
  collected INTEGER NOT NULL CHECK (collected IN (0, 1)),
  PRIMARY KEY (analytic, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_source_component ON log_source (component, analytic);

CREATE TABLE technique_data_source (
  technique INTEGER NOT NULL REFERENCES technique,
  ord INTEGER NOT NULL,
  name TEXT NOT NULL,             -- Process: Process Creation
  PRIMARY KEY (technique, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  ord INTEGER PRIMARY KEY,        -- by id
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL              -- from evidence on: has no controls
    CHECK (kind = 'policy' OR kind = 'detection' OR kind = 'test' OR kind = 'evidence'
    OR kind = 'threats' OR kind = 'baseline' OR kind = 'crosswalk'),
  domain TEXT NOT NULL REFERENCES domain, -- whose techniques its ids are
  own INTEGER NOT NULL CHECK (own IN (0, 1)), -- 1: the organisation's own
  perspective TEXT NOT NULL       -- whose controls figures of its kind count where
    -- nobody asks otherwise
    CHECK (perspective = 'yours' OR perspective = 'available' OR perspective = 'all'),
  runner TEXT                     -- what runs its tests; NULL: not known
    CHECK (runner IN ('atomic', 'caldera')),
  homepage TEXT, licence TEXT, credit TEXT,
  url TEXT,                       -- NULL: local
  revision TEXT,                  -- commit
  sha256 TEXT,                    -- of its documents; the domain's: a part of
                                  -- ATT&CK itself
  definition TEXT,                -- SHA-256 of its definition; NULL: it stands
                                  -- in sextant.yaml alone
  accessed TEXT,
  documents INTEGER NOT NULL,     -- files read
  attack_version TEXT,            -- that its mappings were made for
  compass_title TEXT, compass_url TEXT, compass_tree TEXT, compass_blob TEXT,
  compass_folder TEXT,
  compass_list TEXT NOT NULL CHECK (compass_list = 'files' OR compass_list = 'names'
    OR compass_list = 'links'),
  compass_file TEXT,
  compass_column TEXT,            -- of the compass table
  catch_all TEXT                  -- why its catch-alls are; or NULL
) STRICT;

CREATE TABLE control (
  pk INTEGER PRIMARY KEY,         -- in reading order: source, path, place
  source INTEGER NOT NULL REFERENCES source,
  id TEXT,                        -- the source's own
  title TEXT NOT NULL,
  description TEXT,
  path TEXT,                      -- in the repository
  line INTEGER,                   -- in the file
  url TEXT,
  lifecycle TEXT NOT NULL CHECK (lifecycle = 'active' OR lifecycle = 'deprecated'
    OR lifecycle = 'removed' OR lifecycle = 'unsupported' OR lifecycle = 'disabled'
    OR lifecycle = 'not-mappable' OR lifecycle = 'base'),
  type TEXT NOT NULL CHECK (type = 'rule' OR type = 'hunting' OR type = 'building-block'
    OR type = 'correlation' OR type = 'placeholder' OR type = 'test'
    OR type = 'mitigation' OR type = 'recording'),
  level TEXT, status TEXT, author TEXT, date TEXT, modified TEXT,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 5), -- of level: 1 to 5 from
                                  -- informational to critical; 0: unknown, or none
  maturity INTEGER NOT NULL CHECK (maturity BETWEEN 0 AND 3), -- of status: 1 to 3 from
                                  -- experimental to stable, likewise
  changed TEXT,                   -- UTC day: of modified, else of date
  executor TEXT,                  -- of a test: powershell, manual
  elevated INTEGER NOT NULL CHECK (elevated IN (0, 1)), -- 1: needs an administrator's rights
  cleanup INTEGER NOT NULL CHECK (cleanup IN (0, 1)), -- 1: tidies up behind itself
  evidence INTEGER NOT NULL CHECK (evidence BETWEEN 0 AND 5), -- 0 to 5: the best of its mappings
  catch_all INTEGER NOT NULL CHECK (catch_all IN (0, 1)),
  whose TEXT NOT NULL CHECK (whose = 'yours' OR whose = 'available'
    OR whose = 'not-deployed' OR whose = 'below' OR whose = 'twin' OR whose = 'apart'),
  counts INTEGER NOT NULL         -- 1: its mappings count
    CHECK (counts = 0 OR counts = 1 AND whose IN ('yours', 'available')),
  runs TEXT NOT NULL              -- on the logs that are collected
    CHECK (runs = 'yes' OR runs = 'no' OR runs = 'unknown' OR runs = 'not-told')
) STRICT;
CREATE INDEX control_source ON control (source);
CREATE INDEX control_id ON control (id);

CREATE TABLE control_platform (
  control INTEGER NOT NULL REFERENCES control,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (control, ord)
) STRICT, WITHOUT ROWID;

-- The CVEs that a control names, anywhere in it or in its path.
CREATE TABLE control_cve (
  control INTEGER NOT NULL REFERENCES control,
  cve TEXT NOT NULL               -- CVE-2021-44228
    CHECK (cve GLOB 'CVE-[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]*'),
  PRIMARY KEY (control, cve)
) STRICT, WITHOUT ROWID;
CREATE INDEX control_cve_cve ON control_cve (cve, control);

-- What only the control's own page says; of sources that are own.
CREATE TABLE control_line (
  control INTEGER NOT NULL REFERENCES control,
  what TEXT NOT NULL CHECK (what = 'edit' OR what = 'false-positive'
    OR what = 'reference'),
  ord INTEGER NOT NULL,
  text TEXT NOT NULL,             -- of edit: an address
  PRIMARY KEY (control, what, ord)
) STRICT, WITHOUT ROWID;

-- A correlation is made of rules of its source. One that none lets alert by
-- itself has the lifecycle base.
CREATE TABLE correlated (
  control INTEGER NOT NULL REFERENCES control,       -- the correlation
  ord INTEGER NOT NULL,
  base INTEGER NOT NULL REFERENCES control,          -- the rule
  PRIMARY KEY (control, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX correlated_base ON correlated (base, control);

-- One's own control was made from another, its twin. Where the own one counts,
-- the twin does not: the two are one control.
CREATE TABLE twin (
  control INTEGER NOT NULL REFERENCES control, -- one's own
  ord INTEGER NOT NULL,
  twin INTEGER NOT NULL REFERENCES control CHECK (twin <> control),
  by TEXT NOT NULL CHECK (by IN ('id', 'name')), -- what the two share
  changed INTEGER NOT NULL CHECK (changed IN (0, 1)), -- 1: they search for different things
  techniques INTEGER NOT NULL     -- 1: the control, which names none, has the twin's
    CHECK (techniques IN (0, 1)),
  evidence INTEGER NOT NULL CHECK (evidence IN (1, 4)), -- the most that it has of the twin's
  PRIMARY KEY (control, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_twin ON twin (twin, control);

-- Frameworks beside ATT&CK, to which ids lead that controls name: rows of
-- data/frameworks.yaml.
CREATE TABLE framework (
  ord INTEGER NOT NULL UNIQUE,    -- as they stand there, from 0
  id TEXT PRIMARY KEY,            -- atlas
  title TEXT NOT NULL,            -- MITRE ATLAS
  homepage TEXT
) STRICT, WITHOUT ROWID;

-- A row for each distinct id that a control names, or has of its bases.
CREATE TABLE mapping (
  control INTEGER NOT NULL REFERENCES control,
  tagged TEXT NOT NULL,           -- as the control names it, normalised
  technique INTEGER REFERENCES technique, -- where it counts, or would: NULL: nowhere
  outcome TEXT NOT NULL CHECK (outcome = 'exact' OR outcome = 'remapped'
    OR outcome = 'retired' OR outcome = 'deprecated' OR outcome = 'unknown'
    OR outcome = 'malformed' OR outcome = 'other-framework'),
  merged INTEGER NOT NULL         -- 1: the control counts there by another id already
    CHECK (merged IN (0, 1)),
  counted INTEGER NOT NULL        -- 1: adds one to the technique's count; without
    CHECK (counted IN (0, 1)), -- one (resolve: exact, unknown), to its source's
  note TEXT,                      -- what the source says of this very pair
  score TEXT,                     -- protect partial, detect minimal
  newer INTEGER NOT NULL CHECK (newer IN (0, 1)), -- 1: unknown, but not in the newer version
  evidence INTEGER NOT NULL CHECK (evidence BETWEEN 0 AND 5), -- 0 to 5, of this very pair
  aside INTEGER NOT NULL CHECK (aside IN (0, 1)), -- 1: only for platforms that are out of scope
                                  -- there: in no figure of the technique
  framework TEXT REFERENCES framework -- that has the id, of other-framework
    CHECK ((framework IS NULL) = (outcome <> 'other-framework')),
  framework_url TEXT,             -- of the id there, where it is known
  PRIMARY KEY (control, tagged)
) STRICT, WITHOUT ROWID;
CREATE INDEX mapping_technique ON mapping (technique, control);
-- For techniques that thousands name: in what order they are shown, and what does not count.
-- What is always the same in them is there so that they have all that is asked.
CREATE INDEX mapping_first ON mapping (technique, evidence DESC, control, counted, aside)
  WHERE counted AND NOT aside;
CREATE INDEX mapping_others ON mapping (technique, control, merged, counted, aside)
  WHERE NOT counted OR aside;
CREATE INDEX mapping_framework ON mapping (tagged) WHERE framework IS NOT NULL;

-- Of each source, so that no question need count: controls, those that are
-- active and of those that map; and of pairs (active control, id) each outcome.
CREATE TABLE total (
  source INTEGER PRIMARY KEY REFERENCES source,
  controls INTEGER NOT NULL, active INTEGER NOT NULL, mapped INTEGER NOT NULL,
  exact INTEGER NOT NULL, remapped INTEGER NOT NULL, merged INTEGER NOT NULL,
  retired INTEGER NOT NULL, deprecated INTEGER NOT NULL,
  unknown INTEGER NOT NULL, malformed INTEGER NOT NULL,
  other_framework INTEGER NOT NULL,
  mappings INTEGER NOT NULL,      -- those that count
  newer INTEGER NOT NULL          -- of unknown
) STRICT;

-- Likewise of each technique: the pairs that count for it, by source and by whose
-- control it is; evidence is the best of theirs, tested how many have E2 or better,
-- named how many are of a control that names a platform.
CREATE TABLE technique_count (
  technique INTEGER NOT NULL REFERENCES technique,
  source INTEGER NOT NULL REFERENCES source,
  whose TEXT NOT NULL CHECK (whose IN ('yours', 'available')),
  count INTEGER NOT NULL, tested INTEGER NOT NULL,
  evidence INTEGER NOT NULL CHECK (evidence BETWEEN 0 AND 5),
  named INTEGER NOT NULL, named_tested INTEGER NOT NULL,
  PRIMARY KEY (technique, source, whose)
) STRICT, WITHOUT ROWID;

-- How broad a policy's control is that counts: the techniques in scope that it
-- counts for, of all that are in scope in its domain. Kept likewise.
CREATE TABLE breadth (
  control INTEGER PRIMARY KEY REFERENCES control,
  techniques INTEGER NOT NULL, of INTEGER NOT NULL
) STRICT;

-- How many use a technique. Kept likewise.
CREATE TABLE use_count (
  technique INTEGER PRIMARY KEY REFERENCES technique,
  groups INTEGER NOT NULL, campaigns INTEGER NOT NULL, software INTEGER NOT NULL
) STRICT;

-- What the guard holds the next map against: figures of each source, and of
-- "attack/DOMAIN".
CREATE TABLE measure (
  source TEXT NOT NULL,           -- its id
  ord INTEGER NOT NULL,
  name TEXT NOT NULL,             -- documents
  n INTEGER NOT NULL,
  PRIMARY KEY (source, ord)
) STRICT, WITHOUT ROWID;

-- What is known of a rule by tests: that it names a recording (E2) or another one
-- (E3), was seen to fire on one (E4), what came of one's own (E5). Of a test (level 0): that it ran, or did
-- not.
CREATE TABLE evidence (
  control INTEGER NOT NULL REFERENCES control,
  ord INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
  source INTEGER NOT NULL REFERENCES source, -- of who says so
  test TEXT,                      -- as it is called there
  named INTEGER NOT NULL CHECK (named IN (0, 1)), -- 1: it is the id of a test that is here
  outcome TEXT NOT NULL CHECK (outcome = 'named' OR outcome = 'detected'
    OR outcome = 'missed' OR outcome = 'prevented' OR outcome = 'ran'
    OR outcome = 'not-run'),
  stands INTEGER NOT NULL CHECK (stands IN (0, 1)), -- 1: it is proof, and nothing took it back
  date TEXT,                      -- UTC day
  path TEXT, line INTEGER,        -- where it says so
  PRIMARY KEY (control, ord)
) STRICT, WITHOUT ROWID;

-- The control's techniques that it is evidence of: where the test is named,
-- those of the test and their parents; else all.
CREATE TABLE evidence_technique (
  control INTEGER NOT NULL REFERENCES control,
  ord INTEGER NOT NULL,
  technique INTEGER NOT NULL REFERENCES technique,
  PRIMARY KEY (control, ord, technique)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_technique_technique
  ON evidence_technique (technique, control);

-- A framework has looked at the technique and found it not mappable.
CREATE TABLE assessed (
  technique INTEGER NOT NULL REFERENCES technique,
  source INTEGER NOT NULL REFERENCES source,
  tagged TEXT NOT NULL,
  PRIMARY KEY (technique, source, tagged)
) STRICT, WITHOUT ROWID;

-- A baseline chooses controls of a source: by their ids, whether that has such a
-- control or not.
CREATE TABLE baseline (
  source INTEGER PRIMARY KEY REFERENCES source,
  name TEXT NOT NULL,             -- moderate
  of TEXT NOT NULL,               -- the id of that source, which may not be here
  version TEXT,                   -- as it says: 5.1.1+u4
  date TEXT                       -- UTC day, of its last change
) STRICT;

CREATE TABLE baseline_id (
  baseline INTEGER NOT NULL REFERENCES baseline,
  ord INTEGER NOT NULL,
  id TEXT NOT NULL,               -- as it writes it: ac-2.1
  PRIMARY KEY (baseline, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE baseline_control (
  baseline INTEGER NOT NULL REFERENCES baseline,
  ord INTEGER NOT NULL,           -- of the id
  control INTEGER NOT NULL REFERENCES control,
  PRIMARY KEY (baseline, ord, control)
) STRICT, WITHOUT ROWID;
CREATE INDEX baseline_control_control ON baseline_control (control, baseline);

-- A crosswalk says which controls of one framework are which of another, by their
-- ids, whether a source here has such a control or not. It is looked up, and no
-- part of any figure: no other table knows of it, but for called.
CREATE TABLE crosswalk (
  source INTEGER PRIMARY KEY REFERENCES source,
  from_of TEXT,                   -- the id of the source that has these controls,
                                  -- which may not be here; NULL: none has
  from_name TEXT NOT NULL,        -- what people call the framework: NIST 800-53
  to_of TEXT, to_name TEXT NOT NULL,
  version TEXT,                   -- as it says
  date TEXT                       -- UTC day, of its last change
) STRICT;

-- An id of either framework.
CREATE TABLE crosswalk_id (
  pk INTEGER PRIMARY KEY,         -- by crosswalk, side and id (in the order of its
                                  -- numbers: ac-2, ac-10), from 1
  crosswalk INTEGER NOT NULL REFERENCES crosswalk,
  side TEXT NOT NULL CHECK (side IN ('from', 'to')),
  id TEXT NOT NULL,               -- as it writes it: ac-2.1
  key TEXT NOT NULL,              -- of that (include/base/key.h): ac-2-1
  title TEXT,                     -- as it says
  UNIQUE (crosswalk, side, key)
) STRICT;
CREATE INDEX crosswalk_id_key ON crosswalk_id (key);

CREATE TABLE crosswalk_control (
  id INTEGER NOT NULL REFERENCES crosswalk_id,
  control INTEGER NOT NULL REFERENCES control,
  PRIMARY KEY (id, control)
) STRICT, WITHOUT ROWID;
CREATE INDEX crosswalk_control_control ON crosswalk_control (control, id);

CREATE TABLE crosswalk_pair (
  from_id INTEGER NOT NULL REFERENCES crosswalk_id,
  to_id INTEGER NOT NULL REFERENCES crosswalk_id,
  relation TEXT NOT NULL CHECK (relation = 'equal-to' OR relation = 'equivalent-to'
    OR relation = 'subset-of' OR relation = 'superset-of' OR relation = 'intersects-with'
    OR relation = 'related-to'), -- from is that of to
  joint INTEGER NOT NULL CHECK (joint IN (0, 1)), -- 1: only together with others
  note TEXT,
  path TEXT NOT NULL, line INTEGER NOT NULL,
  PRIMARY KEY (from_id, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX crosswalk_pair_to ON crosswalk_pair (to_id, from_id);

-- What sources of threats hold. A vulnerability, as a source knows it:
CREATE TABLE vulnerability (
  pk INTEGER PRIMARY KEY,         -- in reading order, from 1
  source INTEGER NOT NULL REFERENCES source,
  id TEXT NOT NULL,               -- CVE-2021-44228
  title TEXT, category TEXT,
  path TEXT NOT NULL, line INTEGER NOT NULL,
  UNIQUE (source, id)
) STRICT;
CREATE INDEX vulnerability_id ON vulnerability (id);

-- A row for each distinct id that it names: as in mapping.
CREATE TABLE vulnerability_technique (
  vulnerability INTEGER NOT NULL REFERENCES vulnerability,
  tagged TEXT NOT NULL,
  technique INTEGER REFERENCES technique,
  outcome TEXT NOT NULL CHECK (outcome = 'exact' OR outcome = 'remapped'
    OR outcome = 'retired' OR outcome = 'deprecated' OR outcome = 'unknown'
    OR outcome = 'malformed' OR outcome = 'other-framework'),
  counted INTEGER NOT NULL        -- 1: it is of the technique, by this id
    CHECK (counted IN (0, 1)),
  type TEXT,                      -- exploitation_technique, primary_impact
  note TEXT,
  PRIMARY KEY (vulnerability, tagged)
) STRICT, WITHOUT ROWID;
CREATE INDEX vulnerability_technique_technique
  ON vulnerability_technique (technique, vulnerability);

-- What a source says of an actor, in words of its own.
CREATE TABLE profile (
  pk INTEGER PRIMARY KEY,         -- in reading order, from 1
  source INTEGER NOT NULL REFERENCES source,
  id TEXT,                        -- the source's own
  name TEXT NOT NULL,
  path TEXT NOT NULL, line INTEGER NOT NULL
) STRICT;

CREATE TABLE profile_word (
  profile INTEGER NOT NULL REFERENCES profile,
  ord INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what = 'alias' OR what = 'origin' OR what = 'victim'
    OR what = 'sector'),
  text TEXT NOT NULL,             -- as the source says it: RU
  word TEXT NOT NULL,             -- the usual word for it: Russia
  key TEXT NOT NULL,              -- of that word (include/base/key.h): russia
  PRIMARY KEY (profile, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_word_key ON profile_word (what, key, profile);

-- It is of one of ATT&CK's groups, or of several: the actor in the first domain
-- that has it.
CREATE TABLE profile_actor (
  profile INTEGER NOT NULL REFERENCES profile,
  actor INTEGER NOT NULL REFERENCES actor,
  by TEXT NOT NULL CHECK (by = 'id' OR by = 'name' OR by = 'alias'), -- what tells so
  PRIMARY KEY (profile, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_actor_actor ON profile_actor (actor, profile);

-- Words that mean the same (data/threat-words.yaml).
CREATE TABLE same_word (
  what TEXT NOT NULL CHECK (what IN ('country', 'sector')),
  key TEXT NOT NULL,              -- ru
  word TEXT NOT NULL,             -- the usual one: Russia
  PRIMARY KEY (what, key)
) STRICT, WITHOUT ROWID;

-- A number of a technique, by an id that the source names.
CREATE TABLE factor (
  source INTEGER NOT NULL REFERENCES source,
  name TEXT NOT NULL,             -- prevalence
  tagged TEXT NOT NULL,
  technique INTEGER REFERENCES technique,
  outcome TEXT NOT NULL CHECK (outcome = 'exact' OR outcome = 'remapped'
    OR outcome = 'retired' OR outcome = 'deprecated' OR outcome = 'unknown'
    OR outcome = 'malformed' OR outcome = 'other-framework'),
  value REAL NOT NULL CHECK (value BETWEEN 0 AND 1e9),
  counted INTEGER NOT NULL        -- 1: it is the technique's
    CHECK (counted IN (0, 1)),
  PRIMARY KEY (source, name, tagged)
) STRICT, WITHOUT ROWID;
CREATE INDEX factor_technique ON factor (technique, source, name);

-- A log, or a kind of event that several record: a row of data/logs.yaml.
CREATE TABLE log (
  pk INTEGER PRIMARY KEY,         -- by id, from 1
  id TEXT NOT NULL UNIQUE,        -- windows/sysmon/1
  title TEXT NOT NULL,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1: a whole product or index,
                                  -- wider than what a rule needs
  collected INTEGER NOT NULL CHECK (collected BETWEEN 0 AND 2) -- 2: yes; 1: some of
                                  -- what it holds is; 0: no, or nobody says
) STRICT;

CREATE TABLE log_platform (
  log INTEGER NOT NULL REFERENCES log,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,
  PRIMARY KEY (log, ord)
) STRICT, WITHOUT ROWID;

-- How others name it.
CREATE TABLE log_name (
  log INTEGER NOT NULL REFERENCES log,
  ord INTEGER NOT NULL,
  vocabulary TEXT NOT NULL,       -- mitre, sigma, splunk
  name TEXT NOT NULL,             -- WinEventLog:Sysmon
  channel TEXT,                   -- of MITRE's: EventCode=1; NULL: all of it
  PRIMARY KEY (log, ord)
) STRICT, WITHOUT ROWID;

-- What it holds, directly or not: by its id, those whose id begins with it; and by
-- any, of a kind of event those that record it.
CREATE TABLE log_part (
  log INTEGER NOT NULL REFERENCES log,
  part INTEGER NOT NULL REFERENCES log CHECK (part <> log),
  kind TEXT NOT NULL CHECK (kind IN ('id', 'any')),
  PRIMARY KEY (log, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_part_part ON log_part (part, log);

-- The logs that are collected where all channels of MITRE's log source are.
CREATE TABLE log_gives (
  name TEXT NOT NULL,             -- WinEventLog:Sysmon
  log INTEGER NOT NULL REFERENCES log,
  PRIMARY KEY (name, log)
) STRICT, WITHOUT ROWID;

-- A control needs a log of each ord; those of one ord are alternatives.
CREATE TABLE need (
  control INTEGER NOT NULL REFERENCES control,
  ord INTEGER NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,             -- as the control names it
  log INTEGER REFERENCES log,     -- NULL: unknown
  PRIMARY KEY (control, ord, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX need_log ON need (log, control);

-- What sextant.yaml says is collected (logs:).
CREATE TABLE collected (
  ord INTEGER PRIMARY KEY,        -- as it stands there, from 0
  name TEXT NOT NULL,             -- as it stands there
  what TEXT NOT NULL CHECK (what = 'log' OR what = 'log-source' OR what = 'component'
    OR what = 'unknown'),
  log INTEGER REFERENCES log,     -- of a log; else NULL
  channel TEXT,                   -- of a log source of MITRE; NULL: all
  path TEXT, line INTEGER         -- where it says so
) STRICT;

CREATE TABLE collected_platform (
  collected INTEGER NOT NULL REFERENCES collected,
  ord INTEGER NOT NULL,
  platform TEXT NOT NULL,         -- of which systems; none: all
  PRIMARY KEY (collected, ord)
) STRICT, WITHOUT ROWID;

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

-- What everything here is called, in one spelling (include/base/key.h): its id,
-- its names. What an id or a name stands for is asked of this table.
CREATE TABLE called (
  key TEXT NOT NULL,
  by TEXT NOT NULL CHECK (by = 'id' OR by = 'name' OR by = 'alias' OR by = 'synonym'),
  thing TEXT NOT NULL CHECK (thing = 'technique' OR thing = 'tactic' OR thing = 'group'
    OR thing = 'campaign' OR thing = 'software' OR thing = 'strategy'
    OR thing = 'analytic' OR thing = 'component' OR thing = 'log-source' OR thing = 'log'
    OR thing = 'framework-id' OR thing = 'policy' OR thing = 'detection' OR thing = 'test'
    OR thing = 'element'), -- of which table it
                                  -- is a row (element: crosswalk_id),
  pk INTEGER NOT NULL,            -- and its key there; 0: a log source, or an id
                                  -- of another framework
  word TEXT NOT NULL,             -- as it is written; of a log source its name
  PRIMARY KEY (key, thing, pk, by, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX called_synonym ON called (by) WHERE by = 'synonym';

-- Full text, without the text itself. The rowid of a technique is its pk; of an
-- actor 2^30 + pk, of a control 2^31 + pk; of a tactic 4 * 2^30, a strategy 5 * 2^30,
-- an analytic 6 * 2^30, a component 7 * 2^30, a vulnerability 8 * 2^30,
-- a log 9 * 2^30, each + pk.
CREATE VIRTUAL TABLE search USING fts5 (
  id,                             -- but of controls: who has theirs has all of it
                                  -- (called)
  old,                            -- ids and names that lead to it
  name,
  title,                          -- of a control
  alias,                          -- other names, or the technique that it is part of
  tag,                            -- of a control: its tags, the CVEs and techniques
                                  -- that it names
  log,                            -- where its events come from
  file,                           -- name of the control's file, without extension
  text,                           -- the description
  query,                          -- of a control: what it looks for
  content = '', tokenize = 'unicode61 remove_diacritics 2'
);
