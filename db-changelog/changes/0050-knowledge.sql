--liquibase formatted sql

--changeset repartee:0050-knowledge-document
CREATE TABLE knowledge_document (
  id uuid PRIMARY KEY,
  workspace_id uuid REFERENCES workspace (id) ON DELETE CASCADE,
  name varchar(200) NOT NULL,
  source varchar(16) NOT NULL CHECK (source IN ('PLAYBOOK', 'TEXT', 'QA', 'URL', 'SITEMAP', 'PDF')),
  content_hash char(64) NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX knowledge_document_playbook ON knowledge_document (name) WHERE workspace_id IS NULL;
CREATE INDEX knowledge_document_workspace ON knowledge_document (workspace_id);
COMMENT ON COLUMN knowledge_document.workspace_id IS 'null: the playbook, which every workspace may use';
--rollback DROP TABLE knowledge_document;

--changeset repartee:0050-knowledge-chunk
CREATE TABLE knowledge_chunk (
  id uuid PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES knowledge_document (id) ON DELETE CASCADE,
  workspace_id uuid REFERENCES workspace (id) ON DELETE CASCADE,
  chunk_key varchar(120) NOT NULL,
  title varchar(200) NOT NULL,
  phase varchar(16),
  goal varchar(64) NOT NULL,
  type varchar(16) NOT NULL,
  styles text[] NOT NULL DEFAULT '{}',
  text text NOT NULL,
  template text,
  why text,
  embedding real[],
  embedding_model varchar(64),
  search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') ||
    setweight(to_tsvector('english', text), 'B') ||
    setweight(to_tsvector('english', coalesce(template, '')), 'C')) STORED,
  UNIQUE (document_id, chunk_key)
);
CREATE INDEX knowledge_chunk_workspace ON knowledge_chunk (workspace_id);
CREATE INDEX knowledge_chunk_search ON knowledge_chunk USING gin (search);
--rollback DROP TABLE knowledge_chunk;

--changeset repartee:0050-knowledge-vector
--preconditions onFail:CONTINUE
--precondition-sql-check expectedResult:1 SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'
CREATE EXTENSION IF NOT EXISTS vector;
ALTER TABLE knowledge_chunk ADD COLUMN embedding_vector vector(384);
UPDATE knowledge_chunk SET embedding_vector = embedding::vector WHERE array_length(embedding, 1) = 384;
CREATE INDEX knowledge_chunk_vector ON knowledge_chunk USING hnsw (embedding_vector vector_cosine_ops);
--rollback ALTER TABLE knowledge_chunk DROP COLUMN embedding_vector;
