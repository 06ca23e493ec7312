-- How long each kind of data is kept; a kind without a row is kept as long as the program's default says.
CREATE TABLE retention_rules (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('recordings', 'transcripts', 'calls', 'leads')),
  -- NULL: for ever.
  days integer CHECK (days > 0),
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, kind)
);

-- What was deleted, when and for whom: proof without the data itself. Never changed.
CREATE TABLE erasures (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('retention', 'forget')),
  -- SHA-256 of organisation and number: who knows the number can check that it was forgotten.
  subject_hash text,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3) NOT NULL,
  -- [{what, count, digest}]: digest is SHA-256 over the sorted ids of what was deleted.
  deleted jsonb NOT NULL,
  -- What was looked for afterwards, and how much of it was found: 0 when the erasure is whole.
  remaining integer NOT NULL,
  -- SHA-256 over all of the above.
  certificate text NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX erasures_newest ON erasures (org_id, finished_at DESC, id DESC);

SELECT allo_protect('retention_rules');
SELECT allo_protect('erasures', 'append');
