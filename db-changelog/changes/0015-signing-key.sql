--liquibase formatted sql

--changeset repartee:0015-signing-key
CREATE TABLE signing_key (
  id varchar(43) PRIMARY KEY,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  signs_from timestamptz NOT NULL
);
COMMENT ON TABLE signing_key IS 'The pairs of keys that access tokens are signed with, each sealed under the key of this installation';
--rollback DROP TABLE signing_key;
