--liquibase formatted sql

--changeset repartee:0020-job
CREATE TABLE job (
  id uuid PRIMARY KEY,
  workspace_id uuid REFERENCES workspace (id) ON DELETE CASCADE,
  queue varchar(64) NOT NULL,
  type varchar(120) NOT NULL,
  version smallint NOT NULL DEFAULT 1,
  payload text NOT NULL,
  priority smallint NOT NULL DEFAULT 0,
  dedupe_key varchar(200),
  attempts smallint NOT NULL DEFAULT 0,
  max_attempts smallint NOT NULL,
  backoff varchar(200) NOT NULL,
  timeout_ms bigint NOT NULL,
  run_at timestamptz NOT NULL,
  state varchar(8) NOT NULL DEFAULT 'READY' CHECK (state IN ('READY', 'RUNNING')),
  lease_until timestamptz,
  lease_token uuid,
  progress smallint NOT NULL DEFAULT 0,
  traceparent varchar(64),
  last_error varchar(1000),
  created_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX job_due ON job (queue, run_at);
CREATE INDEX job_workspace ON job (workspace_id) WHERE workspace_id IS NOT NULL;
CREATE UNIQUE INDEX job_dedupe ON job (queue, dedupe_key) WHERE dedupe_key IS NOT NULL;
COMMENT ON TABLE job IS 'Work that is not done yet. A lease changes no indexed column, so it stays a heap-only update';
--rollback DROP TABLE job;

--changeset repartee:0020-dead-job
CREATE TABLE dead_job (
  id uuid PRIMARY KEY,
  workspace_id uuid REFERENCES workspace (id) ON DELETE CASCADE,
  queue varchar(64) NOT NULL,
  type varchar(120) NOT NULL,
  version smallint NOT NULL,
  payload text NOT NULL,
  attempts smallint NOT NULL,
  max_attempts smallint NOT NULL,
  traceparent varchar(64),
  last_error varchar(1000),
  created_at timestamptz NOT NULL,
  died_at timestamptz NOT NULL
);
CREATE INDEX dead_job_queue ON dead_job (queue, died_at);
CREATE INDEX dead_job_workspace ON dead_job (workspace_id) WHERE workspace_id IS NOT NULL;
--rollback DROP TABLE dead_job;
