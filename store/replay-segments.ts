import type { DeadLetter } from "../contracts/dead-letter.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import type { Writer } from "./handles.ts";
import { deadLetterOf, deadLetterOfText } from "./refused-segment.ts";
import { refusedPrefix, type SegmentStore, segmentPrefix } from "./segments.ts";
import type { StoreError } from "./store-error.ts";
import { AnyJournalRecords } from "./upgrade-message.ts";
import { writeMessages } from "./write-messages.ts";

export type ReplayDeps = {
  readonly writer: Writer;
  readonly segments: SegmentStore;
  readonly nowWallMs: () => number;
};

/** `refused`: keys of dead letters that the replay set aside under `journal-refused/`. `more`: others still wait. */
export type ReplayReport = { readonly replayed: number; readonly refused: readonly string[]; readonly more: boolean };
export type ReplayError = StoreError | { readonly code: "segments-unreachable"; readonly message: string };

/**
 * Writes the oldest waiting segments to Postgres, at most `maxSegments` (1 to 900), and deletes each only after its
 * commit: a crash repeats a segment and never loses one. A segment that can never be written moves to
 * `journal-refused/` with its reason and holds up no other. What Postgres did not answer for stays where it is.
 */
export async function replaySegments(
  deps: ReplayDeps,
  limits: { readonly maxSegments: number },
): Promise<Result<ReplayReport, ReplayError>> {
  const { writer, segments } = deps;
  try {
    const waiting = await segments.list(segmentPrefix, limits.maxSegments + 1);
    const keys = waiting.slice(0, limits.maxSegments);
    const texts = await Promise.all(keys.map((key) => segments.get(key)));
    const found = keys.flatMap((key, index) => {
      const text = texts[index];
      // Gone since the listing: another consumer has replayed it.
      return text === null || text === undefined ? [] : [{ key, text, message: parseSegment(text) }];
    });
    const readable = found.flatMap((each) => (each.message === undefined ? [] : [{ ...each, message: each.message }]));
    const fates = await writeMessages(
      writer,
      readable.map((each) => each.message),
    );

    const refused: string[] = [];
    const setAside = async (key: string, letter: DeadLetter) => {
      const refusedKey = refusedPrefix + key.slice(segmentPrefix.length);
      await segments.put(refusedKey, JSON.stringify(letter));
      await segments.delete(key);
      refused.push(refusedKey);
    };
    let replayed = 0;
    let unreachable: StoreError | undefined;
    for (const [index, { key, text, message }] of readable.entries()) {
      const fate = fates[index];
      if (fate === undefined) throw new Error("every message has a fate");
      if (fate.ok) {
        await segments.delete(key);
        replayed += 1;
      } else if (fate.error.code === "record-refused") {
        await setAside(key, deadLetterOf(message, text, fate.error, deps.nowWallMs()));
      } else unreachable = fate.error;
    }
    if (unreachable !== undefined) return err(unreachable);
    for (const { key, text, message } of found) {
      if (message === undefined) await setAside(key, deadLetterOfText(key, text, deps.nowWallMs()));
    }
    return ok({ replayed, refused, more: waiting.length > keys.length });
  } catch (problem) {
    return err({ code: "segments-unreachable", message: problem instanceof Error ? problem.message : String(problem) });
  }
}

function parseSegment(text: string): JournalRecords | undefined {
  try {
    return AnyJournalRecords.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
