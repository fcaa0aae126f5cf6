--liquibase formatted sql

--changeset repartee:0016-clerk
CREATE TABLE clerk_user (
  id varchar(64) PRIMARY KEY,
  user_id uuid UNIQUE REFERENCES app_user (id) ON DELETE SET NULL,
  workspace_id uuid REFERENCES workspace (id) ON DELETE SET NULL,
  updated_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX clerk_user_workspace ON clerk_user (workspace_id);
COMMENT ON TABLE clerk_user IS 'Which account and which workspace of their own a user of Clerk has; without an account it is closed';
CREATE TABLE clerk_organization (
  id varchar(64) PRIMARY KEY,
  workspace_id uuid NOT NULL UNIQUE REFERENCES workspace (id) ON DELETE CASCADE
);
CREATE TABLE clerk_departure (
  organization_id varchar(64) NOT NULL,
  clerk_user_id varchar(64) NOT NULL,
  left_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, clerk_user_id)
);
CREATE TABLE clerk_webhook (
  id varchar(120) PRIMARY KEY,
  received_at timestamptz NOT NULL
);
CREATE INDEX clerk_webhook_received ON clerk_webhook (received_at);
--rollback DROP TABLE clerk_webhook, clerk_departure, clerk_organization, clerk_user;
