import type { Freshness, FreshnessReport } from "../../../../../contracts/freshness.ts";
import type { PipelineHealth } from "../../../../../contracts/live.ts";
import { joinWords } from "../../../format/join-words.ts";
import { type Change, firstAndRest } from "./change.ts";

const to = { panel: "pipeline" } as const;
const shown = 2;

/** Sources that died, stages that are stale or failed, and messages that nobody could take in. */
export function sourceChanges(freshness: FreshnessReport | null, health: PipelineHealth | null): readonly Change[] {
  const readings = freshness?.readings ?? [];
  const stale = (kind: Freshness["kind"]): readonly Freshness[] =>
    readings
      .filter((reading) => reading.kind === kind && reading.state === "stale")
      .toSorted((a, b) => (a.ageMs ?? 0) - (b.ageMs ?? 0) || (a.name < b.name ? -1 : 1));
  const { first, rest } = firstAndRest(stale("source"), shown);
  const failed = (health?.stages ?? []).filter(({ outcome }) => outcome === "failed");
  const dead = (health?.deadLetters ?? []).reduce((sum, { count }) => sum + count, 0);
  return [
    ...first.map(
      ({ name, ageMs }): Change => ({
        ...{ id: `source ${name}`, kind: "source", tone: "warn", weight: 50, ageMs, to },
        text: `The source ${name} brings nothing any more.`,
      }),
    ),
    ...(rest.length === 0
      ? []
      : [
          {
            ...({
              id: "source rest",
              kind: "source",
              tone: "warn",
              weight: 48,
              ageMs: rest[0]?.ageMs ?? null,
              to,
            } as const),
            text: `${joinWords(rest.map(({ name }) => name))} bring nothing, too.`,
          },
        ]),
    ...stale("stage").map(
      ({ name, ageMs }): Change => ({
        ...{ id: `stage ${name}`, kind: "source", tone: "bad", weight: 78, ageMs, to },
        text: `The stage ${name} does not run any more.`,
      }),
    ),
    ...failed.map(
      ({ stage, note }): Change => ({
        ...{ id: `failed ${stage}`, kind: "source", tone: "bad", weight: 76, ageMs: null, to },
        text: `The last run of the stage ${stage} failed${note === "" ? "." : `: ${note}`}`,
      }),
    ),
    ...(dead === 0
      ? []
      : [
          {
            ...({ id: "dead letters", kind: "source", tone: "warn", weight: 60, ageMs: null, to } as const),
            text: `${dead} ${dead === 1 ? "message was" : "messages were"} put aside: no stage could take ${dead === 1 ? "it" : "them"} in.`,
          },
        ]),
  ];
}
