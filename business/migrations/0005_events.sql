-- What happened, told in the very transaction in which it happened, for everybody who follows: webhooks, live screens,
-- the bus between programs. Kept for seven days.
--
-- `id` grows with the time of insertion. Whoever inserts holds a lock of the topic and key until the commit, so that for
-- one key the order of ids is the order of commits. `position` is given after the commit by the relay, in order of id
-- and without gaps: a reader that has seen a position has seen everything before it.
CREATE TABLE outbox (
  org_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  position bigint,
  topic text NOT NULL
    CHECK (topic IN ('call-events', 'agent-events', 'tool-events', 'billing-events', 'platform-events')),
  key text NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  at timestamptz(3) NOT NULL,
  -- Whatever is told of a call is forgotten with it.
  call_id uuid,
  seq integer,
  payload jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, event_id)
);
CREATE UNIQUE INDEX outbox_position ON outbox (position) WHERE position IS NOT NULL;
CREATE INDEX outbox_unplaced ON outbox (id) WHERE position IS NULL;
CREATE INDEX outbox_of_organisation ON outbox (org_id, position);

-- One row. `position` is the last given, `trimmed` the last no longer kept. `leader` is the process that gives positions;
-- it makes `beat` grow, and another takes over when that stands still, whatever any clock says.
CREATE TABLE event_stream (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  position bigint NOT NULL DEFAULT 0,
  trimmed bigint NOT NULL DEFAULT 0,
  leader text,
  beat bigint NOT NULL DEFAULT 0
);
INSERT INTO event_stream DEFAULT VALUES;
GRANT SELECT, UPDATE ON event_stream TO allo_system;

-- How far each follower within the program has come.
CREATE TABLE event_consumers (
  name text PRIMARY KEY,
  position bigint NOT NULL,
  moved_at timestamptz(3) NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON event_consumers TO allo_system;

SELECT allo_protect('outbox', 'append');
