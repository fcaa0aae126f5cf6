--liquibase formatted sql

--changeset repartee:0095-backup-run
CREATE TABLE backup_run (
  id uuid PRIMARY KEY,
  kind varchar(16) NOT NULL,
  name varchar(200) NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  bytes bigint NOT NULL,
  row_count bigint NOT NULL,
  sha256 varchar(64) NOT NULL
);
CREATE INDEX backup_run_ended ON backup_run (ended_at);
--rollback DROP TABLE backup_run;
