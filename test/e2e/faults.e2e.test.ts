import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const Count = z.int().nonnegative();
const Told = z.strictObject({
  seed: z.int(),
  model: z.strictObject({ schedules: Count, violations: Count }),
  real: z.strictObject({
    kills: Count,
    rpcFaults: Count,
    reorgs: Count,
    casts: Count,
    executions: Count,
    duplicates: Count,
    lost: Count,
  }),
});

test("the short proof against faults: killed, lied to, reorganised; nothing twice, nothing lost", async () => {
  const { code, out, err } = await runFaults(["--short", "--json", "--seed", "20210519"]);
  expect(code, err).toBe(0);
  const { model, real } = Told.parse(JSON.parse(out));
  expect(model).toEqual({ schedules: 5_000, violations: 0 });
  expect(real).toMatchObject({ kills: 8, duplicates: 0, lost: 0 });
  for (const count of [real.rpcFaults, real.casts, real.executions]) expect(count).toBeGreaterThan(0);
});

async function runFaults(args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, "test/faults/run-faults.ts"), ...args], { cwd: root });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}
