import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { FreshnessHistory, FreshnessKind, FreshnessReport } from "../../contracts/freshness.ts";
import { SignalKey } from "../../contracts/ids.ts";
import { FeedKind } from "../../contracts/live.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { sourceUrls } from "../../ingest/core/source-urls.ts";
import type { Reader } from "../../store/handles.ts";
import { r2Segments } from "../../store/r2-segments.ts";
import { readSignalAges } from "../../store/read-latest-samples.ts";
import { readSourceRuns } from "../../store/read-source-runs.ts";
import { readStageRuns } from "../../store/read-stage-runs.ts";
import { countSegments } from "../../store/segments.ts";
import type { EdgeEnv } from "../bindings.ts";
import { deadLettersOf } from "../dead-letters/dead-letters-of.ts";
import { limitsOf } from "../freshness.ts";
import { listFreshness, presentMs, type Seen, signalLimits } from "../list-freshness.ts";
import { liveFeedOf } from "../live.ts";
import { withReader } from "../wire-journal.ts";

/** What the routes of freshness and metrics read from. */
export type StatusReads = {
  readonly seen: () => Promise<Seen>;
  readonly deadLetters: () => Promise<readonly { readonly queue: string; readonly count: number }[]>;
  readonly segments: () => Promise<number>;
  readonly withReader: <Value>(work: (reader: Reader) => Promise<Value>) => Promise<Value>;
};

const file: Pick<PipelinesFile, "stages" | "sources" | "queues"> = pipelines;
const catalogue = createSignalCatalogue(pipelines);
const countMax = 1_000;

/** The reads of the edge Worker: its live feed's object, its bucket, its store. */
export function openStatusReads(env: EdgeEnv): StatusReads {
  return {
    async seen() {
      const live = liveFeedOf(env);
      const [stages, sources, signals] = await Promise.all([live.stages(), live.sources(), live.signals()]);
      const feed = FeedKind.parse(env.FEED);
      const askedSources = Object.keys(sourceUrls(env));
      // A pair that came through a call is a list of either.
      const pairs = signals.map(([key, atMs]) => [String(key), Number(atMs)] as const);
      return { feed, nowWallMs: Date.now(), stages, sources, signals: pairs, askedSources };
    },
    async deadLetters() {
      const counts = new Map(
        (await deadLettersOf(env).counts()).map((each) => [each.queue, each.parked + each.sending]),
      );
      const queues = Object.entries(file.queues).flatMap(([queue, { dead_letter }]) => (dead_letter ? [queue] : []));
      return [...new Set([...queues, ...counts.keys()])].map((queue) => ({ queue, count: counts.get(queue) ?? 0 }));
    },
    segments: () => countSegments(r2Segments(env.ARCHIVE), countMax),
    withReader: (work) => withReader(env, work),
  };
}

export function reportFreshness(seen: Seen): FreshnessReport {
  const readings = [...listFreshness(seen, file, catalogue.find)];
  return { feed: seen.feed, nowMs: presentMs(seen), readings };
}

export type HistoryFault = { readonly code: "not-found" | "unavailable"; readonly message: string };

/** How old one stage, source or signal had become, over time. A name may be told apart by its kind. */
export async function readFreshnessHistory(
  reads: StatusReads,
  asked: { readonly kind: FreshnessKind | undefined; readonly name: string; readonly minutes: number },
): Promise<Result<FreshnessHistory, HistoryFault>> {
  const { name } = asked;
  const kind = asked.kind ?? kindOf(name);
  const key = SignalKey.safeParse(name);
  if (kind === undefined || (kind === "signal" && !key.success)) {
    return err({ code: "not-found", message: `there is no stage, source or signal ${name}` });
  }
  const toMs = presentMs(await reads.seen());
  const range = { fromMs: Math.max(0, toMs - asked.minutes * 60_000), toMs };
  const read = await reads.withReader<Result<readonly { atMs: number; ageMs: number | null }[], { message: string }>>(
    (reader) => {
      if (kind === "stage") return readStageRuns(reader, { ...range, stage: name });
      if (kind === "source") return readSourceRuns(reader, { ...range, source: name });
      return readSignalAges(reader, { ...range, key: SignalKey.parse(name) });
    },
  );
  if (!read.ok) return err({ code: "unavailable", message: "The recorded runs cannot be read at present." });
  const points = read.value.map(({ atMs, ageMs }) => ({ atMs, ageMs }));
  const limits =
    kind === "signal"
      ? signalLimits(catalogue.find(name))
      : limitsOf((kind === "stage" ? file.stages : file.sources)[name]?.freshness);
  return ok({ kind, name, ...limits, points });
}

function kindOf(name: string): FreshnessKind | undefined {
  if (Object.hasOwn(file.stages, name)) return "stage";
  if (Object.hasOwn(file.sources, name)) return "source";
  return SignalKey.safeParse(name).success ? "signal" : undefined;
}
