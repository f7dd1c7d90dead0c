import { type Hex, parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { err } from "../contracts/result.ts";
import { toChainSettings } from "../local/chain/chain-settings.ts";
import { movePoolPrice } from "../local/chain/pool-keeper.ts";
import { provideTestChain } from "../local/chain/test-chain.ts";
import { armDemoVault, executeAsOwner } from "../local/chain/test-session.ts";
import type { CastRecord } from "./core/cast-record.ts";
import { buildDisarmPlan } from "./core/disarm-plan.ts";
import { type CastEvent, decide } from "./core/lifecycle.ts";
import { newCast } from "./core/test-cast.ts";
import { observeCast } from "./observe-cast.ts";
import { type PrepareDeps, prepareCast } from "./prepare-cast.ts";

const chainOf = provideTestChain();
const params = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 };

/** An armed vault, a funded lane, a pool whose price has stood still for long enough, and a cast of this minute. */
async function setUp(options: { allowance?: bigint; hasGasMoney?: boolean } = {}) {
  const test = chainOf();
  const { allowance = parseEther("6"), hasGasMoney = true } = options;
  const session = await armDemoVault(test, { allowance: { balance: allowance } });
  const laneKey = generatePrivateKey();
  if (hasGasMoney) await test.rpc("anvil_setBalance", [privateKeyToAccount(laneKey).address, "0xde0b6b3a7640000"]);
  await test.mine(1, (await test.nowSeconds()) + 400n);
  const nowMs = Number(await test.nowSeconds()) * 1_000;
  const { safe, roles } = test.deployment.demoVault;
  const deps: PrepareDeps = {
    chain: session.chain,
    settings: toChainSettings(test.rpcUrl, test.deployment),
    safe,
    roles,
    session: {
      key: session.privateKey,
      record: {
        id: "test-session",
        state: "armed",
        address: session.key.address,
        sell: "WETH",
        buy: "USDC",
        roleKey: session.plan.roleKey,
        allowanceKeys: session.plan.allowanceKeys,
        expiresAtMs: nowMs + 80_000_000,
        words: [],
      },
    },
    laneKey,
    lastNonce: null,
    signalPrices: new Map(),
  };
  const record: CastRecord = { ...newCast({ firedAtMs: nowMs, notAfterMs: nowMs + 1_800_000 }), params };
  const observe = (of: CastRecord) => observeCast(of, { chain: session.chain, settings: deps.settings, safe });
  return { test, session, deps, record, nowMs, observe };
}

const describe = (event: CastEvent): string => ("reason" in event ? `${event.type} ${event.reason.code}` : event.type);
const signedBy = (record: CastRecord, event: CastEvent): CastRecord => decide(record, event, 1);

test("a cast is signed, executes once however often it is sent, and is followed until it is final", async () => {
  const { test, session, deps, record, observe } = await setUp();
  let cast = signedBy(record, await prepareCast(record, deps));
  expect(cast.cast.state).toBe("SIGNED");
  const bytes = cast.attempt?.signedTx ?? "0x";
  expect(await observe(cast)).toEqual({ type: "not-included", isInPool: false });

  expect(await session.chain.sendRaw(bytes)).toMatchObject({ outcome: "accepted", how: "fresh" });
  expect(await session.chain.sendRaw(bytes)).toMatchObject({ outcome: "accepted", how: "already-known" });
  expect(await observe(cast)).toEqual({ type: "not-included", isInPool: true });
  await test.mine();
  expect(await session.chain.sendRaw(bytes)).toMatchObject({ outcome: "nonce-too-low" });

  const seen = await observe(cast);
  expect(seen).toMatchObject({ type: "included", inclusion: { isSuccess: true, isFinal: false } });
  await test.mine(2);
  const final = await observe(cast);
  expect(final).toMatchObject({ type: "included", inclusion: { isSuccess: true, isFinal: true } });
  if (final === null) throw new Error("it was observed");
  cast = decide(cast, final, 2);
  expect(cast.cast.state).toBe("FINALIZED");
  expect((await session.balances()).weth).toBe(parseEther("5"));
});

test("a reorganisation takes the cast out of its block, and the same bytes bring it back", async () => {
  const { test, session, deps, record, observe } = await setUp();
  const cast = signedBy(record, await prepareCast(record, deps));
  const bytes = cast.attempt?.signedTx ?? "0x";
  await session.chain.sendRaw(bytes);
  await test.mine();
  expect(await observe(cast)).toMatchObject({ type: "included" });
  await test.rpc("anvil_reorg", [1, []]);
  expect(await observe(cast)).toEqual({ type: "not-included", isInPool: false });
  expect((await session.balances()).weth).toBe(parseEther("10"));
  expect(await session.chain.sendRaw(bytes)).toMatchObject({ outcome: "accepted" });
  await test.mine(3);
  expect(await observe(cast)).toMatchObject({ type: "included", inclusion: { isSuccess: true, isFinal: true } });
  expect((await session.balances()).weth).toBe(parseEther("5"));
});

test("a transaction that falls out of the pool is seen as gone, and can be sent again", async () => {
  const { test, session, deps, record, observe } = await setUp();
  const cast = signedBy(record, await prepareCast(record, deps));
  await session.chain.sendRaw(cast.attempt?.signedTx ?? "0x");
  await test.rpc("anvil_dropTransaction", [cast.attempt?.hash]);
  expect(await observe(cast)).toEqual({ type: "not-included", isInPool: false });
});

test("a node that has forgotten old states: what was read when it came into its block is what it ends with", async () => {
  const { test, session, deps, record, observe } = await setUp();
  let cast = signedBy(record, await prepareCast(record, deps));
  await session.chain.sendRaw(cast.attempt?.signedTx ?? "0x");
  await test.mine();
  const seen = await observe(cast);
  if (seen === null) throw new Error("it was observed");
  cast = decide(cast, seen, 2);
  await test.mine(2);
  const forgetful = {
    ...session.chain,
    erc20Balances: async () =>
      err({ code: "rpc.error", rpcCode: -32000, message: "missing trie node", data: null } as const),
  };
  const look = (of: CastRecord) => observeCast(of, { chain: forgetful, settings: deps.settings, safe: deps.safe });
  const final = await look(cast);
  if (final === null) throw new Error("nothing old had to be read");
  expect(decide(cast, final, 3).cast).toMatchObject({ state: "FINALIZED", balancesAfter: cast.cast.balancesAfter });
  // Of another block nothing is known yet, and nothing is taken over.
  expect(await look({ ...cast, cast: { ...cast.cast, blockHash: `0x${"0".repeat(64)}` } })).toBeNull();
});

type SetUp = Awaited<ReturnType<typeof setUp>>;
async function priceTo({ test }: SetUp, priceUsd: string): Promise<object> {
  await movePoolPrice({
    rpcUrl: test.rpcUrl,
    deployment: test.deployment,
    keeperAccount: test.accounts.keeper,
    priceUsd,
    nextBlock: () => test.mine(),
  });
  return {};
}
async function disarm({ test, session }: SetUp): Promise<object> {
  const { roles } = test.deployment.demoVault;
  const modules = await session.chain.rolesModules(roles);
  if (!modules.ok) throw new Error(modules.error.message);
  const { roleKey, allowanceKeys } = session.plan;
  const plan = buildDisarmPlan({
    roles,
    sessionKey: session.key.address,
    roleKey,
    allowanceKeys,
    rolesModules: modules.value,
    approvals: [],
  });
  await executeAsOwner(test, plan.calls);
  return {};
}

test.each<
  [
    string,
    Parameters<typeof setUp>[0],
    (world: SetUp) => Promise<Partial<PrepareDeps> & { record?: CastRecord }>,
    string,
  ]
>([
  ["no session is armed", {}, async () => ({ session: undefined }), "refused no-session"],
  ["the owner revoked the role on chain", {}, disarm, "refused role-refuses"],
  ["the allowance is too small", { allowance: parseEther("4") }, async () => ({}), "refused role-refuses"],
  ["the pool was pushed within the last minutes", {}, (world) => priceTo(world, "2000"), "refused price-deviates"],
  [
    "the signal's price is not the pool's",
    {},
    async () => ({ signalPrices: new Map([["price.ETH-USD", 1_000]]) }),
    "refused price-deviates",
  ],
  ["the relayer's lane is empty", { hasGasMoney: false }, async () => ({}), "held no-gas-money"],
  [
    "the deadline is past",
    {},
    async ({ record, nowMs }) => ({ record: { ...record, cast: { ...record.cast, notAfterMs: nowMs - 1 } } }),
    "refused expired",
  ],
  [
    "the fire is of a time that has not come",
    {},
    async ({ record, nowMs }) => ({ record: { ...record, cast: { ...record.cast, firedAtMs: nowMs + 600_001 } } }),
    "refused from-the-future",
  ],
  [
    "the session has ended",
    {},
    async ({ deps, nowMs }) => ({
      session: deps.session && { ...deps.session, record: { ...deps.session.record, expiresAtMs: nowMs - 1 } },
    }),
    "refused session-expired",
  ],
  [
    "the parameters are not the spell's",
    {},
    async ({ record }) => ({ record: { ...record, params: { sell: "WETH" } } }),
    "refused bad-params",
  ],
  [
    "the spell does not exist",
    {},
    async ({ record }) => ({ record: { ...record, cast: { ...record.cast, spell: "moonshot" } } }),
    "refused unknown-spell",
  ],
])("%s: nothing is signed", async (_what, options, change, expected) => {
  const world = await setUp(options);
  const { record = world.record, ...deps } = await change(world);
  expect(describe(await prepareCast(record, { ...world.deps, ...deps }))).toBe(expected);
});

test("a node that lags behind does not lower the nonce", async () => {
  const { deps, record } = await setUp();
  const cast = signedBy(record, await prepareCast(record, { ...deps, lastNonce: 41 }));
  expect(cast.attempt?.nonce).toBe(42);
});

test("a node that does not answer holds the cast and proves nothing", async () => {
  const { deps, record } = await setUp();
  const { createChain } = await import("./adapters/chain.ts");
  const chain = createChain({ rpcUrl: "http://127.0.0.1:1", chainId: 31337, timeoutMs: 200 });
  expect(describe(await prepareCast(record, { ...deps, chain }))).toBe("held chain-unreachable");
  const signed = { ...record, attempt: { nonce: 0, signedTx: "0x02" as Hex, hash: `0x${"0".repeat(64)}` as Hex } };
  expect(await observeCast(signed, { chain, settings: deps.settings, safe: deps.safe })).toBeNull();
});
