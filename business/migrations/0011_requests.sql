-- Replies to requests that carry an Idempotency-Key, kept so that a repeated request does nothing twice.
CREATE TABLE idempotency_keys (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  -- The user's or the API key's: two of them may choose the same key.
  principal_id text NOT NULL,
  key text NOT NULL,
  -- SHA-256 of method, address and body.
  fingerprint text NOT NULL,
  -- NULL while the first request runs.
  status integer,
  content_type text,
  -- NULL also where the reply held a secret, which is shown once.
  body text,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, principal_id, key)
);
CREATE INDEX idempotency_keys_oldest ON idempotency_keys (created_at);
SELECT allo_protect('idempotency_keys');
