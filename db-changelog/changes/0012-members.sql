--liquibase formatted sql

--changeset repartee:0012-membership-version
ALTER TABLE membership ADD COLUMN version bigint NOT NULL DEFAULT 0;
--rollback ALTER TABLE membership DROP COLUMN version;

--changeset repartee:0012-refresh-token-device
ALTER TABLE refresh_token
  ADD COLUMN signed_in_at timestamptz,
  ADD COLUMN ends_at timestamptz,
  ADD COLUMN address varchar(45),
  ADD COLUMN device varchar(80);
COMMENT ON COLUMN refresh_token.ends_at IS 'When the whole family ends, however much it is used';
--rollback ALTER TABLE refresh_token DROP COLUMN signed_in_at, DROP COLUMN ends_at, DROP COLUMN address, DROP COLUMN device;

--changeset repartee:0012-invitation
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  email varchar(254) NOT NULL,
  role varchar(16) NOT NULL CHECK (role IN ('ADMIN', 'MEMBER')),
  invited_by uuid REFERENCES app_user (id) ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitation_address ON invitation (workspace_id, email);
CREATE INDEX invitation_invited_by ON invitation (invited_by);
CREATE INDEX invitation_expires ON invitation (expires_at);
--rollback DROP TABLE invitation;
