import { parseEther, parseGwei } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { err, ok } from "../../contracts/result.ts";
import { movePoolPrice } from "../../local/chain/pool-keeper.ts";
import { provideTestChain } from "../../local/chain/test-chain.ts";
import { armDemoVault, executeAsOwner, settingsOf, swapPermission } from "../../local/chain/test-session.ts";
import { createChain } from "../adapters/chain.ts";
import { type CastRecord, latestAttempt } from "../core/cast-record.ts";
import type { Fees } from "../core/choose-fees.ts";
import { buildDisarmPlan } from "../core/disarm-plan.ts";
import type { CastEvent, Look } from "../core/lifecycle/cast-event.ts";
import { decide } from "../core/lifecycle/decide.ts";
import { newCast } from "../core/test-cast.ts";
import { lookAtCast } from "./look-at-cast.ts";
import { type PlanDeps, planCast } from "./plan-cast.ts";
import { type SignDeps, signCast, signReplacement } from "./sign-cast.ts";

const chainOf = provideTestChain();
const params = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 500 };
const deadlineMs = 1_800_000;

/** An armed vault, a funded lane, a pool whose price has stood still for long enough, and a cast of this minute. */
async function setUp(options: { allowance?: bigint; hasGasMoney?: boolean } = {}) {
  const test = chainOf();
  const { allowance = parseEther("6"), hasGasMoney = true } = options;
  const allowed = swapPermission(test, { allowance: { kind: "set", balance: allowance } });
  const session = await armDemoVault(test, { permissions: [allowed] });
  const laneKey = generatePrivateKey();
  if (hasGasMoney) await test.rpc("anvil_setBalance", [privateKeyToAccount(laneKey).address, "0xde0b6b3a7640000"]);
  await test.mine(1, (await test.nowSeconds()) + 400n);
  const nowMs = Number(await test.nowSeconds()) * 1_000;
  const { safe, roles } = test.deployment.demoVault;
  const settings = settingsOf(test);
  const { chain } = session;
  const planDeps: PlanDeps = {
    chain,
    settings,
    safe,
    roles,
    session: { address: session.key.address, roleKey: session.roleKey, expiresAtMs: nowMs + 80_000_000 },
    signalPrices: new Map(),
  };
  const signDeps: SignDeps = {
    chain,
    settings,
    roles,
    sessionKey: session.privateKey,
    laneKey,
    lastNonce: null,
    maxFeeWeiMax: parseGwei("200"),
    gasWeiLeft: parseEther("0.5"),
  };
  const times = { firedAtMs: nowMs, notAfterMs: nowMs + deadlineMs, freshUntilMs: nowMs + deadlineMs };
  const record: CastRecord = { ...newCast(times), params };
  const lookWith = (of: CastRecord, through = chain) =>
    lookAtCast(of, {
      chain: through,
      settings,
      safe,
      lane: privateKeyToAccount(laneKey).address,
      readOrder: async () => null,
      readHealth: async () => ok(null),
    });
  const look = async (of: CastRecord): Promise<Look> => {
    // A look that is not whole is none; the next one is.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const seen = await lookWith(of);
      if (seen !== null) return seen;
    }
    throw new Error("five looks in a row were not whole");
  };
  const prepare = async (of: CastRecord, change: Partial<PlanDeps & SignDeps> = {}): Promise<CastEvent> => {
    const plan = await planCast(of, { ...planDeps, ...change });
    return plan.type === "planned" ? signCast(of, plan, { ...signDeps, ...change }) : plan;
  };
  const sign = async (change: Partial<PlanDeps & SignDeps> = {}) => decide(record, await prepare(record, change), 1);
  /** Signs the same nonce again, and records it. */
  const replace = async (of: CastRecord, kind: "cast" | "free", fees: Fees) => {
    const replacement = { kind, fees, headNumber: (await look(of)).head.number };
    const attempt = await signReplacement(of, replacement, { laneKey, chainId: settings.chainId });
    return decide(of, { type: "replaced", attempt }, 1);
  };
  const send = (of: CastRecord) => chain.sendRaw(latestAttempt(of)?.signedTx ?? "0x");
  const judge = async (of: CastRecord) => decide(of, { type: "looked", look: await look(of) }, 2);
  return { test, session, chain, planDeps, record, nowMs, look, lookWith, prepare, sign, replace, send, judge };
}
type SetUp = Awaited<ReturnType<typeof setUp>>;

const describe = (event: CastEvent): string => ("reason" in event ? `${event.type} ${event.reason.code}` : event.type);
const feesOf = (record: CastRecord, percent: bigint): Fees => {
  const { maxFeeWei = "0", tipWei = "0" } = latestAttempt(record) ?? {};
  return { maxFeeWei: (BigInt(maxFeeWei) * percent) / 100n, tipWei: (BigInt(tipWei) * percent) / 100n };
};

test("a cast is signed, executes once however often it is sent, and is followed until it is final", async () => {
  const { test, session, look, sign, send, judge } = await setUp();
  let cast = await sign();
  expect(cast.cast.state).toBe("SIGNED");
  expect(await look(cast)).toMatchObject({ execution: null, isInPool: false, nextNonceFinalized: 0 });

  expect(await send(cast)).toMatchObject({ outcome: "accepted", how: "fresh" });
  expect(await send(cast)).toMatchObject({ outcome: "accepted", how: "already-known" });
  expect(await look(cast)).toMatchObject({ execution: null, isInPool: true });
  await test.mine();
  expect(await send(cast)).toMatchObject({ outcome: "nonce-too-low" });

  cast = await judge(cast);
  expect(cast).toMatchObject({ isLaneFree: true, cast: { state: "CONFIRMED" } });
  expect(BigInt(cast.cast.gasPaidWei ?? 0) > 0n).toBe(true);
  await test.mine(2);
  cast = await judge(cast);
  expect(cast.cast.state).toBe("FINALIZED");
  expect((await session.balances()).weth).toBe(parseEther("5"));
});

test.each([1, 5, 12])(
  "a reorganisation of depth %d takes it out of its block; the same bytes bring it back",
  async (depth) => {
    const { test, session, look, sign, send, judge } = await setUp();
    const cast = await sign();
    await send(cast);
    await test.mine();
    // Finality comes sooner on this chain than such a reorganisation can go deep: it is only looked at afterwards.
    await test.mine(depth - 1);
    await test.rpc("anvil_reorg", [depth, []]);
    expect(await look(cast)).toMatchObject({ execution: null, isInPool: false });
    expect((await session.balances()).weth).toBe(parseEther("10"));
    expect(await send(cast)).toMatchObject({ outcome: "accepted" });
    await test.mine(3);
    expect((await judge(cast)).cast.state).toBe("FINALIZED");
    expect((await session.balances()).weth).toBe(parseEther("5"));
  },
);

test("a transaction that falls out of the pool is seen as gone, and can be sent again", async () => {
  const { test, look, sign, send } = await setUp();
  const cast = await sign();
  await send(cast);
  await test.rpc("anvil_dropTransaction", [cast.attempts[0]?.hash]);
  expect(await look(cast)).toMatchObject({ execution: null, isInPool: false });
});

test("replaced with higher fees: whichever of them is mined, it is found", async () => {
  const { test, sign, send, replace, judge, look, session } = await setUp();
  const first = await sign();
  await send(first);
  const second = await replace(first, "cast", feesOf(first, 150n));
  expect(await send(second)).toMatchObject({ outcome: "accepted" });
  await test.mine(3);
  expect((await look(second)).execution?.hash).toBe(second.attempts[1]?.hash);
  expect((await judge(second)).cast).toMatchObject({ state: "FINALIZED", txHash: second.attempts[1]?.hash });
  expect((await session.balances()).weth).toBe(parseEther("5"));
});

test("replaced, but the first one was mined: it is found by its own hash", async () => {
  const { test, sign, send, replace, judge } = await setUp();
  const first = await sign();
  await send(first);
  const second = await replace(first, "cast", feesOf(first, 150n));
  await test.mine(3);
  expect(await send(second)).toMatchObject({ outcome: "nonce-too-low" });
  expect((await judge(second)).cast).toMatchObject({ state: "FINALIZED", txHash: first.attempts[0]?.hash });
});

test("not mined before its deadline: the nonce is freed, and it ends once that is final", async () => {
  const { test, sign, send, replace, judge, session } = await setUp();
  let cast = await sign();
  await test.mine(3, (await test.nowSeconds()) + BigInt(deadlineMs / 1_000) + 1n);
  cast = await judge(cast);
  expect(cast).toMatchObject({ isLaneFree: false, cast: { state: "SIGNED" } });
  cast = await replace(cast, "free", feesOf(cast, 150n));
  expect(await send(cast)).toMatchObject({ outcome: "accepted" });
  await test.mine();
  cast = await judge(cast);
  expect(cast).toMatchObject({ isLaneFree: true });
  await test.mine(2);
  expect((await judge(cast)).cast).toMatchObject({ state: "CANCELLED", reason: { code: "expired-unmined" } });
  expect((await session.balances()).weth).toBe(parseEther("10"));
});

test("mined after its deadline, it takes everything back, and that is its end", async () => {
  const { test, sign, send, judge, session } = await setUp();
  const cast = await sign();
  await send(cast);
  await test.mine(3, (await test.nowSeconds()) + BigInt(deadlineMs / 1_000) + 1n);
  expect((await judge(cast)).cast).toMatchObject({ state: "REVERTED", reason: { code: "reverted" } });
  expect((await session.balances()).weth).toBe(parseEther("10"));
});

test("a stranger sends the signed call in a transaction of their own: the cast is executed, and knows it", async () => {
  const { test, sign, judge, session, look } = await setUp();
  const cast = await sign();
  const { to, data } = cast.submission ?? {};
  if (to === undefined || data === undefined) throw new Error("it was signed");
  const foreign = await test.wallet("keeper").send({ to, data, gas: 1_500_000n });
  expect((await look(cast)).execution).toMatchObject({ hash: foreign.transactionHash, gasPaidWei: null });
  await test.mine(2);
  expect((await judge(cast)).cast).toMatchObject({ state: "FINALIZED", txHash: foreign.transactionHash });
  expect((await session.balances()).weth).toBe(parseEther("5"));
});

test("a node that has forgotten old states: what was read when it came into its block is what it ends with", async () => {
  const { test, chain, sign, send, judge, lookWith } = await setUp();
  let cast = await sign();
  await send(cast);
  await test.mine();
  const unread = cast;
  cast = await judge(cast);
  await test.mine(2);
  const forgetful = {
    ...chain,
    erc20Balances: async () =>
      err({ code: "rpc.error", rpcCode: -32000, message: "missing trie node", data: null } as const),
  };
  const final = await lookWith(cast, forgetful);
  if (final === null) throw new Error("nothing old had to be read");
  const { balancesAfter } = cast.cast;
  expect(decide(cast, { type: "looked", look: final }, 3).cast).toMatchObject({ state: "FINALIZED", balancesAfter });
  // Never read: of a block as young as this the error proves nothing, and it is looked at again.
  expect(await lookWith(unread, forgetful)).toBeNull();
  // No longer to be read: it is final, and says that its promise was not checked.
  await test.mine(128);
  const blind = await lookWith(unread, forgetful);
  if (blind === null) throw new Error("the node answered");
  expect(decide(unread, { type: "looked", look: blind }, 3).cast).toMatchObject({
    state: "INCLUDED_UNVERIFIED",
    reason: { code: "unread-balance" },
  });
});

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
  const plan = buildDisarmPlan({
    roles,
    members: [{ key: session.key.address, roleKey: session.roleKey }],
    clearAllowances: session.plan.allowances.map(({ key }) => key),
    rolesModules: modules.value,
    approvals: [],
  });
  await executeAsOwner(test, plan.calls);
  return {};
}
const changed = ({ record }: SetUp, change: Partial<CastRecord["cast"]>) => ({
  record: { ...record, cast: { ...record.cast, ...change } },
});

test.each<
  [
    string,
    Parameters<typeof setUp>[0],
    (world: SetUp) => Promise<Partial<PlanDeps & SignDeps> & { record?: CastRecord }>,
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
  ["the day's gas is spent", {}, async () => ({ gasWeiLeft: 1n }), "refused gas-budget"],
  ["the next block asks more than the ceiling", {}, async () => ({ maxFeeWeiMax: 1n }), "refused fees-too-high"],
  [
    "the same, and it protects: it waits for cheaper blocks",
    {},
    async (world) => ({ maxFeeWeiMax: 1n, ...changed(world, { priority: "protective" }) }),
    "held fees-too-high",
  ],
  ["the deadline is past", {}, async (world) => changed(world, { notAfterMs: world.nowMs - 1 }), "refused expired"],
  ["what fired is stale", {}, async (world) => changed(world, { freshUntilMs: world.nowMs - 1 }), "refused stale"],
  [
    "the chain's time is behind the fire",
    {},
    async (world) => changed(world, { firedAtMs: world.nowMs + 600_001 }),
    "held chain-behind",
  ],
  [
    "the session has ended",
    {},
    async ({ planDeps, nowMs }) => ({ session: planDeps.session && { ...planDeps.session, expiresAtMs: nowMs - 1 } }),
    "refused session-expired",
  ],
  [
    "the parameters are not the spell's",
    {},
    async ({ record }) => ({ record: { ...record, params: { sell: "WETH" } } }),
    "refused bad-params",
  ],
  ["the spell does not exist", {}, async (world) => changed(world, { spell: "moonshot" }), "refused unknown-spell"],
])("%s: nothing is signed", async (_what, options, change, expected) => {
  const world = await setUp(options);
  const { record = world.record, ...deps } = await change(world);
  expect(describe(await world.prepare(record, deps))).toBe(expected);
});

test("a node that lags behind does not lower the nonce", async () => {
  const { sign } = await setUp();
  expect((await sign({ lastNonce: 41 })).attempts[0]?.nonce).toBe(42);
});

test("a node that does not answer holds the cast and proves nothing", async () => {
  const { prepare, record, sign, lookWith } = await setUp();
  const chain = createChain({ rpcUrls: ["http://127.0.0.1:1"], chainId: 31337, timeoutMs: 200 });
  expect(describe(await prepare(record, { chain }))).toBe("held chain-unreachable");
  expect(await lookWith(await sign(), chain)).toBeNull();
});
