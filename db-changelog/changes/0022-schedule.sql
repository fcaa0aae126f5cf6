--liquibase formatted sql

--changeset repartee:0022-job-schedule
CREATE TABLE job_schedule (
  name varchar(120) PRIMARY KEY,
  type varchar(120) NOT NULL,
  version smallint NOT NULL,
  payload text NOT NULL,
  rule varchar(200) NOT NULL,
  zone varchar(64) NOT NULL,
  catch_up smallint NOT NULL CHECK (catch_up >= 0),
  last_tick timestamptz,
  next_tick timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON COLUMN job_schedule.catch_up IS 'how many missed ticks are made up for; 0: none';
--rollback DROP TABLE job_schedule;

--changeset repartee:0022-job-schedule-tick
CREATE TABLE job_schedule_tick (
  name varchar(120) NOT NULL,
  tick timestamptz NOT NULL,
  fired_at timestamptz NOT NULL,
  PRIMARY KEY (name, tick)
);
CREATE INDEX job_schedule_tick_fired ON job_schedule_tick (fired_at);
COMMENT ON TABLE job_schedule_tick IS 'The ticks that have had their job. It refers to no schedule, so that one that is removed and added again repeats no tick';
--rollback DROP TABLE job_schedule_tick;
