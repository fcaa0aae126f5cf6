--liquibase formatted sql

--changeset repartee:0090-encryption-canary
CREATE TABLE encryption_canary (
  id smallint PRIMARY KEY CHECK (id = 1),
  sealed bytea NOT NULL,
  sealed_at timestamptz NOT NULL
);
COMMENT ON TABLE encryption_canary IS 'A known value sealed under the key of this installation: a start with another key is refused';
--rollback DROP TABLE encryption_canary;
