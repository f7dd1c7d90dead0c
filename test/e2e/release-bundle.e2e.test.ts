import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildDashboard } from "../../local/build.ts";
import { bundleWorkers } from "../../local/bundle-workers.ts";
import { measureLayer } from "../../local/measure-layer.ts";

const dist = join(import.meta.dirname, "../../dashboard/dist");

test("what is deployed holds nothing of the local run: no demo wallet, no local chain, no test", async () => {
  const bundles = await bundleWorkers();
  expect(bundles.map(({ name }) => name)).toEqual(["portent-edge", "portent-vault"]);
  for (const { inputs } of bundles) {
    expect(inputs.filter((path) => /^(local|test|bench|cli|dashboard)\//.test(path))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(100);
  }
});

test("the page that is deployed has no demo wallet, nor any word of it, and speaks to its own origin alone", async () => {
  await buildDashboard(() => {});
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(20);
  const texts = files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), "latin1")] as const);
  const telling = /demo-wallet|Demo wallet|local\.demo/;
  expect(texts.filter(([name, text]) => telling.test(name) || telling.test(text)).map(([name]) => name)).toEqual([]);
  expect(readFileSync(join(dist, "_headers"), "utf8")).toContain("connect-src 'self';");
});

test("the vault's keys and chain code are in the vault Worker alone", async () => {
  const [edge] = await bundleWorkers();
  const secretive = [
    "execute/core/session-seal.ts",
    "execute/core/lane-key.ts",
    "execute/prepare-cast.ts",
    "execute/vault-actor.ts",
  ];
  expect(edge?.inputs.filter((path) => secretive.includes(path))).toEqual([]);
});

test("the core of the actor base stays within 5 KB minified", async () => {
  const bytes = await measureLayer("actors/core/actor.ts");
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(5_000);
});
