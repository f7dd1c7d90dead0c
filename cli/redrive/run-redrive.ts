import type { JournalRecord } from "../../contracts/journal-records.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { Reader, Writer } from "../../store/handles.ts";
import { readWindowQuotes, type WindowQuotes } from "../../store/read-window-quotes.ts";
import { writeJournal } from "../../store/write-journal.ts";
import type { Fault } from "../arguments.ts";
import { countRedrive, type RedriveReport } from "./count-redrive.ts";
import { judgeWindow, type Outcome, type RedriveRule } from "./judge-window.ts";

export type RedriveRange = { readonly fromMs: number; readonly toMs: number };
export type RedriveDeps = {
  readonly store: { readonly writer: Writer; readonly reader: Reader };
  readonly isDry: boolean;
  /** Told after each transaction, and now and then where nothing changes. */
  readonly onProgress: (report: RedriveReport, doneUntilMs: number) => void;
  readonly rowsPerPage?: number;
};

/** Records of one transaction, but for those of its last window: a window is written as a whole. */
const recordsPerWrite = 500;
const windowsPerProgress = 720;

/**
 * Judges the recorded quotes of a range again, window after window, and writes the prices that differ. What is equal is never
 * written, so that a second run finds nothing to do, and one that was killed is simply run again.
 */
export async function runRedrive(
  range: RedriveRange,
  rule: RedriveRule,
  deps: RedriveDeps,
): Promise<Result<RedriveReport, Fault>> {
  const counter = countRedrive();
  let records: JournalRecord[] = [];
  const flush = async (doneUntilMs: number): Promise<Result<null, Fault>> => {
    const written =
      deps.isDry || records.length === 0 ? ok({ written: 0 }) : await writeJournal(deps.store.writer, records);
    if (!written.ok) return err({ message: `the last prices were not written: ${written.error.message}` });
    records = [];
    counter.noteWritten(written.value.written);
    deps.onProgress(counter.report(), doneUntilMs);
    return ok(null);
  };
  let windowsSinceProgress = 0;
  for await (const window of readWindows(range, deps)) {
    if (!window.ok) return window;
    const [first] = window.value;
    if (first === undefined) continue;
    const outcomes = judgeWindow(window.value, rule);
    counter.noteWindow(first.windowEndMs, outcomes);
    records.push(...outcomes.flatMap((outcome) => toRecords(outcome, first.windowEndMs)));
    windowsSinceProgress += 1;
    if (records.length >= recordsPerWrite || windowsSinceProgress >= windowsPerProgress) {
      const flushed = await flush(first.windowEndMs);
      if (!flushed.ok) return flushed;
      windowsSinceProgress = 0;
    }
  }
  const flushed = await flush(range.toMs);
  return flushed.ok ? ok(counter.report()) : flushed;
}

/**
 * The same key as live. A price that was not there is version 0: should the live one still wait in the journal, it comes after
 * it and stands.
 */
function toRecords(outcome: Outcome, windowEndMs: number): readonly JournalRecord[] {
  if (outcome.kind !== "changed") return [];
  const { tick, version } = outcome;
  const key = `${tick.asset}:${windowEndMs}`;
  return [{ table: "prices", key, version: version === null ? 0 : version + 1, row: { ...tick, windowEndMs } }];
}

/** Whole windows in their order: a page may end in the middle of one. */
async function* readWindows(
  { fromMs, toMs }: RedriveRange,
  { store, rowsPerPage = 1_000 }: RedriveDeps,
): AsyncGenerator<Result<readonly WindowQuotes[], Fault>> {
  let window: WindowQuotes[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const at = cursor === undefined ? {} : { cursor };
    const page = await readWindowQuotes(store.reader, { fromMs, toMs, limit: rowsPerPage, ...at });
    if (!page.ok) return yield err({ message: page.error.message });
    for (const each of page.value.quotes) {
      if (window[0] !== undefined && window[0].windowEndMs !== each.windowEndMs) {
        yield ok(window);
        window = [];
      }
      window.push(each);
    }
    cursor = page.value.nextCursor;
  }
  if (window.length > 0) yield ok(window);
}
