--liquibase formatted sql

--changeset repartee:0061-ai-usage-rollup
CREATE TABLE ai_usage_rollup (
  day date NOT NULL,
  provider varchar(24) NOT NULL,
  model varchar(120) NOT NULL,
  calls bigint NOT NULL,
  failures bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cost_usd numeric(14, 6) NOT NULL,
  latency_ms bigint NOT NULL,
  PRIMARY KEY (day, provider, model)
);
COMMENT ON TABLE ai_usage_rollup IS 'What ai_usage says about each whole UTC day';
COMMENT ON COLUMN ai_usage_rollup.latency_ms IS 'the sum over all calls';
--rollback DROP TABLE ai_usage_rollup;

--changeset repartee:0061-ai-usage-day
CREATE INDEX ai_usage_created ON ai_usage (created_at);
--rollback DROP INDEX ai_usage_created;
