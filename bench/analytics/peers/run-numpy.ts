import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

export type NumpyInput = {
  readonly returnsPath: string;
  readonly n: number;
  readonly steps: number;
  readonly lagsMax: number;
  readonly repeats: number;
  /** Of numpy's linear algebra; null: as many as it takes by itself. */
  readonly threads: number | null;
};

export type NumpyOutput = {
  readonly totalMs: number;
  /** Correlation, linkage, lags. */
  readonly partsMs: readonly [number, number, number];
  readonly correlation: readonly number[];
  readonly heights: readonly number[];
};

/** Whether a Python with numpy and scipy is here: the peer is not part of the project. */
export const hasNumpy = (): boolean => spawnSync("python3", ["-c", "import numpy, scipy"]).status === 0;

/** numpy and scipy in a process of their own. */
export async function runNumpy({ returnsPath, n, steps, lagsMax, repeats, threads }: NumpyInput): Promise<NumpyOutput> {
  const bound = threads === null ? {} : Object.fromEntries(threadSettings.map((name) => [name, String(threads)]));
  const args = [join(import.meta.dirname, "numpy-scipy.py"), returnsPath, ...[n, steps, lagsMax, repeats].map(String)];
  const child = spawn("python3", args, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...bound } });
  const output: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`numpy-scipy.py ended with ${code ?? "a signal"}`);
  return JSON.parse(output.join("")) as NumpyOutput;
}

const threadSettings = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"];
