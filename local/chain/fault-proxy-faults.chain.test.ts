import { type Hex, keccak256, numberToHex } from "viem";
import { describe, expect, test } from "vitest";
import { createJsonRpc } from "../../execute/adapters/json-rpc.ts";
import { startFaultProxy } from "./fault-proxy.ts";
import { type FaultKind, FaultPlan, faultKinds } from "./fault-proxy-faults.ts";
import { provideTestChain } from "./test-chain.ts";
import { provideFaultProxies, signTransfer, type TestProxy } from "./test-fault-proxy.ts";

const chainOf = provideTestChain();
const start = provideFaultProxies(chainOf);
const sign = () => signTransfer(chainOf());
const ask = async ({ rpc }: TestProxy, method: string, params: readonly unknown[] = []) => {
  const answer = await rpc(method, params);
  return answer.ok ? answer.value : answer.error.code;
};
const inPool = async (hash: Hex) => (await chainOf().rpc("eth_getTransactionByHash", [hash])) !== null;

describe("a send with a fault: what the sender sees, and whether the chain has got it", () => {
  test.each([
    ["landed-timeout", "rpc.network", true],
    ["lost", "rpc.network", false],
    ["http-500", "rpc.http-status", true],
    ["html", "rpc.bad-answer", true],
    ["empty", "rpc.bad-answer", true],
    ["wrong-id", "rpc.bad-answer", true],
    ["wrong-error", "rpc.error", true],
    ["duplicate", "rpc.error", true],
  ] as const)("%s", async (kind, seen, hasLanded) => {
    const proxy = await start();
    const signed = await sign();
    proxy.faults.once("eth_sendRawTransaction", kind);
    expect(await ask(proxy, "eth_sendRawTransaction", [signed])).toBe(seen);
    expect(await inPool(keccak256(signed))).toBe(hasLanded);
    expect(proxy.stats()).toMatchObject({ requests: 1, injected: { [kind]: 1 } });
    // Once is once.
    expect(await ask(proxy, "eth_blockNumber")).toMatch(/^0x/);
    expect(Object.values(proxy.stats().injected).reduce((sum, count) => sum + count)).toBe(1);
  });

  test("slow: it lands though nobody waits any more", async () => {
    const proxy = await start();
    const signed = await sign();
    proxy.faults.set({ kind: "slow", method: "eth_sendRawTransaction", delayMs: 300, times: 1 });
    const hurried = await fetch(proxy.rpcUrl, {
      method: "POST",
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_sendRawTransaction", params: [signed] }),
      signal: AbortSignal.timeout(30),
    }).catch((cause: unknown) => (cause as Error).name);
    expect(hurried).toBe("TimeoutError");
    await expect.poll(() => inPool(keccak256(signed)), { timeout: 5_000 }).toBe(true);
  });

  test("duplicate: the second answer is that of a node that knows the bytes", async () => {
    const proxy = await start();
    proxy.faults.once("eth_sendRawTransaction", "duplicate");
    expect(await proxy.rpc("eth_sendRawTransaction", [await sign()])).toMatchObject({
      error: { rpcCode: -32000, message: "already known" },
    });
  });
});

describe("a read with a fault", () => {
  test("another chain's id", async () => {
    const proxy = await start();
    proxy.faults.set({ kind: "wrong-chain-id" });
    expect(await ask(proxy, "eth_chainId")).toBe(numberToHex(31338));
    proxy.faults.clear();
    expect(await ask(proxy, "eth_chainId")).toBe(numberToHex(31337));
  });

  test("a receipt that is denied, and one that names another block every second time", async () => {
    const proxy = await start();
    const signed = await sign();
    const hash = keccak256(signed);
    await ask(proxy, "eth_sendRawTransaction", [signed]);
    proxy.faults.set({ kind: "null-receipt" });
    expect(await ask(proxy, "eth_getTransactionReceipt", [hash])).toBeNull();
    // There was nothing to deny yet.
    expect(proxy.stats().injected["null-receipt"]).toBe(0);
    await chainOf().mine();
    expect(await ask(proxy, "eth_getTransactionReceipt", [hash])).toBeNull();
    expect(proxy.stats().injected["null-receipt"]).toBe(1);
    proxy.faults.clear();
    const real = (await ask(proxy, "eth_getTransactionReceipt", [hash])) as { blockHash: Hex };
    proxy.faults.set({ kind: "flapping-receipt" });
    const seen: boolean[] = [];
    for (let index = 0; index < 4; index += 1) {
      const receipt = (await ask(proxy, "eth_getTransactionReceipt", [hash])) as { blockHash: Hex };
      seen.push(receipt.blockHash === real.blockHash);
    }
    expect(seen).toEqual([false, true, false, true]);
    expect(proxy.stats().injected["flapping-receipt"]).toBe(2);
  });

  test("a nonce that is behind, never below none", async () => {
    const proxy = await start();
    const { address } = chainOf().accounts.relayer;
    await ask(proxy, "eth_sendRawTransaction", [await sign()]);
    await chainOf().mine();
    proxy.faults.set({ kind: "nonce-behind" });
    expect(await ask(proxy, "eth_getTransactionCount", [address, "latest"])).toBe("0x0");
    proxy.faults.set({ kind: "nonce-behind", blocks: 7 });
    expect(await ask(proxy, "eth_getTransactionCount", [address, "latest"])).toBe("0x0");
  });

  test("a node two blocks behind knows nothing of what came later, in any answer", async () => {
    const proxy = await start();
    const { address } = chainOf().accounts.relayer;
    const { weth } = chainOf().deployment.addresses;
    await chainOf().mine(2);
    const head = BigInt(String(await ask(proxy, "eth_blockNumber")));
    const signed = await sign();
    await ask(proxy, "eth_sendRawTransaction", [signed]);
    await chainOf().mine(2);
    const later = numberToHex(head + 1n);
    const wei = await ask(proxy, "eth_getBalance", [address, numberToHex(head)]);
    expect(await ask(proxy, "eth_getBalance", [address, "latest"])).not.toBe(wei);
    proxy.faults.set({ kind: "lag", blocks: 2 });
    expect(await ask(proxy, "eth_blockNumber")).toBe(numberToHex(head));
    expect(await ask(proxy, "eth_getBlockByNumber", ["latest", false])).toMatchObject({ number: numberToHex(head) });
    expect(await ask(proxy, "eth_getBlockByNumber", [later, false])).toBeNull();
    expect(await ask(proxy, "eth_getTransactionReceipt", [keccak256(signed)])).toBeNull();
    expect(await ask(proxy, "eth_getTransactionByHash", [keccak256(signed)])).toBeNull();
    expect(await ask(proxy, "eth_getTransactionCount", [address, "latest"])).toBe("0x0");
    expect(await ask(proxy, "eth_getBalance", [address, "latest"])).toBe(wei);
    expect(await proxy.rpc("eth_call", [{ to: weth, data: "0x18160ddd" }, later])).toMatchObject({
      error: { message: "header not found" },
    });
    expect(await ask(proxy, "eth_getLogs", [{ fromBlock: later, toBlock: "latest" }])).toEqual([]);
    expect(await ask(proxy, "eth_feeHistory", ["0x1", "latest", []])).toMatchObject({ oldestBlock: numberToHex(head) });
    const finalized = { number: numberToHex(head - 2n) };
    expect(await ask(proxy, "eth_getBlockByNumber", ["finalized", false])).toMatchObject(finalized);
  });
});

test("administration passes unharmed, whatever is set", async () => {
  const proxy = await start();
  proxy.faults.random({ ratePerMethod: { "*": 1 } });
  proxy.faults.set({ kind: "lost" });
  expect(await proxy.rpc("evm_mine", [])).toMatchObject({ ok: true });
  expect(await proxy.rpc("anvil_setBalance", [chainOf().accounts.relayer.address, "0x1"])).toMatchObject({ ok: true });
  expect(proxy.stats()).toMatchObject({ requests: 0, injected: { lost: 0 } });
});

test("each request is told of before it does anything and once it has; swallowed in either place, nobody hears of it", async () => {
  const seen: string[] = [];
  let swallowed = "";
  const proxy = await startFaultProxy({
    upstreamUrl: chainOf().rpcUrl,
    chainId: 31337,
    watch: ({ when, method }) => {
      seen.push(`${method} ${when}`);
      return swallowed === when ? "swallow" : "go-on";
    },
  });
  try {
    const rpc = createJsonRpc({ rpcUrl: proxy.rpcUrl, timeoutMs: 2_000 });
    const signed = await sign();
    const send = () => rpc("eth_sendRawTransaction", [signed]);
    swallowed = "arrived";
    expect(await send()).toMatchObject({ error: { code: "rpc.network" } });
    expect(await inPool(keccak256(signed))).toBe(false);
    swallowed = "answered";
    expect(await send()).toMatchObject({ error: { code: "rpc.network" } });
    expect(await inPool(keccak256(signed))).toBe(true);
    swallowed = "";
    expect(await send()).toMatchObject({ error: { message: "already known" } });
    const [arrived, answered] = ["arrived", "answered"].map((when) => `eth_sendRawTransaction ${when}`);
    expect(seen).toEqual([arrived, arrived, answered, arrived, answered]);
  } finally {
    await proxy.stop();
  }
});

describe("chance", () => {
  const draw = (seed: number, count: number, rate: number): readonly (FaultKind | null)[] => {
    const plan = new FaultPlan(seed);
    plan.random({ ratePerMethod: { eth_getTransactionReceipt: rate } });
    return Array.from({ length: count }, () => plan.choose("eth_getTransactionReceipt")?.kind ?? null);
  };

  test("is the same for the same seed, as frequent as told, and knows only what makes sense for the method", () => {
    expect(draw(5, 200, 0.3)).toEqual(draw(5, 200, 0.3));
    expect(draw(5, 200, 0.3)).not.toEqual(draw(6, 200, 0.3));
    const many = draw(5, 4_000, 0.3);
    const share = many.filter((kind) => kind !== null).length / many.length;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
    const kinds = new Set(many);
    expect(kinds.has("wrong-chain-id")).toBe(false);
    expect(kinds.has("nonce-behind")).toBe(false);
    // All others, and none.
    expect(kinds.size).toBe(faultKinds.length - 2 + 1);
  });

  test("leaves alone what has no rate, and what was set goes first", () => {
    const plan = new FaultPlan(1);
    plan.random({ ratePerMethod: { eth_call: 1 } });
    expect(plan.choose("eth_getBalance")).toBeNull();
    plan.once("eth_call", "html");
    expect([plan.choose("eth_call")?.kind, plan.choose("eth_call") !== null]).toEqual(["html", true]);
    expect(() => plan.once("eth_call", "null-receipt")).toThrow(RangeError);
  });
});
