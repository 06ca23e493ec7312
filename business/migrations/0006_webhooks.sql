-- Where events of an organisation are told of, and what became of every telling.

CREATE TABLE webhook_endpoints (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  url text NOT NULL,
  description text NOT NULL,
  event_filters text[] NOT NULL,
  is_enabled boolean NOT NULL,
  -- Why it is off: a person, the receiver answered 410, or nothing but failures for days.
  disabled_reason text CHECK (disabled_reason IN ('user', 'gone', 'failing')),
  -- The secrets themselves are sealed apart (webhook/<id>/secret); until then the one before the last signs as well.
  previous_secret_until timestamptz(3),
  -- Of the failures since the last success.
  failing_since timestamptz(3),
  failed_attempts integer NOT NULL,
  -- The receiver asked for a pause (retry-after).
  paused_until timestamptz(3),
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX webhook_endpoints_newest ON webhook_endpoints (org_id, created_at DESC, id DESC);

-- due_at of a delivery under way is when its lease runs out: whoever was killed with it is replaced by then.
CREATE TABLE webhook_deliveries (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  endpoint_id uuid NOT NULL,
  message_id text NOT NULL,
  event_type text NOT NULL,
  -- The very bytes that are signed and sent.
  body text NOT NULL,
  is_test boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts integer NOT NULL,
  -- Attempts made before the last replay.
  attempts_before integer NOT NULL,
  due_at timestamptz(3) NOT NULL,
  lease text,
  last_status integer,
  last_error text,
  created_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (org_id, id),
  -- An event is told once to an endpoint, however often it is read.
  UNIQUE (org_id, endpoint_id, message_id),
  FOREIGN KEY (org_id, endpoint_id) REFERENCES webhook_endpoints (org_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (org_id, endpoint_id, due_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_newest
  ON webhook_deliveries (org_id, endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_oldest ON webhook_deliveries (created_at);

CREATE TABLE webhook_attempts (
  org_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamptz(3) NOT NULL,
  duration_ms integer NOT NULL,
  -- Null when no answer came; then error says why.
  status integer,
  error text,
  response_body text,
  PRIMARY KEY (org_id, delivery_id, number),
  FOREIGN KEY (org_id, delivery_id) REFERENCES webhook_deliveries (org_id, id) ON DELETE CASCADE
);

SELECT allo_protect('webhook_endpoints');
SELECT allo_protect('webhook_deliveries');
SELECT allo_protect('webhook_attempts');
