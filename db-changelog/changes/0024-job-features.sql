--liquibase formatted sql

--changeset repartee:0024-job-pause
CREATE TABLE job_pause (
  queue varchar(64) PRIMARY KEY,
  paused_at timestamptz NOT NULL
);
COMMENT ON TABLE job_pause IS 'Queues whose jobs are not begun for now';
--rollback DROP TABLE job_pause;

--changeset repartee:0024-job-ties
ALTER TABLE job
  ADD COLUMN group_key varchar(220),
  ADD COLUMN group_order bigint,
  ADD COLUMN parent_id uuid,
  ADD COLUMN awaits_children boolean NOT NULL DEFAULT false,
  ADD COLUMN survives_children boolean NOT NULL DEFAULT false,
  ADD COLUMN failed_child uuid,
  ADD COLUMN wanted_at timestamptz,
  ADD COLUMN rate_key varchar(200),
  ADD COLUMN slot_granted boolean NOT NULL DEFAULT false,
  ADD COLUMN keep_ms bigint;
COMMENT ON COLUMN job.run_at IS 'When it is due; infinity while it is held, behind another one of its group or until its children are done';
COMMENT ON COLUMN job.wanted_at IS 'When a job that was held at first wants to run at the earliest';
CREATE SEQUENCE job_group_order;
CREATE INDEX job_group ON job (queue, group_key, group_order) WHERE group_key IS NOT NULL;
CREATE UNIQUE INDEX job_group_head ON job (queue, group_key) WHERE group_key IS NOT NULL AND run_at < 'infinity';
CREATE INDEX job_parent ON job (parent_id) WHERE parent_id IS NOT NULL;
COMMENT ON INDEX job_group_head IS 'Of each group one job at most is not held';
--rollback DROP INDEX job_parent;
--rollback DROP INDEX job_group_head;
--rollback DROP INDEX job_group;
--rollback DROP SEQUENCE job_group_order;
--rollback COMMENT ON COLUMN job.run_at IS NULL;
--rollback ALTER TABLE job DROP COLUMN group_key, DROP COLUMN group_order, DROP COLUMN parent_id, DROP COLUMN awaits_children, DROP COLUMN survives_children, DROP COLUMN failed_child, DROP COLUMN wanted_at, DROP COLUMN rate_key, DROP COLUMN slot_granted, DROP COLUMN keep_ms;

--changeset repartee:0024-job-history
ALTER TABLE dead_job
  ADD COLUMN backoff varchar(200),
  ADD COLUMN timeout_ms bigint,
  ADD COLUMN priority smallint,
  ADD COLUMN group_key varchar(220),
  ADD COLUMN rate_key varchar(200),
  ADD COLUMN keep_ms bigint;
CREATE INDEX dead_job_died ON dead_job (died_at, id);
CREATE TABLE done_job (
  id uuid PRIMARY KEY,
  workspace_id uuid REFERENCES workspace (id) ON DELETE CASCADE,
  queue varchar(64) NOT NULL,
  type varchar(120) NOT NULL,
  version smallint NOT NULL,
  payload text NOT NULL,
  attempts smallint NOT NULL,
  max_attempts smallint NOT NULL,
  traceparent varchar(64),
  result text,
  created_at timestamptz NOT NULL,
  done_at timestamptz NOT NULL,
  keep_until timestamptz NOT NULL
);
CREATE INDEX done_job_done ON done_job (done_at, id);
CREATE INDEX done_job_queue ON done_job (queue, done_at);
CREATE INDEX done_job_keep ON done_job (keep_until);
CREATE INDEX done_job_workspace ON done_job (workspace_id) WHERE workspace_id IS NOT NULL;
CREATE TABLE job_attempt (
  job_id uuid NOT NULL,
  number smallint NOT NULL,
  started_at timestamptz,
  ended_at timestamptz NOT NULL,
  outcome varchar(16) NOT NULL,
  error varchar(1000),
  instance varchar(120),
  PRIMARY KEY (job_id, number)
);
COMMENT ON TABLE job_attempt IS 'Attempts that failed, and those of jobs that are kept; gone with their job';
COMMENT ON COLUMN job_attempt.started_at IS 'NULL when its worker did not come back to tell';
--rollback DROP TABLE job_attempt;
--rollback DROP TABLE done_job;
--rollback DROP INDEX dead_job_died;
--rollback ALTER TABLE dead_job DROP COLUMN backoff, DROP COLUMN timeout_ms, DROP COLUMN priority, DROP COLUMN group_key, DROP COLUMN rate_key, DROP COLUMN keep_ms;

--changeset repartee:0024-job-throttle
CREATE TABLE job_throttle (
  queue varchar(64) NOT NULL,
  dedupe_key varchar(200) NOT NULL,
  job_id uuid NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (queue, dedupe_key)
);
CREATE INDEX job_throttle_until ON job_throttle (until);
COMMENT ON TABLE job_throttle IS 'Which job stands for a throttled key, and for how long';
--rollback DROP TABLE job_throttle;

--changeset repartee:0024-job-limits
CREATE TABLE job_rate (
  queue varchar(64) NOT NULL,
  rate_key varchar(200) NOT NULL,
  slots timestamptz[] NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (queue, rate_key)
);
CREATE INDEX job_rate_until ON job_rate (until);
COMMENT ON TABLE job_rate IS 'When jobs of a queue (key empty) or of one of its keys were or will be let through, as far back as the rate looks; until says when the row tells nothing any more';
CREATE TABLE job_slot (
  queue varchar(64) NOT NULL,
  job_id uuid NOT NULL,
  lease_token uuid NOT NULL,
  PRIMARY KEY (queue, job_id)
);
COMMENT ON TABLE job_slot IS 'Who may run of a queue with a limit over all instances; a slot whose lease is over counts for nothing';
--rollback DROP TABLE job_slot;
--rollback DROP TABLE job_rate;

--changeset repartee:0024-job-release splitStatements:false
CREATE FUNCTION job_lock(kind text, name text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(kind || ':' || name, 24))
$$;

CREATE FUNCTION job_release(candidate uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE job j SET run_at = greatest(clock_timestamp(), wanted_at)
  WHERE j.id = candidate AND j.run_at = 'infinity'
    AND NOT (j.awaits_children AND EXISTS (SELECT FROM job c WHERE c.parent_id = j.id))
    AND (j.group_key IS NULL OR NOT EXISTS (
      SELECT FROM job g WHERE g.queue = j.queue AND g.group_key = j.group_key AND g.id <> j.id
        AND (g.run_at < 'infinity' OR g.group_order < j.group_order)))
$$;

CREATE FUNCTION job_release_group(of_queue text, of_group text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM job_lock('group', of_queue || ':' || of_group);
  PERFORM job_release(id) FROM (
    SELECT id FROM job WHERE queue = of_queue AND group_key = of_group
    ORDER BY group_order LIMIT 1) AS first;
END $$;

CREATE FUNCTION job_enters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.awaits_children THEN
    PERFORM job_lock('parent', NEW.id::text);
  END IF;
  IF NEW.group_key IS NOT NULL THEN
    PERFORM job_release_group(NEW.queue, NEW.group_key);
  ELSE
    PERFORM job_release(NEW.id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION job_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.last_error IS NOT NULL THEN
    DELETE FROM job_attempt WHERE job_id = OLD.id
      AND NOT EXISTS (SELECT FROM dead_job WHERE id = OLD.id)
      AND NOT EXISTS (SELECT FROM done_job WHERE id = OLD.id);
  END IF;
  IF OLD.awaits_children THEN
    DELETE FROM job WHERE parent_id = OLD.id AND state <> 'RUNNING';
  END IF;
  IF OLD.group_key IS NOT NULL THEN
    PERFORM job_release_group(OLD.queue, OLD.group_key);
  END IF;
  IF OLD.parent_id IS NOT NULL THEN
    PERFORM job_lock('parent', OLD.parent_id::text);
    UPDATE job SET run_at = clock_timestamp(), state = 'RUNNING', attempts = max_attempts,
      lease_until = clock_timestamp(), failed_child = OLD.id
    WHERE id = OLD.parent_id AND run_at = 'infinity' AND NOT survives_children
      AND EXISTS (SELECT FROM dead_job WHERE id = OLD.id);
    IF NOT FOUND THEN
      PERFORM job_release(OLD.parent_id);
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION job_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM job_attempt WHERE job_id = OLD.id AND NOT EXISTS (SELECT FROM job WHERE id = OLD.id);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER job_enters AFTER INSERT ON job DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.run_at = 'infinity') EXECUTE FUNCTION job_enters();
CREATE CONSTRAINT TRIGGER job_leaves AFTER DELETE ON job DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.group_key IS NOT NULL OR OLD.parent_id IS NOT NULL
    OR OLD.awaits_children OR OLD.last_error IS NOT NULL) EXECUTE FUNCTION job_leaves();
CREATE CONSTRAINT TRIGGER dead_job_forgotten AFTER DELETE ON dead_job DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION job_forgotten();
CREATE CONSTRAINT TRIGGER done_job_forgotten AFTER DELETE ON done_job DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION job_forgotten();
--rollback DROP TRIGGER done_job_forgotten ON done_job; DROP TRIGGER dead_job_forgotten ON dead_job; DROP TRIGGER job_leaves ON job; DROP TRIGGER job_enters ON job; DROP FUNCTION job_forgotten(); DROP FUNCTION job_leaves(); DROP FUNCTION job_enters(); DROP FUNCTION job_release_group(text, text); DROP FUNCTION job_release(uuid); DROP FUNCTION job_lock(text, text);
