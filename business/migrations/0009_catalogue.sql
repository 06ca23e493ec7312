-- What an organisation makes of Allo: agents before they are published, ways in, tools, knowledge, lists brought along.

-- An agent may exist before a version of it answers calls. `version` counts changes of the row, for If-Match.
ALTER TABLE agents ALTER COLUMN published_version DROP NOT NULL;
ALTER TABLE agents ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE skillbase_versions
  ADD COLUMN note text NOT NULL DEFAULT '',
  -- Who made it, as the audit log names them; NULL for what came with the program.
  ADD COLUMN author_name text,
  ADD COLUMN published_at timestamptz(3);
UPDATE skillbase_versions SET published_at = created_at WHERE status <> 'draft';

ALTER TABLE numbers ADD COLUMN version integer NOT NULL DEFAULT 1;

-- Who may call an organisation's numbers from outside. The user name is everybody's: by it an INVITE says whose it is.
CREATE TABLE trunks (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  -- The provider's own address, for the test.
  host text,
  -- Addresses and networks it calls from; empty: from anywhere, by user name and password.
  sources text[] NOT NULL,
  username text UNIQUE,
  sealed_password text,
  is_enabled boolean NOT NULL,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name),
  CHECK ((username IS NULL) = (sealed_password IS NULL)),
  CHECK (username IS NOT NULL OR cardinality(sources) > 0)
);
SELECT allo_protect('trunks');

CREATE TABLE tools (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  -- What the language model calls it.
  name text NOT NULL,
  description text NOT NULL,
  definition jsonb NOT NULL,
  is_enabled boolean NOT NULL,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name)
);
SELECT allo_protect('tools');

CREATE TABLE knowledge_bases (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name)
);
SELECT allo_protect('knowledge_bases');

CREATE TABLE documents (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  knowledge_base_id uuid NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  size_bytes double precision NOT NULL,
  status text NOT NULL CHECK (status IN ('uploaded', 'processing', 'ready', 'failed')),
  -- Of the bytes, 0 to 100.
  progress integer NOT NULL,
  error_code text,
  chunk_count integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, knowledge_base_id) REFERENCES knowledge_bases (org_id, id) ON DELETE CASCADE
);
CREATE INDEX documents_newest ON documents (org_id, knowledge_base_id, created_at DESC, id DESC);
CREATE INDEX documents_unread ON documents (created_at) WHERE status IN ('uploaded', 'processing');
SELECT allo_protect('documents');

-- The configuration `russian` stems words in Latin letters as English ones.
CREATE TABLE document_chunks (
  org_id uuid NOT NULL,
  document_id uuid NOT NULL,
  seq integer NOT NULL,
  knowledge_base_id uuid NOT NULL,
  text text NOT NULL,
  words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('pg_catalog.russian', text)) STORED,
  PRIMARY KEY (org_id, document_id, seq),
  FOREIGN KEY (org_id, document_id) REFERENCES documents (org_id, id) ON DELETE CASCADE
);
CREATE INDEX document_chunks_words ON document_chunks USING gin (words);
CREATE INDEX document_chunks_base ON document_chunks (org_id, knowledge_base_id);
SELECT allo_protect('document_chunks');

ALTER TABLE leads ADD COLUMN version integer NOT NULL DEFAULT 1;

-- A list of leads brought along as a file. `rows_read` moves on in the transaction that writes the rows.
CREATE TABLE imports (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  file_name text NOT NULL,
  -- SHA-256: the same file again is the same import.
  checksum text NOT NULL,
  size_bytes double precision NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed')),
  progress integer NOT NULL,
  rows_read integer NOT NULL,
  rows_made integer NOT NULL,
  rows_refused integer NOT NULL,
  -- The first refused rows: number, and what is wrong.
  refusals jsonb NOT NULL,
  error_code text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, checksum)
);
CREATE INDEX imports_unfinished ON imports (created_at) WHERE status IN ('waiting', 'running');
SELECT allo_protect('imports');

-- Usage by day and the filters of the list.
CREATE INDEX calls_by_outcome ON calls (org_id, outcome, started_at DESC, id DESC);
