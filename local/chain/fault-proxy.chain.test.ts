import { type Hex, keccak256, numberToHex, parseGwei } from "viem";
import { describe, expect, test } from "vitest";
import { classifySendError } from "../../execute/core/classify-send-error.ts";
import { provideTestChain } from "./test-chain.ts";
import { provideFaultProxies, signTransfer, type TestProxy } from "./test-fault-proxy.ts";

const chainOf = provideTestChain();
const start = provideFaultProxies(chainOf);
const sign = (change?: Parameters<typeof signTransfer>[1]) => signTransfer(chainOf(), change);
const relayer = () => chainOf().accounts.relayer.address;

/** The node's own words, or `accepted`. */
async function send({ rpc }: TestProxy, signed: Hex): Promise<string> {
  const answer = await rpc("eth_sendRawTransaction", [signed]);
  if (answer.ok) return answer.value === keccak256(signed) ? "accepted" : `hash ${String(answer.value)}`;
  return answer.error.message;
}
async function result({ rpc }: TestProxy, method: string, params: readonly unknown[]): Promise<unknown> {
  const answer = await rpc(method, params);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
const transaction = (proxy: TestProxy, signed: Hex) => result(proxy, "eth_getTransactionByHash", [keccak256(signed)]);
const receipt = (proxy: TestProxy, signed: Hex) => result(proxy, "eth_getTransactionReceipt", [keccak256(signed)]);
const setBaseFee = (gwei: string) => chainOf().rpc("anvil_setNextBlockBaseFeePerGas", [numberToHex(parseGwei(gwei))]);

describe("the same nonce again", () => {
  test.each([
    ["one wei more of the fee, which anvil takes", { maxFeePerGas: parseGwei("20") + 1n }, false],
    ["a tenth more of the fee alone", { maxFeePerGas: parseGwei("22") }, false],
    ["a tenth more of the tip alone", { maxPriorityFeePerGas: parseGwei("1.1") }, false],
    ["a wei less than a tenth", { maxFeePerGas: parseGwei("22") - 1n, maxPriorityFeePerGas: parseGwei("1.1") }, false],
    ["a tenth more of both", { maxFeePerGas: parseGwei("22"), maxPriorityFeePerGas: parseGwei("1.1") }, true],
  ])("%s", async (_name, fees, isTaken) => {
    const proxy = await start();
    const first = await sign();
    expect(await send(proxy, first)).toBe("accepted");
    const next = await sign({ ...fees, value: 2n });
    expect(await send(proxy, next)).toBe(isTaken ? "accepted" : "replacement transaction underpriced");
    await chainOf().mine();
    expect([await receipt(proxy, first), await receipt(proxy, next)].map((found) => found !== null)).toEqual([
      !isTaken,
      isTaken,
    ]);
  });

  test("also against what came into anvil by another way", async () => {
    const proxy = await start();
    await chainOf().rpc("eth_sendRawTransaction", [await sign()]);
    expect(await send(proxy, await sign({ value: 2n, maxFeePerGas: parseGwei("21") }))).toBe(
      "replacement transaction underpriced",
    );
    expect(await send(proxy, await sign())).toBe("already known");
  });
});

describe("the base fee", () => {
  test("what pays less waits, is counted and shown, and is mined once the base fee has fallen", async () => {
    const proxy = await start();
    await setBaseFee("30");
    await chainOf().mine();
    const signed = await sign();
    expect(await send(proxy, signed)).toBe("accepted");
    expect(await send(proxy, signed)).toBe("already known");
    expect(proxy.parked()).toBe(1);
    expect(await transaction(proxy, signed)).toMatchObject({
      hash: keccak256(signed),
      nonce: "0x0",
      blockNumber: null,
    });
    expect(await result(proxy, "eth_getTransactionCount", [relayer(), "pending"])).toBe("0x1");
    expect(await result(proxy, "eth_getTransactionCount", [relayer(), "latest"])).toBe("0x0");
    // An empty block takes an eighth off: 30, 26.25, 22.97, 20.1, 17.6.
    await chainOf().mine(4);
    await proxy.sync();
    expect(proxy.parked()).toBe(0);
    await chainOf().mine();
    expect(await receipt(proxy, signed)).toMatchObject({ status: "0x1" });
  });

  test("what anvil evicts comes back by itself", async () => {
    const proxy = await start();
    const signed = await sign();
    await send(proxy, signed);
    await setBaseFee("30");
    await chainOf().mine();
    expect(await chainOf().rpc("eth_getTransactionByHash", [keccak256(signed)])).toBeNull();
    expect(await transaction(proxy, signed)).toMatchObject({ blockNumber: null });
    await chainOf().mine(4);
    await proxy.sync();
    await chainOf().mine();
    expect(await receipt(proxy, signed)).toMatchObject({ status: "0x1" });
  });

  test("what waits is replaced by a tenth more, here and in anvil, and only one is mined", async () => {
    const proxy = await start();
    await setBaseFee("30");
    await chainOf().mine();
    const [first, little, enough] = await Promise.all([
      sign(),
      sign({ value: 2n, maxFeePerGas: parseGwei("21") }),
      sign({ value: 3n, maxFeePerGas: parseGwei("40"), maxPriorityFeePerGas: parseGwei("2") }),
    ]);
    await send(proxy, first);
    expect(await send(proxy, little)).toBe("replacement transaction underpriced");
    expect(await send(proxy, enough)).toBe("accepted");
    await chainOf().mine(6);
    expect(await receipt(proxy, enough)).toMatchObject({ status: "0x1" });
    expect(await transaction(proxy, first)).toBeNull();
  });

  test("what the account cannot pay for does not wait", async () => {
    const proxy = await start();
    await setBaseFee("30");
    await chainOf().mine();
    expect(await send(proxy, await sign({ value: 10n ** 30n }))).toMatch(
      /^insufficient funds for gas \* price \+ value/,
    );
    expect(proxy.parked()).toBe(0);
  });
});

describe("what becomes of a transaction", () => {
  test("reorganised away: it is back in the pool and is mined again", async () => {
    const proxy = await start();
    const signed = await sign();
    await send(proxy, signed);
    await chainOf().mine(2);
    expect(await receipt(proxy, signed)).not.toBeNull();
    await chainOf().rpc("anvil_reorg", [2, []]);
    expect(await receipt(proxy, signed)).toBeNull();
    expect(await transaction(proxy, signed)).toMatchObject({ blockNumber: null });
    await chainOf().mine();
    expect(await receipt(proxy, signed)).toMatchObject({ status: "0x1" });
  });

  test("dropped: it stays away until it is sent again", async () => {
    const proxy = await start();
    const signed = await sign();
    for (const drop of [
      chainOf().rpc,
      async (method: string, params: readonly unknown[]) => result(proxy, method, params),
    ]) {
      expect(await send(proxy, signed)).toBe("accepted");
      await drop("anvil_dropTransaction", [keccak256(signed)]);
      await chainOf().mine();
      expect(await transaction(proxy, signed)).toBeNull();
    }
    expect(await send(proxy, signed)).toBe("accepted");
    await chainOf().mine();
    expect(await send(proxy, signed)).toBe("nonce too low: next nonce 1, tx nonce 0");
  });
});

test.each([
  ["too little gas", { gas: 20_000n }, "intrinsic gas too low: gas 20000, minimum needed 21000", "gas-too-low"],
  ["more gas than a block has", { gas: 40_000_000n }, "exceeds block gas limit", "gas-above-block-limit"],
  ["another chain", { chainId: 1 }, "invalid sender: invalid chain id for signer: have 1 want 31337", "wrong-chain"],
  ["more than it has", { value: 10n ** 30n }, /^insufficient funds for gas \* price \+ value: /, "insufficient-funds"],
])("refuses %s in the words of geth", async (_name, change, words, code) => {
  const message = await send(await start(), await sign(change));
  expect(message).toMatch(words);
  expect(classifySendError({ code: -32_000, message })).toMatchObject({ outcome: "refused", code });
});

test("two proxies are two nodes: each has a pool of its own, and one chain", async () => {
  const [one, two] = [await start(), await start()];
  await setBaseFee("30");
  await chainOf().mine();
  const signed = await sign();
  expect(await send(one, signed)).toBe("accepted");
  expect(await transaction(two, signed)).toBeNull();
  expect(await send(two, signed)).toBe("accepted");
  await chainOf().mine(4);
  await Promise.all([one.sync(), two.sync()]);
  await chainOf().mine();
  expect(await receipt(one, signed)).toEqual(await receipt(two, signed));
  expect(await result(two, "eth_getTransactionCount", [relayer(), "latest"])).toBe("0x1");
});

test("sent to both at once, it is in the pool of both", async () => {
  const proxies = [await start(), await start()] as const;
  const [first, next] = [
    await sign(),
    await sign({ maxFeePerGas: parseGwei("22"), maxPriorityFeePerGas: parseGwei("1.1") }),
  ];
  for (const signed of [first, next]) {
    const answers = await Promise.all(proxies.map((proxy) => send(proxy, signed)));
    expect(answers.every((answer) => answer === "accepted" || answer === "already known")).toBe(true);
  }
  await setBaseFee("100");
  await chainOf().mine();
  await Promise.all(proxies.map((proxy) => proxy.sync()));
  expect(proxies.map((proxy) => proxy.parked())).toEqual([1, 1]);
});
