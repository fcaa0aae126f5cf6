--liquibase formatted sql

--changeset repartee:0070-idempotency-record
CREATE TABLE idempotency_record (
  scope varchar(64) NOT NULL,
  key varchar(255) NOT NULL,
  workspace_id uuid REFERENCES workspace (id) ON DELETE CASCADE,
  fingerprint bytea NOT NULL,
  owner uuid NOT NULL,
  created_at timestamptz NOT NULL,
  lease_until timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  status int,
  headers text,
  body bytea,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_record_expires ON idempotency_record (expires_at);
CREATE INDEX idempotency_record_workspace ON idempotency_record (workspace_id);
--rollback DROP TABLE idempotency_record;
