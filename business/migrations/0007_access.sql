-- Keys by which programs act in one organisation.
CREATE TABLE api_keys (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL UNIQUE,
  name text NOT NULL,
  -- SHA-256 of the secret part; the key itself is shown once and kept nowhere.
  secret_hash text NOT NULL,
  scopes text[] NOT NULL,
  -- The account it comes from, also when another key made it: it must not outlive what that account may do.
  made_by_user text,
  made_by_name text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  -- To the minute.
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  PRIMARY KEY (org_id, id)
);
CREATE INDEX api_keys_maker ON api_keys (made_by_user) WHERE revoked_at IS NULL;

-- What was changed, by whom. Each row holds the hash of the one before it, so that none can be changed, taken out or put
-- in between without all that follow telling.
CREATE TABLE audit_log (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api-key', 'system')),
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  address text,
  request_id text,
  action text NOT NULL,
  target_kind text NOT NULL,
  target_id text NOT NULL,
  diff jsonb NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (org_id, seq)
);
CREATE INDEX audit_log_actor ON audit_log (org_id, actor_id, seq DESC);
CREATE INDEX audit_log_action ON audit_log (org_id, action, seq DESC);
CREATE INDEX audit_log_target ON audit_log (org_id, target_kind, target_id, seq DESC);
CREATE INDEX audit_log_time ON audit_log (org_id, at DESC, seq DESC);

SELECT allo_protect('api_keys');
SELECT allo_protect('audit_log', 'append');
