--liquibase formatted sql

--changeset repartee:0011-one-time-token
CREATE TABLE one_time_token (
  id uuid PRIMARY KEY,
  purpose varchar(32) NOT NULL,
  user_id uuid REFERENCES app_user (id) ON DELETE CASCADE,
  email varchar(254),
  subject_id uuid,
  token_hash varchar(64) NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  CHECK (user_id IS NOT NULL OR email IS NOT NULL)
);
CREATE INDEX one_time_token_user ON one_time_token (user_id);
CREATE INDEX one_time_token_subject ON one_time_token (subject_id);
CREATE INDEX one_time_token_expires ON one_time_token (expires_at);
--rollback DROP TABLE one_time_token;

--changeset repartee:0011-verified-addresses
ALTER TABLE app_user ADD COLUMN email_verified_at timestamptz;
--rollback ALTER TABLE app_user DROP COLUMN email_verified_at;

--changeset repartee:0011-unconfirmed-accounts
ALTER TABLE app_user ADD COLUMN unconfirmed boolean NOT NULL DEFAULT false;
ALTER TABLE one_time_token ADD COLUMN password_hash varchar(255);
COMMENT ON COLUMN one_time_token.password_hash IS 'Of a registration: the password that holds once its own mail is confirmed';
--rollback ALTER TABLE one_time_token DROP COLUMN password_hash; ALTER TABLE app_user DROP COLUMN unconfirmed;
