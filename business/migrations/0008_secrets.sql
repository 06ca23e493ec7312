-- What must be unreadable even to who holds a copy of the database: sealed by a key per organisation, and those keys
-- wrapped by a master key that is never here.

CREATE TABLE organisation_keys (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  -- The highest seals; the others still open what they sealed.
  version integer NOT NULL CHECK (version > 0),
  -- Which master key wraps it.
  master_key_id text NOT NULL,
  wrapped text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, version)
);

CREATE TABLE secrets (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  name text NOT NULL,
  -- How often it was set; bound into what is sealed, so that an older value put back does not open.
  version integer NOT NULL CHECK (version > 0),
  sealed text NOT NULL,
  -- Its last characters, for people to tell keys apart; empty for short ones.
  hint text NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, name)
);

-- A row per port an organisation has a service of its own for; the key to it is the secret `provider/<port>`.
CREATE TABLE providers (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  port text NOT NULL CHECK (port IN ('stt', 'llm', 'tts')),
  base_url text NOT NULL,
  model text NOT NULL,
  voice text,
  version integer NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, port)
);

CREATE TABLE organisation_settings (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  -- Kinds of personal data that are masked before anything of a call is stored; empty: none.
  redact_transcripts text[] NOT NULL,
  -- Also the phone, name and e-mail a caller left to be reached at.
  redact_contacts boolean NOT NULL,
  version integer NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id)
);

SELECT allo_protect('organisation_keys');
SELECT allo_protect('secrets');
SELECT allo_protect('providers');
SELECT allo_protect('organisation_settings');
