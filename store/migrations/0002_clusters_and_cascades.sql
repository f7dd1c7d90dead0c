CREATE TABLE "cascade_edges" (
	"key" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"from_asset" text NOT NULL,
	"to_asset" text NOT NULL,
	"weight" double precision NOT NULL,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"lag_ms" bigint NOT NULL,
	"support" bigint NOT NULL,
	"q" double precision,
	"origin" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"as_of_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "view" text DEFAULT 'fast' NOT NULL;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "stress" double precision;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "lineage_state" text DEFAULT 'born' NOT NULL;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "lineage_from" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "cascade_edges_as_of" ON "cascade_edges" USING btree ("as_of_at");--> statement-breakpoint
CREATE INDEX "clusters_cluster_as_of" ON "clusters" USING btree ("cluster_id","as_of_at");