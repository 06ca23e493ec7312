-- Every key begins with the organisation, so that a row can never be reached without saying whose it is.

CREATE TABLE organisations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE agents (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  language text NOT NULL CHECK (language IN ('ru', 'en')),
  published_version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id)
);

CREATE TABLE skillbase_versions (
  org_id uuid NOT NULL,
  agent_id text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  status text NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
  origin text NOT NULL CHECK (origin IN ('shipped', 'edited')),
  checksum text NOT NULL,
  body jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, agent_id, version),
  FOREIGN KEY (org_id, agent_id) REFERENCES agents (org_id, id) ON DELETE CASCADE
);

CREATE TABLE numbers (
  org_id uuid NOT NULL,
  address text NOT NULL,
  agent_id text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, address),
  FOREIGN KEY (org_id, agent_id) REFERENCES agents (org_id, id) ON DELETE CASCADE
);
CREATE INDEX numbers_agent ON numbers (org_id, agent_id);

-- A call outlives its agent, so agent_id refers to nothing.
CREATE TABLE calls (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  node_id text NOT NULL,
  agent_id text NOT NULL,
  agent_name text NOT NULL,
  skillbase_version integer,
  state text NOT NULL
    CHECK (state IN ('ringing', 'active', 'completed', 'failed', 'rejected', 'interrupted')),
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  wire text NOT NULL CHECK (wire IN ('sip', 'browser', 'simulated')),
  from_address text NOT NULL,
  to_address text NOT NULL,
  codec text,
  started_at timestamptz(3) NOT NULL,
  answered_at timestamptz(3),
  ended_at timestamptz(3),
  duration_ms double precision,
  end_reason text,
  outcome text
    CHECK (outcome IN ('lead', 'callback', 'info_only', 'not_target', 'failed', 'custom')),
  outcome_reason text,
  fields jsonb NOT NULL,
  latencies jsonb NOT NULL,
  voice_to_voice_p50_ms double precision,
  has_message boolean NOT NULL,
  last_seq integer NOT NULL,
  last_event_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX calls_newest ON calls (org_id, started_at DESC, id DESC);
CREATE INDEX calls_newest_of_agent ON calls (org_id, agent_id, started_at DESC, id DESC);
CREATE INDEX calls_unfinished ON calls (org_id, node_id) WHERE state IN ('ringing', 'active');

-- Checked at commit: events, and the call they make up, are written in one transaction in either order.
CREATE TABLE events (
  org_id uuid NOT NULL,
  call_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  id uuid NOT NULL,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (org_id, call_id, seq),
  FOREIGN KEY (org_id, call_id) REFERENCES calls (org_id, id) ON DELETE CASCADE
    DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE turns (
  org_id uuid NOT NULL,
  call_id uuid NOT NULL,
  seq integer NOT NULL,
  turn text NOT NULL,
  speaker text NOT NULL CHECK (speaker IN ('caller', 'agent')),
  text text NOT NULL,
  is_interrupted boolean NOT NULL,
  source text NOT NULL CHECK (source IN ('stt', 'recognition', 'typed', 'agent')),
  start_ms double precision NOT NULL,
  end_ms double precision NOT NULL,
  PRIMARY KEY (org_id, call_id, seq),
  FOREIGN KEY (org_id, call_id) REFERENCES calls (org_id, id) ON DELETE CASCADE
    DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE leads (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  call_id uuid,
  agent_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('lead', 'callback', 'message')),
  status text NOT NULL CHECK (status IN ('new', 'in_progress', 'done')),
  name text,
  phone text,
  fields jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, call_id)
);
CREATE INDEX leads_newest ON leads (org_id, created_at DESC, id DESC);
