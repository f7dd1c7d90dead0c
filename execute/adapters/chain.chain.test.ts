import { type Hex, keccak256, parseGwei, zeroAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { createChain } from "./chain.ts";

const chainOf = provideTestChain();
const connect = () => createChain({ rpcUrls: [chainOf().rpcUrl], chainId: 31337 });
const relayer = () => privateKeyToAccount(chainOf().accounts.relayer.privateKey);
const unknownHash: Hex = `0x${"77".repeat(32)}`;

type TxChange = {
  readonly nonce?: number;
  readonly maxFeePerGas?: bigint;
  readonly gas?: bigint;
  readonly chainId?: number;
  readonly value?: bigint;
};
const sign = (change: TxChange = {}) =>
  relayer().signTransaction({
    type: "eip1559",
    chainId: 31337,
    nonce: 0,
    to: relayer().address,
    value: 1n,
    gas: 21_000n,
    maxFeePerGas: parseGwei("20"),
    maxPriorityFeePerGas: 1n,
    ...change,
  });

describe("a transaction from the pool to finality", () => {
  test("pending, confirmed by the next block, final two blocks later", async () => {
    const chain = connect();
    const signed = await sign();
    const hash = keccak256(signed);
    const seen = async () => {
      const [transaction, receipt, latest, finalized, mined, all] = await Promise.all([
        chain.transaction(hash),
        chain.receipt(hash),
        chain.block("latest"),
        chain.block("finalized"),
        chain.nonce(relayer().address, "latest"),
        chain.nonce(relayer().address, "pending"),
      ]);
      if (!transaction.ok || !receipt.ok || !latest.ok || !finalized.ok || !mined.ok || !all.ok)
        throw new Error("read");
      const confirmations = receipt.value === null ? null : latest.value.number - receipt.value.blockNumber + 1n;
      const isFinal = receipt.value !== null && finalized.value.number >= receipt.value.blockNumber;
      return [transaction.value !== null, confirmations, isFinal, mined.value, all.value];
    };
    expect(await seen()).toEqual([false, null, false, 0n, 0n]);
    expect(await chain.sendRaw(signed)).toEqual({ outcome: "accepted", how: "fresh" });
    expect(await seen()).toEqual([true, null, false, 0n, 1n]);
    await chainOf().mine();
    expect(await seen()).toEqual([true, 1n, false, 1n, 1n]);
    await chainOf().mine();
    expect(await seen()).toEqual([true, 2n, false, 1n, 1n]);
    await chainOf().mine();
    expect(await seen()).toEqual([true, 3n, true, 1n, 1n]);
  });
});

describe("what the node answers to a send", () => {
  test("the same bytes again are accepted while they wait, and a used nonce once they are mined", async () => {
    const chain = connect();
    const signed = await sign();
    await chain.sendRaw(signed);
    expect(await chain.sendRaw(signed)).toEqual({ outcome: "accepted", how: "already-known" });
    await chainOf().mine();
    expect(await chain.sendRaw(signed)).toMatchObject({ outcome: "nonce-too-low" });
    expect(await chain.sendRaw(await sign({ value: 2n }))).toMatchObject({ outcome: "nonce-too-low" });
  });

  test("a sibling of the same fee is refused, and nothing skips to the next nonce", async () => {
    const chain = connect();
    await chain.sendRaw(await sign());
    expect(await chain.sendRaw(await sign({ value: 2n }))).toMatchObject({ code: "replacement-underpriced" });
    expect(await chain.sendRaw(await sign({ value: 2n, maxFeePerGas: parseGwei("40") }))).toMatchObject({
      outcome: expect.stringMatching(/accepted|refused/),
    });
  });

  test.each([
    ["fee below the base fee", { maxFeePerGas: 1n }, "fee-cap-below-base-fee"],
    ["too little gas", { gas: 20_000n }, "gas-too-low"],
    ["more gas than a block has", { gas: 40_000_000n }, "gas-above-block-limit"],
    ["another chain", { chainId: 1 }, "wrong-chain"],
    ["more than it has", { value: 10n ** 30n }, "insufficient-funds"],
  ] as const)("%s is refused: %o → %s", async (_name, change, code) => {
    expect(await connect().sendRaw(await sign(change))).toMatchObject({ outcome: "refused", code });
  });

  test("bytes that are no transaction are malformed", async () => {
    expect(await connect().sendRaw("0x1234")).toMatchObject({ outcome: "refused", code: "malformed" });
  });

  test("a node that is gone leaves the outcome unknown", async () => {
    const gone = createChain({ rpcUrls: ["http://127.0.0.1:1"], chainId: 31337 });
    expect(await gone.sendRaw(await sign())).toMatchObject({ outcome: "unknown" });
  });
});

describe("reads", () => {
  test("what is not there is null, and what is no contract is an error", async () => {
    const chain = connect();
    const { addresses, demoVault } = chainOf().deployment;
    expect(await chain.receipt(unknownHash)).toEqual({ ok: true, value: null });
    expect(await chain.transaction(unknownHash)).toEqual({ ok: true, value: null });
    expect(await chain.blockByNumber(10n ** 9n)).toEqual({ ok: true, value: null });
    expect(await chain.safeOwners(relayer().address)).toMatchObject({
      ok: false,
      error: { code: "chain.no-contract" },
    });
    expect(await chain.erc20Balances([addresses.weth, zeroAddress], demoVault.safe)).toMatchObject({ ok: false });
    expect(await chain.hasCode(demoVault.safe)).toEqual({ ok: true, value: true });
    expect(await chain.hasCode(relayer().address)).toEqual({ ok: true, value: false });
    expect(await chain.servesChain()).toEqual({ ok: true, value: true });
  });

  test("the demo vault before it is armed", async () => {
    const chain = connect();
    const { addresses, demoVault } = chainOf().deployment;
    expect(await chain.safeOwners(demoVault.safe)).toEqual({ ok: true, value: [demoVault.owner] });
    expect(await chain.safeThreshold(demoVault.safe)).toEqual({ ok: true, value: 1n });
    expect(await chain.safeNonce(demoVault.safe)).toEqual({ ok: true, value: 0n });
    expect(await chain.isModuleEnabled(demoVault.safe, demoVault.roles)).toEqual({ ok: true, value: false });
    expect(await chain.rolesModules(demoVault.roles)).toEqual({ ok: true, value: [] });
    expect(await chain.erc20Balances([addresses.weth, addresses.usdc], demoVault.safe)).toEqual({
      ok: true,
      value: [10n ** 19n, 0n],
    });
  });

  test("the pool has its history, and says so where it does not reach back far enough", async () => {
    const chain = connect();
    const { pool } = chainOf().deployment.addresses;
    const state = await chain.poolState(pool, 1_800);
    if (!state.ok) throw new Error(state.error.message);
    expect(state.value.meanTick).toBe(state.value.tick);
    expect(state.value.observationCardinality).toBe(240);
    expect(await chain.poolState(pool, 100 * 86_400)).toMatchObject({
      ok: false,
      error: { code: "chain.reverted", message: "OLD" },
    });
  });

  test("fees and gas", async () => {
    const chain = connect();
    const { swapRouter } = chainOf().deployment.addresses;
    const history = await chain.feeHistory(2, [50]);
    if (!history.ok) throw new Error(history.error.message);
    expect(await chain.nextBaseFee()).toEqual({ ok: true, value: history.value.baseFeePerGas.at(-1) });
    const transfer = { from: relayer().address, to: relayer().address, data: "0x" } as const;
    expect(await chain.estimateGas(transfer)).toEqual({ ok: true, value: 21_000n });
    expect(await chain.estimateGas({ ...transfer, to: swapRouter, data: "0x414bf389" })).toMatchObject({
      ok: false,
      error: { code: "chain.reverted" },
    });
  });
});
