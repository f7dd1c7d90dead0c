import type { Judgement, Row } from "../measurement.ts";

/** What a row has to reach, where it has to reach something; `rows` are those of the same run. */
export function judgeRow({ case: name, n, peer, value, ratio }: Row, rows: readonly Row[]): Judgement | null {
  if (name === "analytics/job" && peer === "numpy-scipy" && ratio !== null)
    return { target: "not slower", isMet: ratio <= 1 };
  if (peer !== null) return null;
  if (name === "analytics/memory") return { target: "an isolate's 128 MB", isMet: value <= 128 };
  if (name === "analytics/job@first") return { target: "at most 30 s", isMet: value <= 30_000 };
  if (name === "analytics/job@tenth-window") {
    const whole = rows.find((row) => row.case === "analytics/job" && row.n === n && row.peer === null);
    return whole === undefined
      ? null
      : { target: "at least half of the whole window's", isMet: value >= whole.value / 2 };
  }
  return null;
}
