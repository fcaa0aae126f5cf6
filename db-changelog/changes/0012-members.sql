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
