import type { Judgement, Row } from "../measurement.ts";

/** What a row has to reach, where it has to reach something; `rows` are those of the same run. */
export function judgeRow(row: Row, rows: readonly Row[]): Judgement | null {
  const [name = "", runtime] = row.case.split("@");
  const { n, peer, value, ratio } = row;
  if (name === "evaluate/one-leaf" && ratio !== null) {
    if (peer === "crossing-loop") return { target: "at most 3 × crossing-loop", isMet: ratio <= 3 };
    if (peer === "cel-sweep" && n === million) return { target: "1,000 × faster", isMet: ratio <= 1 / 1_000 };
    if (peer === "json-rules-engine" && n === million) return { target: "30,000 × faster", isMet: ratio <= 1 / 30_000 };
  }
  if ((name === "evaluate/three-leaf" || name === "evaluate/trailing") && peer === null) {
    const oneLeaf = ["evaluate/one-leaf", ...(runtime === undefined ? [] : [runtime])].join("@");
    const base = rows.find((other) => other.case === oneLeaf && other.n === n && other.peer === null);
    return base === undefined ? null : { target: "at most 5 × one-leaf", isMet: value <= 5 * base.value };
  }
  if (name === "evaluate/bytes-per-trigger") return { target: "at most 64", isMet: value <= 64 };
  if (name === "evaluate/cold-start-ms") return { target: "at most 1,500", isMet: value <= 1_500 };
  return null;
}

const million = 1_000_000;
