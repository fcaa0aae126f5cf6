--liquibase formatted sql

--changeset repartee:0031-session-deleted
CREATE INDEX session_deleted ON session (deleted_at) WHERE deleted_at IS NOT NULL;
--rollback DROP INDEX session_deleted;
