-- What the program keeps about itself: the installation's id, the check value of the secret key.
CREATE TABLE meta (
  key   text PRIMARY KEY,
  value jsonb NOT NULL
);

INSERT INTO meta (key, value) VALUES ('installation_id', to_jsonb(gen_random_uuid()::text));

CREATE TABLE connections (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL UNIQUE CHECK (name <> ''),
  connector  text NOT NULL CHECK (connector <> ''),
  identity   text,
  settings   jsonb NOT NULL DEFAULT '{}',
  secrets    bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN connections.identity IS 'What the system said it is (database uuid, shop id): a copied or restored system is recognised by it.';
COMMENT ON COLUMN connections.secrets IS 'Encrypted by src/auth/secrets.ts, bound to the connection''s name.';

CREATE TABLE syncs (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL UNIQUE CHECK (name <> ''),
  source_id  bigint NOT NULL REFERENCES connections,
  target_id  bigint NOT NULL REFERENCES connections,
  type       text NOT NULL CHECK (type <> ''),
  mode       text NOT NULL CHECK (mode IN ('full', 'incremental', 'bidirectional')),
  options    jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX syncs_source ON syncs (source_id);
CREATE INDEX syncs_target ON syncs (target_id);

CREATE TABLE runs (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sync_id      bigint NOT NULL REFERENCES syncs ON DELETE CASCADE,
  status       text NOT NULL DEFAULT 'running'
               CHECK (status IN ('running', 'success', 'partial', 'failed', 'cancelled')),
  trigger      text NOT NULL,
  options      jsonb NOT NULL DEFAULT '{}',
  cursor       jsonb,
  counts       jsonb NOT NULL DEFAULT '{}',
  fence        bigint NOT NULL DEFAULT 1,
  owner        text NOT NULL,
  heartbeat_at timestamptz NOT NULL DEFAULT now(),
  started_at   timestamptz NOT NULL DEFAULT now(),
  ended_at     timestamptz,
  error        jsonb,
  CHECK ((status = 'running') = (ended_at IS NULL))
);
-- Two runs of one sync never work at once.
CREATE UNIQUE INDEX runs_one_running ON runs (sync_id) WHERE status = 'running';
CREATE INDEX runs_by_sync ON runs (sync_id, id DESC);

CREATE TABLE links (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id  bigint NOT NULL REFERENCES connections ON DELETE CASCADE,
  target_id  bigint NOT NULL REFERENCES connections ON DELETE CASCADE,
  type       text NOT NULL CHECK (type <> ''),
  source_key text NOT NULL,
  target_key text NOT NULL,
  parent_id  bigint REFERENCES links ON DELETE CASCADE,
  generation integer NOT NULL DEFAULT 1 CHECK (generation >= 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  -- One to one: a record has one counterpart, and is the counterpart of one.
  CONSTRAINT links_source_key UNIQUE (source_id, target_id, type, source_key),
  CONSTRAINT links_target_key UNIQUE (source_id, target_id, type, target_key)
);
COMMENT ON COLUMN links.type IS 'Record type, or record type and list for children: product, product.variants.';
CREATE INDEX links_parent ON links (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX links_target ON links (target_id);

CREATE TABLE bases (
  sync_id     bigint NOT NULL REFERENCES syncs ON DELETE CASCADE,
  link_id     bigint NOT NULL REFERENCES links ON DELETE CASCADE,
  source      jsonb NOT NULL,
  target      jsonb NOT NULL,
  source_hash text NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sync_id, link_id)
);
COMMENT ON COLUMN bases.source_hash IS 'Fingerprint of the source''s values: an unchanged record is seen without reading its base.';
CREATE INDEX bases_link ON bases (link_id);

CREATE TABLE changes (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id        bigint NOT NULL REFERENCES runs ON DELETE CASCADE,
  sync_id       bigint NOT NULL REFERENCES syncs ON DELETE CASCADE,
  type          text NOT NULL CHECK (type <> ''),
  source_key    text NOT NULL,
  link_id       bigint REFERENCES links ON DELETE SET NULL,
  target_key    text,
  op            text NOT NULL CHECK (op IN ('create', 'update', 'archive', 'delete')),
  intent_key    text,
  status        text NOT NULL DEFAULT 'planned'
                CHECK (status IN ('planned', 'applied', 'rejected', 'unknown', 'void')),
  before        jsonb,
  after         jsonb,
  source_values jsonb,
  error         jsonb,
  fence         bigint NOT NULL,
  planned_at    timestamptz NOT NULL DEFAULT now(),
  closed_at     timestamptz,
  CHECK (op <> 'create' OR intent_key IS NOT NULL),
  CHECK ((status IN ('planned', 'unknown')) = (closed_at IS NULL))
);
COMMENT ON COLUMN changes.status IS 'void: planned and then not carried out; nothing reached the target.';
-- Recovery reads these, and an intent is open once only.
CREATE INDEX changes_open ON changes (sync_id, id) WHERE status IN ('planned', 'unknown');
CREATE UNIQUE INDEX changes_open_intent ON changes (intent_key) WHERE status IN ('planned', 'unknown');
CREATE INDEX changes_by_run ON changes (run_id, id);
CREATE INDEX changes_by_link ON changes (link_id, id) WHERE link_id IS NOT NULL;
CREATE INDEX changes_by_record ON changes (sync_id, type, source_key, id);

CREATE TABLE inbox (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sync_id       bigint NOT NULL REFERENCES syncs ON DELETE CASCADE,
  run_id        bigint REFERENCES runs ON DELETE SET NULL,
  type          text NOT NULL CHECK (type <> ''),
  record_type   text NOT NULL CHECK (record_type <> ''),
  source_key    text NOT NULL,
  operation     text NOT NULL,
  code          text NOT NULL,
  message       text NOT NULL,
  detail        jsonb,
  native        jsonb,
  status        text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'retrying', 'resolved', 'ignored')),
  attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_retry_at timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX inbox_one_open ON inbox (sync_id, record_type, source_key) WHERE status IN ('new', 'retrying');
CREATE INDEX inbox_due ON inbox (next_retry_at) WHERE status IN ('new', 'retrying') AND next_retry_at IS NOT NULL;
CREATE INDEX inbox_by_run ON inbox (run_id) WHERE run_id IS NOT NULL;
