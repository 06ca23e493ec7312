-- Who sees what is the database's affair, not only the program's: under allo_app a transaction sees the rows of the one
-- organisation it was opened for; under allo_system (the event relay, background jobs, finding whose a request is) all.
-- FORCE makes the policies hold for the tables' owner too; only a superuser passes them, therefore every transaction
-- of the program takes one of the two roles.

DO $$ BEGIN
  CREATE ROLE allo_app NOLOGIN NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  CREATE ROLE allo_system NOLOGIN NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
-- A database's administrator may have made the roles and the memberships beforehand.
DO $$ BEGIN
  EXECUTE format('GRANT allo_app, allo_system TO %I', current_user);
EXCEPTION WHEN insufficient_privilege THEN
  IF NOT (pg_has_role('allo_app', 'MEMBER') AND pg_has_role('allo_system', 'MEMBER')) THEN RAISE; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO allo_app, allo_system;

-- NULL, and so no row at all, where no organisation was set.
CREATE FUNCTION allo_org_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('allo.org_id', true), '')::uuid;

-- Every migration that makes a tenant table calls this for it. `append`: rows are only ever added.
CREATE FUNCTION allo_protect(target regclass, kind text DEFAULT 'all', owner_column text DEFAULT 'org_id')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO allo_app USING (%I = (SELECT allo_org_id())) WITH CHECK (%I = (SELECT allo_org_id()))',
    target, owner_column, owner_column);
  EXECUTE format('CREATE POLICY system ON %s TO allo_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT SELECT, INSERT%s ON %s TO allo_app',
    CASE kind WHEN 'append' THEN '' ELSE ', UPDATE, DELETE' END, target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO allo_system', target);
END $$;

-- An agency and its clients; the path of parents is walked when members are looked up.
ALTER TABLE organisations
  ADD COLUMN parent_id uuid REFERENCES organisations (id) ON DELETE RESTRICT,
  ADD COLUMN is_demo boolean NOT NULL DEFAULT false,
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN updated_at timestamptz(3);
UPDATE organisations SET updated_at = created_at, is_demo = (id = '00000000-0000-7000-8000-000000000001');
ALTER TABLE organisations ALTER COLUMN updated_at SET NOT NULL;
ALTER TABLE organisations ALTER COLUMN is_demo DROP DEFAULT;
ALTER TABLE organisations ALTER COLUMN version DROP DEFAULT;
CREATE INDEX organisations_children ON organisations (parent_id) WHERE parent_id IS NOT NULL;

-- user_id refers to the accounts, which lie apart and know nothing of organisations.
CREATE TABLE members (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  user_id text NOT NULL,
  role text NOT NULL
    CHECK (role IN ('owner', 'admin', 'supervisor', 'operator', 'editor', 'viewer', 'billing')),
  -- As they were when the member joined or signed in last: for lists, without a look at the accounts.
  email text NOT NULL,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, user_id)
);
CREATE INDEX members_user ON members (user_id);

CREATE TABLE invitations (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  email text NOT NULL,
  role text NOT NULL
    CHECK (role IN ('owner', 'admin', 'supervisor', 'operator', 'editor', 'viewer', 'billing')),
  -- SHA-256 of the token in the link.
  token_hash text NOT NULL UNIQUE,
  invited_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  PRIMARY KEY (org_id, id)
);

-- One row: this installation itself.
CREATE TABLE instance (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  claim_token_hash text,
  claimed_at timestamptz(3),
  demo_made_at timestamptz(3)
);
INSERT INTO instance (demo_made_at) SELECT min(created_at) FROM organisations;
GRANT SELECT, UPDATE ON instance TO allo_system;

SELECT allo_protect('organisations', owner_column => 'id');
SELECT allo_protect('members');
SELECT allo_protect('invitations');
SELECT allo_protect('agents');
SELECT allo_protect('skillbase_versions');
SELECT allo_protect('numbers');
SELECT allo_protect('calls');
SELECT allo_protect('events');
SELECT allo_protect('turns');
SELECT allo_protect('leads');
