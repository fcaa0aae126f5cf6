--liquibase formatted sql

--changeset repartee:0012-membership-version
ALTER TABLE membership ADD COLUMN version bigint NOT NULL DEFAULT 0;
--rollback ALTER TABLE membership DROP COLUMN version;
