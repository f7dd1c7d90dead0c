import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keccak256 } from "viem";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createChain } from "../../execute/adapters/chain.ts";
import { ChainStartError, findAnvilBinary } from "./anvil-process.ts";
import { defaultStateDir, ensureState } from "./build-state.ts";
import { createLocalRpc, createLocalWallet } from "./local-wallet.ts";
import { mineBlock, readHead } from "./mine-block.ts";
import { startChain } from "./start-chain.ts";

const startAtMs = Date.UTC(2021, 4, 19, 12);
const log = () => {};
let stateDir = "";
beforeAll(async () => {
  // A copy of its own, so that its folder can be looked at.
  const built = await ensureState(defaultStateDir);
  stateDir = mkdtempSync(join(tmpdir(), "portent-chain-"));
  cpSync(built.folder, join(stateDir, built.deployment.inputsHash.slice(0, 16)), {
    recursive: true,
  });
}, 60_000);
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

test("the built state: contracts at their public addresses, code unchanged, keys private", async () => {
  const chain = await startChain({ stateDir, startAtMs, log });
  const { addresses, codeHashes } = chain.deployment;
  const rpc = createLocalRpc(chain.rpcUrl);
  expect(addresses).toMatchObject({
    safeSingleton: "0xEdd160fEBBD92E350D4D398fb636302fccd67C7e",
    safeProxyFactory: "0x14F2982D601c9458F93bd70B218933A6f8165e7b",
    multiSendCallOnly: "0xA83c336B20401Af773B6219BA5027174338D1836",
    moduleProxyFactory: "0x000000000000aDdB49795b0f9bA5BC298cDda236",
  });
  for (const [name, address] of Object.entries(addresses)) {
    const code = await rpc("eth_getCode", [address, "latest"]);
    expect(keccak256(code as `0x${string}`), name).toBe(codeHashes[name]);
  }
  expect((await readHead(rpc)).timestamp).toBe(BigInt(startAtMs / 1000));
  expect(await rpc("eth_accounts", [])).toEqual([]);
  const [folder] = readdirSync(stateDir);
  expect(statSync(join(stateDir, folder ?? "", "accounts.json")).mode & 0o777).toBe(0o600);
  await chain.stop();
});

test("its time never goes back, and another run begins anew", async () => {
  const first = await startChain({ stateDir, startAtMs, log });
  const options = { rpcUrl: first.rpcUrl, chainId: 31337, account: first.accounts.relayer };
  const rpc = createLocalRpc(first.rpcUrl);
  const wallet = createLocalWallet({ ...options, nextBlock: () => mineBlock(rpc, BigInt(startAtMs / 1000)) });
  await wallet.send({ to: wallet.address, data: "0x", value: 1n });
  await first.setTime(startAtMs + 60_000);
  await first.setTime(startAtMs);
  expect((await readHead(rpc)).timestamp).toBe(BigInt(startAtMs / 1000 + 60));
  await first.stop();

  const second = await startChain({ stateDir, startAtMs, log });
  const fresh = createChain({ rpcUrls: [second.rpcUrl], chainId: 31337 });
  expect(await fresh.nonce(wallet.address, "latest")).toEqual({ ok: true, value: 0n });
  await second.stop();
});

test("a taken port and a missing binary are named", async () => {
  const first = await startChain({ stateDir, startAtMs, log });
  const port = Number(new URL(first.rpcUrl).port);
  const second = startChain({ stateDir, startAtMs, log, port });
  await expect(second).rejects.toMatchObject({ code: "chain.port-taken", message: expect.stringContaining(`${port}`) });
  await first.stop();
  expect(() => findAnvilBinary("plan9", "mips")).toThrow(ChainStartError);
  expect(() => findAnvilBinary("plan9", "mips")).toThrow("@foundry-rs/anvil-plan9-mips");
});

test.skipIf(process.platform === "win32")("dies with its parent", async () => {
  const script = `
    import { startChain } from ${JSON.stringify(join(import.meta.dirname, "start-chain.ts"))};
    const chain = await startChain({ stateDir: ${JSON.stringify(stateDir)}, startAtMs: ${startAtMs}, log: () => {} });
    console.log(chain.rpcUrl);
    setInterval(() => {}, 1000);`;
  const parent: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const rpcUrl = await new Promise<string>((resolve) => {
    parent.stdout?.on("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  await mineBlock(createLocalRpc(rpcUrl), BigInt(startAtMs / 1000 + 99));
  parent.kill("SIGKILL");
  await vi.waitFor(async () => await expect(createLocalRpc(rpcUrl)("eth_chainId", [])).rejects.toThrow(), {
    timeout: 5_000,
  });
});

test("several processes may build at once: one state results", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portent-build-"));
  const [one, two] = await Promise.all([ensureState(folder), ensureState(folder)]);
  expect(one.accounts).toEqual(two.accounts);
  expect(readdirSync(folder)).toHaveLength(1);
  rmSync(folder, { recursive: true, force: true });
});
