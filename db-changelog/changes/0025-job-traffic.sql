--liquibase formatted sql

--changeset repartee:0025-job-traffic
CREATE TABLE job_traffic (
  minute timestamptz NOT NULL,
  queue varchar(64) NOT NULL,
  begun bigint NOT NULL,
  completed bigint NOT NULL,
  failed bigint NOT NULL,
  wait_ms bigint NOT NULL,
  run_ms bigint NOT NULL,
  PRIMARY KEY (minute, queue)
);
COMMENT ON TABLE job_traffic IS 'attempts that began and ended in a minute, of all instances, with the sums of what they had waited and of what they ran';
--rollback DROP TABLE job_traffic;
