import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row, Suite } from "../measurement.ts";
import { makeRow } from "./make-row.ts";
import type { BytesInput } from "./measure-bytes.ts";
import type { ColdStart, ColdStartInput } from "./measure-cold-start.ts";
import type { CoreInput } from "./measure-core.ts";
import type { WholeTickInput } from "./measure-whole-tick.ts";
import { kinds } from "./population.ts";
import { runChild } from "./run-child.ts";
import type { StoreInput } from "./store-shard.ts";
import { medianOf } from "./time-ticks.ts";
import { measureWorkerd } from "./workerd/measure-workerd.ts";

type Say = (line: string) => void;

const coldStarts = 3;
const moduleOf = (name: string): string => join(import.meta.dirname, `${name}.ts`);

/** The evaluator beside four other ways to do the same work, in Node and under workerd. */
export const evaluate: Suite = async (say, { isQuick }) => {
  const sizes = isQuick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
  const largest = Math.max(...sizes);
  const ticks = isQuick ? 50 : 200;
  const rows: Row[] = [];
  for (const kind of kinds) {
    for (const n of sizes) {
      say(`${kind}, ${n.toLocaleString("en")} triggers`);
      rows.push(...(await runChild<Row[]>(moduleOf("measure-core"), { kind, n, ticks } satisfies CoreInput)));
    }
  }
  say("memory");
  const bytes = await runChild<number>(moduleOf("measure-bytes"), { n: largest } satisfies BytesInput, ["--expose-gc"]);
  rows.push(makeRow({ case: "evaluate/bytes-per-trigger", n: largest, value: bytes, unit: "bytes" }));
  for (const n of sizes) rows.push(...(await measureStored(n, { isCold: n === largest, ticks: ticks / 2 }, say)));
  rows.push(...(await measureWorkerd(sizes, say)));
  return rows;
};

/** What stands on a stored shard: each start from cold in a process of its own, then whole ticks. */
async function measureStored(n: number, plan: { isCold: boolean; ticks: number }, say: Say): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
  const path = join(folder, "shard.sqlite");
  try {
    say(`a stored shard of ${n.toLocaleString("en")} triggers`);
    await runChild(moduleOf("store-shard"), { path, n } satisfies StoreInput);
    const rows = plan.isCold ? [await measureColdStarts(path, n, say)] : [];
    const input: WholeTickInput = { path, n, ticks: plan.ticks };
    return [...rows, ...(await runChild<Row[]>(moduleOf("measure-whole-tick"), input))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureColdStarts(path: string, n: number, say: Say): Promise<Row> {
  const starts: ColdStart[] = [];
  for (let start = 0; start < coldStarts; start += 1) {
    starts.push(await runChild<ColdStart>(moduleOf("measure-cold-start"), { path, n } satisfies ColdStartInput));
  }
  say(`first verdict after a cold start: ${starts[0]?.checked}; all others are right, too`);
  return makeRow({ case: "evaluate/cold-start-ms", n, value: medianOf(starts.map(({ ms }) => ms)), unit: "ms" });
}
