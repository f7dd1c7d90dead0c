import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startChainClock } from "../../local/chain/chain-clock.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { settingsOf } from "../../local/chain/test-session.ts";
import { runSmokeCommand } from "./command.ts";

const chainOf = provideTestChain();
const dir = mkdtempSync(join(tmpdir(), "portent-smoke-"));
afterAll(() => rmSync(dir, { recursive: true }));

async function run(change: object = {}, ...more: string[]) {
  const file = join(dir, "chain.json");
  writeFileSync(file, JSON.stringify({ ...settingsOf(chainOf()), ...change }));
  const out: string[] = [];
  const err: string[] = [];
  const streams = { out: (text: string) => void out.push(text), err: (line: string) => void err.push(line) };
  const code = await runSmokeCommand(["--chain", file, ...more], streams);
  return { code, out: out.join(""), err: err.join("\n") };
}

test("every part of the local chain is as casts need it; a transaction is replaced and becomes final", async () => {
  const test = chainOf();
  const key = join(dir, "key");
  writeFileSync(key, test.accounts.relayer.privateKey);
  await test.mine(1, (await test.nowSeconds()) + 400n);
  const clock = startChainClock({ rpcUrl: test.rpcUrl, nowSimMs: () => 0, intervalMs: 50 });
  const { code, out, err } = await run({}, "--key-file", key);
  await clock.stop();
  expect(err).toMatch(/checks passed/);
  expect(code).toBe(0);
  expect(out).toContain("ok     replacement");
  expect(out).toMatch(/ok {5}transaction 0x[0-9a-f]{64}: mined after \d+ ms, final after \d+ ms/);
  expect(out).not.toContain(test.accounts.relayer.privateKey.slice(2));
});

test("another chain, no contract, a ceiling that is too low: each is a line that says so", async () => {
  const nobody = `0x${"9".repeat(40)}`;
  const fees = { ...settingsOf(chainOf()).fees, maxFeeWei: "1" };
  const { code, out } = await run({ castGuard: nobody, fees });
  expect(code).toBe(1);
  expect(out).toContain(`FAILED contract castGuard: there is no contract at ${nobody}`);
  expect(out).toMatch(/FAILED base fee under the ceiling/);
  expect((await run({ chainId: 1 })).out).toMatch(/FAILED endpoint 127\.0\.0\.1:\d+: another chain/);
});

test("input that is at fault", async () => {
  expect(await run({ chainId: "x" })).toMatchObject({ code: 2, out: "" });
  const file = join(dir, "no-key");
  writeFileSync(file, "secret words");
  const { code, err } = await run({}, "--key-file", file);
  expect([code, err]).toEqual([2, `portent smoke: --key-file: ${file} holds no private key of 32 bytes in hex`]);
});
