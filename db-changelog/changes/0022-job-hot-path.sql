--liquibase formatted sql

--changeset repartee:0022-job-urgent
CREATE INDEX job_ranked ON job (queue, priority DESC, run_at, id) WHERE priority <> 0;
COMMENT ON INDEX job_ranked IS 'Finds the few that go before or after the others without sorting the others';
--rollback DROP INDEX job_ranked;

--changeset repartee:0022-job-vacuum
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.1, autovacuum_vacuum_cost_delay = 0);
COMMENT ON TABLE job IS 'Work that is not done yet. A lease changes no indexed column, so it stays a heap-only update; what is done is deleted, and vacuumed without pauses';
--rollback ALTER TABLE job RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_analyze_scale_factor, autovacuum_analyze_threshold, autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_cost_delay);
