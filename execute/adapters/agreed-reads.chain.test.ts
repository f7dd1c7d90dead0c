import { encodeFunctionData, type Hex, keccak256, numberToHex, parseGwei, stringToHex } from "viem";
import { describe, expect, test } from "vitest";
import type { FaultKind } from "../../local/chain/fault-proxy-faults.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { createSender, provideFaultProxies, signTransfer, type TestProxy } from "../../local/chain/test-fault-proxy.ts";
import { castGuardAbi } from "../core/abis.ts";
import { type Chain, createChain } from "./chain.ts";

const chainOf = provideTestChain();
const startProxy = provideFaultProxies(chainOf);
const sign = (change?: Parameters<typeof signTransfer>[1]) => signTransfer(chainOf(), change);
const relayer = () => chainOf().accounts.relayer.address;

/** A chain seen through several nodes of it, each with faults of its own. */
async function connect(count: number): Promise<{ readonly chain: Chain; readonly nodes: readonly TestProxy[] }> {
  const nodes = await Promise.all(Array.from({ length: count }, startProxy));
  const chain = createChain({ rpcUrls: nodes.map(({ rpcUrl }) => rpcUrl), chainId: 31337, timeoutMs: 2_000 });
  return { chain, nodes };
}
const breakNode = (node: TestProxy | undefined, ...kinds: readonly FaultKind[]) => {
  for (const kind of kinds) node?.faults.set({ kind, blocks: 2 });
};
const noAgreement = { ok: false, error: { code: "rpc.no-agreement" } };

/** Sends through the chain, and mines it. */
async function mineTransfer(chain: Chain): Promise<Hex> {
  const signed = await sign();
  expect(await chain.sendRaw(signed)).toMatchObject({ outcome: "accepted" });
  await chainOf().mine();
  return keccak256(signed);
}

describe("a receipt", () => {
  test.each([0, 1])("is found though endpoint %i is two blocks behind", async (behind) => {
    const { chain, nodes } = await connect(2);
    const hash = await mineTransfer(chain);
    breakNode(nodes[behind], "lag");
    expect(await chain.receipt(hash)).toMatchObject({ ok: true, value: { transactionHash: hash, status: "success" } });
    expect(nodes[behind]?.stats().injected.lag).toBeGreaterThan(0);
  });

  test("is not denied by a node that is behind, while the other is gone and was further", async () => {
    const { chain, nodes } = await connect(2);
    const hash = await mineTransfer(chain);
    breakNode(nodes[0], "lag");
    breakNode(nodes[1], "http-500");
    // Nothing tells that there is more than this node says.
    expect(await chain.receipt(hash)).toEqual({ ok: true, value: null });
    nodes[1]?.faults.clear();
    expect(await chain.receipt(hash)).toMatchObject({ ok: true, value: { transactionHash: hash } });
    breakNode(nodes[1], "http-500");
    expect(await chain.receipt(hash)).toMatchObject(noAgreement);
  });

  test("is no verdict where it names a block that the others do not have", async () => {
    const { chain, nodes } = await connect(2);
    const hash = await mineTransfer(chain);
    breakNode(nodes[0], "flapping-receipt");
    const seen = [await chain.receipt(hash), await chain.receipt(hash)];
    expect(seen).toMatchObject([noAgreement, { ok: true }]);
    // Alone with its other block, against a node that denies it: that block is not canonical.
    breakNode(nodes[1], "null-receipt");
    expect(await chain.receipt(hash)).toMatchObject(noAgreement);
    expect(await chain.receipt(hash)).toMatchObject({ ok: true, value: { transactionHash: hash } });
  });

  test("of a block that is reorganised away is gone for all", async () => {
    const { chain } = await connect(2);
    const hash = await mineTransfer(chain);
    expect(await chain.receipt(hash)).toMatchObject({ ok: true, value: { transactionHash: hash } });
    await chainOf().rpc("anvil_reorg", [1, []]);
    expect(await chain.receipt(hash)).toEqual({ ok: true, value: null });
    // Both nodes have put it back into their pools.
    expect(await chain.transaction(hash)).toMatchObject({ ok: true, value: { blockNumber: null } });
    await chainOf().mine();
    expect(await chain.receipt(hash)).toMatchObject({ ok: true, value: { transactionHash: hash } });
  });

  test("needs an answer of two out of three", async () => {
    const { chain, nodes } = await connect(3);
    const hash = await mineTransfer(chain);
    breakNode(nodes[0], "lost");
    expect(await chain.receipt(hash)).toMatchObject({ ok: true, value: { transactionHash: hash } });
    breakNode(nodes[1], "html");
    expect(await chain.receipt(hash)).toMatchObject({ ok: false });
  });
});

describe("a transaction", () => {
  test("is null only where all say so", async () => {
    const { chain, nodes } = await connect(2);
    const [one] = nodes;
    await chainOf().rpc("anvil_setNextBlockBaseFeePerGas", [numberToHex(parseGwei("30"))]);
    await chainOf().mine();
    const signed = await sign();
    expect(await chain.transaction(keccak256(signed))).toEqual({ ok: true, value: null });
    // It waits in the pool of one node alone.
    await one?.rpc("eth_sendRawTransaction", [signed]);
    expect(await chain.transaction(keccak256(signed))).toMatchObject({ ok: true, value: { blockNumber: null } });
    breakNode(nodes[0], "lost");
    breakNode(nodes[1], "empty");
    expect(await chain.transaction(keccak256(signed))).toMatchObject({ ok: false });
  });

  test("is mined where one says so and the other still has it in its pool", async () => {
    const { chain, nodes } = await connect(2);
    const hash = await mineTransfer(chain);
    breakNode(nodes[0], "lag");
    expect(await chain.transaction(hash)).toMatchObject({ ok: true, value: { hash, blockNumber: expect.any(BigInt) } });
  });
});

test("a nonce is the highest that any endpoint says", async () => {
  const { chain, nodes } = await connect(2);
  await mineTransfer(chain);
  breakNode(nodes[0], "nonce-behind");
  expect(await chain.nonce(relayer(), "latest")).toEqual({ ok: true, value: 1n });
  breakNode(nodes[1], "landed-timeout");
  expect(await chain.nonce(relayer(), "latest")).toEqual({ ok: true, value: 0n });
  breakNode(nodes[0], "landed-timeout");
  expect(await chain.nonce(relayer(), "latest")).toMatchObject({ error: { code: "rpc.network" } });
});

describe("a claim on the guard", () => {
  const castId = keccak256(stringToHex("a cast"));
  const guard = () => chainOf().deployment.addresses.castGuard;
  /** The relayer's own account claims: the guard knows a Safe by nothing but its address. */
  const claim = (id: Hex) => {
    const data = encodeFunctionData({ abi: castGuardAbi, functionName: "claim", args: [id, 2n ** 63n] });
    return chainOf().wallet("relayer").send({ to: guard(), data });
  };
  const head = async () => (await chainOf().rpc("eth_blockNumber", [])) as Hex;

  test("is found with its transaction, from its block on, for its Safe and its id alone", async () => {
    const { chain } = await connect(2);
    const from = BigInt(await head());
    expect(await chain.claimLog(guard(), relayer(), castId, from)).toEqual({ ok: true, value: null });
    expect(await chain.isClaimed(guard(), relayer(), castId)).toEqual({ ok: true, value: false });
    const { transactionHash, blockNumber, blockHash } = await claim(castId);
    await claim(keccak256(stringToHex("another cast")));
    const value = { transactionHash, blockNumber, blockHash };
    expect(await chain.claimLog(guard(), relayer(), castId, from)).toEqual({ ok: true, value });
    expect(await chain.isClaimed(guard(), relayer(), castId)).toEqual({ ok: true, value: true });
    expect(await chain.claimLog(guard(), relayer(), castId, blockNumber + 1n)).toEqual({ ok: true, value: null });
    expect(await chain.claimLog(guard(), guard(), castId, from)).toEqual({ ok: true, value: null });
  });

  test("of a node that is behind contradicts nothing, and its state is no verdict", async () => {
    const { chain, nodes } = await connect(2);
    const from = BigInt(await head());
    await chainOf().mine(2);
    const { transactionHash } = await claim(castId);
    breakNode(nodes[1], "lag");
    expect(await chain.claimLog(guard(), relayer(), castId, from)).toMatchObject({ value: { transactionHash } });
    expect(await chain.isClaimed(guard(), relayer(), castId)).toMatchObject(noAgreement);
    nodes[1]?.faults.clear();
    expect(await chain.isClaimed(guard(), relayer(), castId)).toEqual({ ok: true, value: true });
  });

  test("is gone with its block", async () => {
    const { chain } = await connect(2);
    const from = BigInt(await head());
    await claim(castId);
    await chainOf().rpc("anvil_reorg", [1, []]);
    expect(await chain.claimLog(guard(), relayer(), castId, from)).toEqual({ ok: true, value: null });
    expect(await chain.isClaimed(guard(), relayer(), castId)).toEqual({ ok: true, value: false });
  });
});

describe("a send", () => {
  test.each<readonly [FaultKind, FaultKind, string]>([
    ["landed-timeout", "landed-timeout", "unknown"],
    ["lost", "landed-timeout", "unknown"],
    ["lost", "slow", "accepted"],
    ["wrong-error", "html", "unknown"],
    ["duplicate", "lost", "accepted"],
  ])("with %s at one and %s at the other is %s, and the same bytes again are taken", async (one, two, expected) => {
    const { chain, nodes } = await connect(2);
    nodes[0]?.faults.once("eth_sendRawTransaction", one);
    nodes[1]?.faults.once("eth_sendRawTransaction", two);
    const signed = await sign();
    expect(await chain.sendRaw(signed)).toMatchObject({ outcome: expected });
    expect(await chain.sendRaw(signed)).toMatchObject({ outcome: "accepted" });
    await chainOf().mine();
    expect(await chain.receipt(keccak256(signed))).toMatchObject({ ok: true, value: { status: "success" } });
  });

  test("does not go to an endpoint that says it serves another chain", async () => {
    const { chain, nodes } = await connect(2);
    breakNode(nodes[0], "wrong-chain-id");
    const signed = await sign();
    expect(await chain.sendRaw(signed)).toMatchObject({ outcome: "accepted" });
    expect(chain.describeEndpoints().map(({ state }) => state)).toEqual(["other-chain", "closed"]);
    expect(nodes[0]?.stats().requests).toBe(1);
  });
});

const answerFaults: readonly FaultKind[] = [
  ...(["landed-timeout", "lost", "http-500", "html", "wrong-id", "empty"] as const),
  ...(["wrong-error", "slow", "duplicate", "flapping-receipt", "nonce-behind"] as const),
];

// Nodes that all are behind can only tell of the past; that something is not there is then what they know.
test.each([
  ["whose answers fail or lie", answerFaults, true],
  ["that are behind as well", [...answerFaults, "lag"] as const, false],
])("what three nodes %s say together of a transaction is true", async (name, kinds, isAbsenceTrue) => {
  const { chain, nodes } = await connect(3);
  const sender = await createSender(chainOf(), name);
  for (const [index, node] of nodes.entries()) {
    node.faults.random({ seed: 41 + index, ratePerMethod: { "*": 0.25, eth_chainId: 0 }, kinds });
  }
  const said = { included: 0, absent: 0, nothing: 0 };
  for (let nonce = 0; nonce < 12; nonce += 1) {
    const signed = await signTransfer(chainOf(), { nonce }, sender);
    const hash = keccak256(signed);
    for (let look = 0; look < 8; look += 1) {
      if (look < 3) await chain.sendRaw(signed);
      if (look === 3) await chainOf().mine();
      const truth = (await chainOf().rpc("eth_getTransactionReceipt", [hash])) as { blockHash: Hex } | null;
      const [receipt, next] = await Promise.all([chain.receipt(hash), chain.nonce(sender.address, "latest")]);
      if (next.ok) expect(next.value).toBeLessThanOrEqual(BigInt(truth === null ? nonce : nonce + 1));
      if (!receipt.ok) said.nothing += 1;
      else if (receipt.value === null) {
        said.absent += 1;
        if (isAbsenceTrue) expect(truth).toBeNull();
      } else {
        said.included += 1;
        expect(receipt.value.blockHash).toBe(truth?.blockHash);
      }
    }
  }
  const injected = nodes.flatMap((node) => Object.values(node.stats().injected)).reduce((sum, count) => sum + count);
  expect(injected).toBeGreaterThan(100);
  // Faults do not leave it speechless either.
  expect(said.included).toBeGreaterThan(10);
  expect(said.absent).toBeGreaterThan(10);
});
