--liquibase formatted sql

--changeset repartee:0091-walls splitStatements:false
CREATE FUNCTION walls_admit(who name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place regclass;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), who);
  FOR place IN
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND pg_has_role(c.relowner, 'USAGE')
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', place, who);
  END LOOP;
  FOR place IN
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
      AND pg_has_role(c.relowner, 'USAGE')
  LOOP
    EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', place, who);
  END LOOP;
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON databasechangelog, databasechangeloglock FROM %I', who);
  EXECUTE format('REVOKE UPDATE, DELETE ON audit_entry FROM %I', who);
  EXECUTE format('REVOKE DELETE ON audit_chain, audit_detail FROM %I', who);
END $$;
COMMENT ON FUNCTION walls_admit(name) IS 'Lets a role do what the server does with rows, and nothing to tables or to what is append-only';

CREATE FUNCTION walls_raise() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place regclass;
  owner text;
  who name;
BEGIN
  BEGIN
    IF to_regrole('repartee_walled') IS NULL THEN
      CREATE ROLE repartee_walled NOLOGIN;
      GRANT repartee_walled TO CURRENT_USER;
    END IF;
  EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
    NULL; -- then somebody else makes it
  END;
  FOR place, owner IN
    SELECT c.oid, CASE c.relname WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND (c.relname = 'workspace' OR EXISTS (
        SELECT 1 FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped))
      AND c.relname NOT IN ('job', 'dead_job', 'done_job')
      AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'wall')
  LOOP
    EXECUTE format(
      'CREATE POLICY wall ON %s USING (%I = (SELECT nullif(nullif(current_setting(''app.workspace'', true), ''''), ''*'')::uuid)'
      ' OR (SELECT current_setting(''app.workspace'', true) = ''*''))', place, owner);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', place);
  END LOOP;
  FOREACH place IN ARRAY ARRAY['knowledge_document', 'knowledge_chunk']::regclass[] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = place AND p.polname = 'wall_shared') THEN
      EXECUTE format('CREATE POLICY wall_shared ON %s FOR SELECT USING (workspace_id IS NULL)', place);
    END IF;
  END LOOP;
  FOR who IN
    SELECT r.rolname FROM pg_roles r
    WHERE r.rolname = 'repartee_walled' OR r.oid IN (
      SELECT acl.grantee FROM pg_class c, aclexplode(c.relacl) acl
      WHERE c.oid = 'workspace'::regclass AND acl.privilege_type = 'UPDATE' AND acl.grantee <> c.relowner)
  LOOP
    PERFORM walls_admit(who);
  END LOOP;
END $$;
COMMENT ON FUNCTION walls_raise() IS 'Gives every table of a workspace the policy that keeps its rows to that workspace; called after every migration';

CREATE FUNCTION walls_raze() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  place regclass;
  who text;
BEGIN
  FOR place IN
    SELECT DISTINCT p.polrelid FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND p.polname = 'wall'
  LOOP
    EXECUTE format('DROP POLICY wall ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS wall_shared ON %s', place);
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', place);
  END LOOP;
  FOR who IN
    SELECT DISTINCT r.rolname FROM pg_class c, aclexplode(c.relacl) acl JOIN pg_roles r ON r.oid = acl.grantee
    WHERE c.oid = 'workspace'::regclass AND acl.privilege_type = 'UPDATE' AND acl.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), who);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %I', current_schema(), who);
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', current_schema(), who);
  END LOOP;
END $$;
--rollback SELECT walls_raze(); DROP FUNCTION walls_raze(); DROP FUNCTION walls_raise(); DROP FUNCTION walls_admit(name);
