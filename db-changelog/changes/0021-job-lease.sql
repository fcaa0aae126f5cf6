--liquibase formatted sql

--changeset repartee:0021-job-lease-until
CREATE INDEX job_lease_until ON job USING brin (lease_until) WITH (pages_per_range = 16, autosummarize = on);
COMMENT ON INDEX job_lease_until IS 'Lets the sweep skip what was never leased. A BRIN index, because it leaves a lease a heap-only update (Postgres 16 and later)';
--rollback DROP INDEX job_lease_until;
