--liquibase formatted sql

--changeset repartee:0080-audit-chain
CREATE TABLE audit_chain (
  workspace_id uuid PRIMARY KEY,
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);
COMMENT ON TABLE audit_chain IS 'The last entry of each workspace''s chain; whoever appends locks its row. It refers to no workspace, because it outlives them. Workspace 0: the installation itself';
--rollback DROP TABLE audit_chain;

--changeset repartee:0080-audit-entry
CREATE TABLE audit_entry (
  workspace_id uuid NOT NULL,
  sequence bigint NOT NULL,
  id uuid NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  action varchar(64) NOT NULL,
  actor_type varchar(16) NOT NULL,
  actor_id uuid,
  subject_type varchar(40),
  subject_id varchar(120),
  request_id varchar(64),
  details_digest bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (workspace_id, sequence)
);
CREATE INDEX audit_entry_action ON audit_entry (workspace_id, action, sequence);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, workspace_id, sequence);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, workspace_id, sequence);
COMMENT ON COLUMN audit_entry.details_digest IS 'SHA-256 of the salt and the details in audit_detail, so that those can be erased and the chain still holds';
--rollback DROP TABLE audit_entry;

--changeset repartee:0080-audit-detail
CREATE TABLE audit_detail (
  entry_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  salt bytea,
  details text,
  erased_at timestamptz,
  CHECK ((erased_at IS NULL) = (details IS NOT NULL) AND (details IS NULL) = (salt IS NULL))
);
CREATE INDEX audit_detail_workspace ON audit_detail (workspace_id) WHERE erased_at IS NULL;
CREATE INDEX audit_detail_recorded ON audit_detail (recorded_at) WHERE erased_at IS NULL;
COMMENT ON TABLE audit_detail IS 'What of an entry may be about a person: the address, and how things were before and after';
--rollback DROP TABLE audit_detail;

--changeset repartee:0080-audit-append-only splitStatements:false
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION audit_chain_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.workspace_id = OLD.workspace_id AND (NEW.sequence = OLD.sequence + 1
      OR (NEW.sequence = OLD.sequence AND NEW.hash = OLD.hash)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'An audit chain only grows' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION audit_detail_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.details IS NULL AND OLD.erased_at IS NULL AND NEW.entry_id = OLD.entry_id
      AND NEW.workspace_id = OLD.workspace_id AND NEW.recorded_at = OLD.recorded_at THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Details of an audit entry can be erased, not changed'
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_kept BEFORE DELETE OR TRUNCATE ON audit_chain
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_chain
  FOR EACH ROW EXECUTE FUNCTION audit_chain_grows();
CREATE TRIGGER audit_detail_kept BEFORE DELETE OR TRUNCATE ON audit_detail
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_detail_erased BEFORE UPDATE ON audit_detail
  FOR EACH ROW EXECUTE FUNCTION audit_detail_is_erased();

REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM CURRENT_USER;
REVOKE DELETE, TRUNCATE ON audit_chain, audit_detail FROM CURRENT_USER;
--rollback GRANT UPDATE, DELETE, TRUNCATE ON audit_entry, audit_chain, audit_detail TO CURRENT_USER; DROP TRIGGER audit_detail_erased ON audit_detail; DROP TRIGGER audit_detail_kept ON audit_detail; DROP TRIGGER audit_chain_grows ON audit_chain; DROP TRIGGER audit_chain_kept ON audit_chain; DROP TRIGGER audit_entry_append_only ON audit_entry; DROP FUNCTION audit_detail_is_erased(); DROP FUNCTION audit_chain_grows(); DROP FUNCTION audit_refuse();
