CREATE TABLE "casts" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"cast_id" text NOT NULL,
	"vault" text NOT NULL,
	"spell" text NOT NULL,
	"trace_id" text NOT NULL,
	"fired_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"tx_hash" text,
	"block_number" numeric,
	"steps" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clusters" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"cluster_id" text NOT NULL,
	"members" jsonb NOT NULL,
	"medoid" text NOT NULL,
	"cohesion" double precision NOT NULL,
	"as_of_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"event_id" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"title" text NOT NULL,
	"source" text NOT NULL,
	"publisher_family" text NOT NULL,
	"event_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	"severity" double precision NOT NULL,
	"category" text NOT NULL,
	"geo" jsonb NOT NULL,
	"factors" jsonb NOT NULL,
	"confidence" double precision NOT NULL,
	"evidence_url" text,
	"rights" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"method_version" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pipeline_runs" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"stage" text NOT NULL,
	"scheduled_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL,
	"elapsed_ms" double precision NOT NULL,
	"outcome" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"asset" text NOT NULL,
	"price_usd" double precision NOT NULL,
	"low_usd" double precision NOT NULL,
	"high_usd" double precision NOT NULL,
	"window_end_at" timestamp (3) with time zone NOT NULL,
	"sample_at" timestamp (3) with time zone NOT NULL,
	"valid_until_at" timestamp (3) with time zone NOT NULL,
	"quality" double precision NOT NULL,
	"sources" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"signal" text NOT NULL,
	"value" double precision NOT NULL,
	"low" double precision,
	"high" double precision,
	"unit" text NOT NULL,
	"sample_at" timestamp (3) with time zone NOT NULL,
	"valid_until_at" timestamp (3) with time zone NOT NULL,
	"sources" jsonb NOT NULL,
	"producer" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "casts_vault_fired" ON "casts" USING btree ("vault","fired_at");--> statement-breakpoint
CREATE INDEX "clusters_as_of" ON "clusters" USING btree ("as_of_at");--> statement-breakpoint
CREATE INDEX "events_event" ON "events" USING btree ("event_at");--> statement-breakpoint
CREATE INDEX "pipeline_runs_stage_scheduled" ON "pipeline_runs" USING btree ("stage","scheduled_at");--> statement-breakpoint
CREATE INDEX "prices_asset_window" ON "prices" USING btree ("asset","window_end_at");--> statement-breakpoint
CREATE INDEX "prices_window" ON "prices" USING btree ("window_end_at");--> statement-breakpoint
CREATE INDEX "signals_signal_sample" ON "signals" USING btree ("signal","sample_at");