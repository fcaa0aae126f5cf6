--liquibase formatted sql

--changeset repartee:0010-workspace
CREATE TABLE workspace (
  id uuid PRIMARY KEY,
  name varchar(120) NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 0
);
--rollback DROP TABLE workspace;

--changeset repartee:0010-app-user
CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  email varchar(254) NOT NULL,
  name varchar(120),
  password_hash varchar(255) NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));
--rollback DROP TABLE app_user;

--changeset repartee:0010-membership
CREATE TABLE membership (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  role varchar(16) NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'MEMBER')),
  created_at timestamptz NOT NULL,
  UNIQUE (workspace_id, user_id)
);
CREATE INDEX membership_user ON membership (user_id);
--rollback DROP TABLE membership;

--changeset repartee:0010-refresh-token
CREATE TABLE refresh_token (
  id uuid PRIMARY KEY,
  family uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  token_hash varchar(64) NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (family);
CREATE INDEX refresh_token_user ON refresh_token (user_id);
CREATE INDEX refresh_token_workspace ON refresh_token (workspace_id);
CREATE INDEX refresh_token_expires ON refresh_token (expires_at);
--rollback DROP TABLE refresh_token;
