--liquibase formatted sql

--changeset repartee:0060-ai-usage
CREATE TABLE ai_usage (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  user_id uuid REFERENCES app_user (id) ON DELETE SET NULL,
  provider varchar(24) NOT NULL,
  model varchar(120) NOT NULL,
  purpose varchar(16) NOT NULL,
  input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  estimated boolean NOT NULL DEFAULT false,
  cost_usd numeric(12, 6) NOT NULL,
  latency_ms integer NOT NULL,
  outcome varchar(24) NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX ai_usage_member_day ON ai_usage (user_id, created_at) INCLUDE (cost_usd);
CREATE INDEX ai_usage_provider_month ON ai_usage (provider, created_at) INCLUDE (cost_usd);
CREATE INDEX ai_usage_workspace ON ai_usage (workspace_id, created_at);
--rollback DROP TABLE ai_usage;
