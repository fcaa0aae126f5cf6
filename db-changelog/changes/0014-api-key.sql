--liquibase formatted sql

--changeset repartee:0014-api-key
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name varchar(120) NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  secret_hash varchar(64) NOT NULL,
  previous_hash varchar(64),
  previous_until timestamptz,
  created_at timestamptz NOT NULL,
  rotated_at timestamptz,
  expires_at timestamptz,
  last_used_at timestamptz,
  version bigint NOT NULL DEFAULT 0,
  CHECK ((previous_hash IS NULL) = (previous_until IS NULL))
);
CREATE INDEX api_key_workspace ON api_key (workspace_id, id);
CREATE INDEX api_key_user ON api_key (user_id);
CREATE INDEX api_key_expires ON api_key (expires_at) WHERE expires_at IS NOT NULL;
--rollback DROP TABLE api_key;
