--liquibase formatted sql

--changeset repartee:0030-upload
CREATE TABLE upload (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  object_key varchar(255) NOT NULL UNIQUE,
  content_type varchar(64) NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  created_at timestamptz NOT NULL
);
CREATE INDEX upload_workspace ON upload (workspace_id);
CREATE INDEX upload_user ON upload (user_id);
CREATE INDEX upload_created ON upload (created_at);
--rollback DROP TABLE upload;

--changeset repartee:0030-session
CREATE TABLE session (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  type varchar(16) NOT NULL CHECK (type IN ('SCREENSHOT', 'TEXT')),
  status varchar(32) NOT NULL,
  name varchar(120) NOT NULL,
  is_pinned boolean NOT NULL DEFAULT false,
  image_key varchar(255) UNIQUE REFERENCES upload (object_key),
  ocr_result text,
  error_code varchar(64),
  error_message varchar(500),
  phase varchar(16),
  deleted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 0
);
CREATE INDEX session_owner ON session (workspace_id, user_id, id DESC);
CREATE INDEX session_by_user ON session (user_id);
--rollback DROP TABLE session;

--changeset repartee:0030-session-message
CREATE TABLE session_message (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  position integer NOT NULL,
  author varchar(16) NOT NULL CHECK (author IN ('USER', 'CONTACT')),
  text varchar(4000) NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 0,
  UNIQUE (session_id, position)
);
CREATE INDEX session_message_workspace ON session_message (workspace_id);
--rollback DROP TABLE session_message;

--changeset repartee:0030-suggestion
CREATE TABLE suggestion (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  fingerprint char(64) NOT NULL,
  text varchar(4000) NOT NULL,
  title varchar(200) NOT NULL,
  tag varchar(64) NOT NULL,
  analysis varchar(4000) NOT NULL,
  phase varchar(16) NOT NULL,
  provider varchar(32) NOT NULL,
  model varchar(120) NOT NULL,
  sources text NOT NULL,
  hits bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  UNIQUE (session_id, fingerprint)
);
CREATE INDEX suggestion_workspace ON suggestion (workspace_id);
--rollback DROP TABLE suggestion;

--changeset repartee:0030-opener
CREATE TABLE opener (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  text varchar(4000) NOT NULL,
  style varchar(32),
  twist varchar(500),
  locale varchar(35),
  provider varchar(32) NOT NULL,
  model varchar(120) NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX opener_owner ON opener (workspace_id, user_id, id DESC);
CREATE INDEX opener_user ON opener (user_id);
--rollback DROP TABLE opener;

--changeset repartee:0030-reaction
CREATE TABLE reaction (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  message_id uuid REFERENCES session_message (id) ON DELETE CASCADE,
  opener_id uuid REFERENCES opener (id) ON DELETE CASCADE,
  kind varchar(32) NOT NULL CHECK (kind IN ('LIKED', 'DISLIKED', 'PINNED', 'COPIED_TO_CLIPBOARD')),
  created_at timestamptz NOT NULL,
  CHECK (num_nonnulls(message_id, opener_id) = 1),
  UNIQUE (message_id, user_id, kind),
  UNIQUE (opener_id, user_id, kind)
);
CREATE INDEX reaction_workspace ON reaction (workspace_id);
CREATE INDEX reaction_user ON reaction (user_id);
--rollback DROP TABLE reaction;
