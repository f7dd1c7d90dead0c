CREATE TABLE "anomalies" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"category" text NOT NULL,
	"hour_at" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"median" double precision NOT NULL,
	"scale" double precision NOT NULL,
	"up" double precision NOT NULL,
	"down" double precision NOT NULL,
	"weeks" bigint NOT NULL,
	"learning" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "backfills" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"backfill_id" text NOT NULL,
	"input" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"done_until_at" timestamp (3) with time zone NOT NULL,
	"windows" bigint NOT NULL,
	"records" bigint NOT NULL,
	"refused" bigint NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "factors" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"factor" text NOT NULL,
	"value" double precision NOT NULL,
	"evidence" jsonb NOT NULL,
	"as_of_at" timestamp (3) with time zone NOT NULL,
	"valid_until_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "markets" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"market" text NOT NULL,
	"question" text NOT NULL,
	"source" text NOT NULL,
	"probability" double precision NOT NULL,
	"logit" double precision NOT NULL,
	"shift" double precision,
	"volume_usd" double precision,
	"liquidity_usd" double precision,
	"state" text NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"sample_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refused_quotes" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"asset" text NOT NULL,
	"window_end_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"refused" text NOT NULL,
	"price" double precision,
	"quote" text NOT NULL,
	"rate_usd" double precision,
	"price_usd" double precision,
	"range" jsonb,
	"sample_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "relations" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"left_series" text NOT NULL,
	"right_series" text NOT NULL,
	"correlation" double precision NOT NULL,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"samples" bigint NOT NULL,
	"q" double precision NOT NULL,
	"as_of_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_runs" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"rows" bigint NOT NULL,
	"refused_rows" bigint NOT NULL,
	"calls" bigint NOT NULL,
	"latency_ms" double precision NOT NULL,
	"newest_at" timestamp (3) with time zone,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stories" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"story_id" text NOT NULL,
	"state" text NOT NULL,
	"merged_into" text,
	"split_from" text,
	"title" text,
	"category" text NOT NULL,
	"event_ids" jsonb NOT NULL,
	"publisher_families" jsonb NOT NULL,
	"first_published_at" timestamp (3) with time zone NOT NULL,
	"last_published_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"severity" double precision NOT NULL,
	"confidence" double precision NOT NULL,
	"factors" jsonb NOT NULL,
	"method_version" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "events_event";--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "title" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "open_usd" double precision;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "dispersion" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" ALTER COLUMN "dispersion" DROP DEFAULT;--> statement-breakpoint
-- Rows of before: the open was not kept, so the close stands for it; a quote was taken for dollars as it was.
UPDATE "prices" SET "open_usd" = "price_usd", "sources" = (
	SELECT jsonb_agg(source || jsonb_build_object(
		'price', source->'priceUsd', 'quote', 'USD', 'rateUsd', 1, 'range', NULL) ORDER BY place)
	FROM jsonb_array_elements("sources") WITH ORDINALITY AS listed(source, place)
);--> statement-breakpoint
ALTER TABLE "prices" ALTER COLUMN "open_usd" SET NOT NULL;--> statement-breakpoint
-- Kinds of before that are no category now.
UPDATE "events" SET "category" = 'other' WHERE "category" NOT IN (
	'earthquake', 'disaster', 'conflict', 'unrest', 'cyber', 'exploit', 'outage', 'regulation', 'monetary', 'economy', 'market',
	'sentiment', 'volatility', 'adoption', 'trade', 'health');--> statement-breakpoint
CREATE INDEX "anomalies_hour" ON "anomalies" USING btree ("hour_at");--> statement-breakpoint
CREATE INDEX "backfills_done_until" ON "backfills" USING btree ("done_until_at");--> statement-breakpoint
CREATE INDEX "factors_factor_as_of" ON "factors" USING btree ("factor","as_of_at");--> statement-breakpoint
CREATE INDEX "factors_as_of" ON "factors" USING btree ("as_of_at");--> statement-breakpoint
CREATE INDEX "markets_market_sample" ON "markets" USING btree ("market","sample_at");--> statement-breakpoint
CREATE INDEX "markets_sample" ON "markets" USING btree ("sample_at");--> statement-breakpoint
CREATE INDEX "refused_quotes_window_key" ON "refused_quotes" USING btree ("window_end_at","key");--> statement-breakpoint
CREATE INDEX "relations_as_of" ON "relations" USING btree ("as_of_at");--> statement-breakpoint
CREATE INDEX "source_runs_source_run" ON "source_runs" USING btree ("source","run_at");--> statement-breakpoint
CREATE INDEX "source_runs_run" ON "source_runs" USING btree ("run_at");--> statement-breakpoint
CREATE INDEX "stories_last_key" ON "stories" USING btree ("last_published_at","key");--> statement-breakpoint
CREATE INDEX "stories_first" ON "stories" USING btree ("first_published_at");--> statement-breakpoint
CREATE INDEX "stories_expires" ON "stories" USING btree ("expires_at") WHERE "stories"."title" is not null;--> statement-breakpoint
CREATE INDEX "casts_fired" ON "casts" USING btree ("fired_at");--> statement-breakpoint
CREATE INDEX "events_event_key" ON "events" USING btree ("event_at","key");--> statement-breakpoint
CREATE INDEX "events_expires" ON "events" USING btree ("expires_at") WHERE "events"."title" is not null;--> statement-breakpoint
CREATE INDEX "pipeline_runs_scheduled" ON "pipeline_runs" USING btree ("scheduled_at");--> statement-breakpoint
CREATE INDEX "signals_sample" ON "signals" USING btree ("sample_at");