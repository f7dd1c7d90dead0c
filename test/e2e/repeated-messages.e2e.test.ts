import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { summarize } from "../../local/demo-summary.ts";
import type { World } from "../../local/world.ts";
import { fallMs, minuteMs, readChain, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
beforeAll(async () => {
  world = await startTestWorld("repeated-messages", {
    mains: { edge: "test/e2e/repeating-edge.ts", vault: "test/e2e/repeating-vault.ts" },
  });
});
afterAll(() => world?.stop());

test("every queue message delivered three times: one fire, one cast, every row once", async () => {
  await replayTo(world, fallMs + 4 * minuteMs);
  const summary = await summarize(world, "recorded", performance.now());
  expect(summary).toMatchObject({ ticks: 42 * 22, fires: 1, casts: [{ state: "FINALIZED" }] });
  expect((await readChain(world)).executions).toBe(1);
});

test("the edge Worker's environment holds no secret of the vault Worker", async () => {
  const environment = await world.getJson<Record<string, string>>("/v1/test-environment");
  expect(Object.keys(environment)).toEqual(
    expect.arrayContaining([...pipelines.workers.edge.secrets, "REGISTRY", "VAULT"]),
  );
  const vaultSecrets = readVaultSecrets();
  expect(new Set(Object.keys(vaultSecrets))).toEqual(new Set(pipelines.workers.vault.secrets));
  for (const [name, secret] of Object.entries(vaultSecrets)) {
    expect(Object.keys(environment)).not.toContain(name);
    expect(Object.values(environment).some((value) => value.includes(secret))).toBe(false);
  }
});

/** The secrets as the vault Worker really was given them. */
function readVaultSecrets(): Record<string, string> {
  const path = join(import.meta.dirname, "../../.portent/tests/repeated-messages/config/portent-vault/.dev.vars");
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return Object.fromEntries(
    lines.map((line) => [line.split("=", 1)[0], JSON.parse(line.slice(line.indexOf("=") + 1))]),
  );
}
