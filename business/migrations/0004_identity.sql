-- Accounts: who a person is, not where they belong. They lie beside the tenants' tables in a schema of their own, which
-- only the owner's connection enters: neither allo_app nor allo_system is granted anything here.

CREATE SCHEMA auth;
REVOKE ALL ON SCHEMA auth FROM PUBLIC;

CREATE TABLE auth.users (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- In small letters.
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL,
  image text,
  -- Of the letters we send.
  language text NOT NULL CHECK (language IN ('ru', 'en')),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);

CREATE TABLE auth.sessions (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  -- Worth nothing without the signature that only the cookie holds.
  token text NOT NULL UNIQUE,
  ip_address text,
  user_agent text,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX sessions_user ON auth.sessions (user_id);
CREATE INDEX sessions_expiry ON auth.sessions (expires_at);

-- A way to sign in: a password (`credential`) or an account elsewhere.
CREATE TABLE auth.accounts (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
  provider_id text NOT NULL,
  account_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  -- The hash.
  password text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (provider_id, account_id)
);
CREATE INDEX accounts_user ON auth.accounts (user_id);

-- Promises that expire: password resets, sign-ins in the middle of another site.
CREATE TABLE auth.verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX verifications_identifier ON auth.verifications (identifier);

REVOKE ALL ON ALL TABLES IN SCHEMA auth FROM PUBLIC;
