import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { createChain } from "../../execute/adapters/chain.ts";
import { startChainClock } from "./chain-clock.ts";
import { createLocalWallet } from "./local-wallet.ts";
import { readHead } from "./mine-block.ts";
import { provideTestChain, type TestChain } from "./test-chain.ts";

const startAtMs = Date.UTC(2021, 4, 19, 12);
const chainOf = provideTestChain({ startAtMs });

test("mines, follows simulated time in both directions of speed, and never goes back", async () => {
  const { rpc, rpcUrl } = chainOf();
  let nowMs = startAtMs + 60_500;
  const clock = startChainClock({ rpcUrl, nowSimMs: () => nowMs, intervalMs: 5, idleIntervalMs: 5 });
  const headSeconds = async () => Number((await readHead(rpc)).timestamp);
  await vi.waitFor(async () => expect(await headSeconds()).toBe(startAtMs / 1000 + 60));
  nowMs = startAtMs;
  const before = (await readHead(rpc)).number;
  await vi.waitFor(async () => expect((await readHead(rpc)).number).toBeGreaterThan(before + 3n));
  // Simulated time went back: blocks go on with the time that they had.
  expect(await headSeconds()).toBe(startAtMs / 1000 + 60);
  nowMs = Date.UTC(2026, 10, 21);
  await vi.waitFor(async () => expect(await headSeconds()).toBe(Date.UTC(2026, 10, 21) / 1000));
  await clock.stop();
  const stopped = (await readHead(rpc)).number;
  await letTimePass(rpc);
  expect((await readHead(rpc)).number).toBe(stopped);
});

test("brings a waiting transaction to finality at once, and is slow while nothing happens", async () => {
  const { rpc, rpcUrl, accounts } = chainOf();
  const clock = startChainClock({ rpcUrl, nowSimMs: () => startAtMs, intervalMs: 5, idleIntervalMs: 60_000 });
  const wallet = createLocalWallet({ rpcUrl, chainId: 31337, account: accounts.relayer });
  const receipt = await wallet.send({ to: wallet.address, data: "0x", value: 1n });
  const chain = createChain({ rpcUrls: [rpcUrl], chainId: 31337 });
  await vi.waitFor(async () => {
    const finalized = await chain.block("finalized");
    expect(finalized.ok && finalized.value.number >= receipt.blockNumber).toBe(true);
  });
  const final = (await readHead(rpc)).number;
  expect(final).toBe(receipt.blockNumber + 2n);
  await letTimePass(rpc);
  expect((await readHead(rpc)).number).toBe(final);
  await clock.stop();
});

test("says once that the chain is gone, however often it asks, and stops all the same", async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const messages: string[] = [];
  const clock = startChainClock({
    rpcUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    nowSimMs: () => startAtMs,
    intervalMs: 2,
    onError: (message) => messages.push(message),
  });
  await vi.waitFor(() => expect(asked).toBeGreaterThan(5));
  await clock.stop();
  server.close();
  expect(messages).toHaveLength(1);
});

/** Thirty questions one after the other: more time than many intervals of a clock that should be still. */
async function letTimePass(rpc: TestChain["rpc"]): Promise<void> {
  for (let round = 0; round < 30; round += 1) await readHead(rpc);
}
