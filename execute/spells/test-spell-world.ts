import type { Hex } from "viem";
import { parseGwei } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { CastPreview } from "../../contracts/spell.ts";
import { movePoolPrice } from "../../local/chain/pool-keeper.ts";
import type { TestChain } from "../../local/chain/test-chain.ts";
import { armDemoVault, settingsOf, type TestSession } from "../../local/chain/test-session.ts";
import { createChain } from "../adapters/chain.ts";
import { toCastOrder } from "../adapters/read-orders.ts";
import { lookAtCast } from "../casts/look-at-cast.ts";
import { type PlanDeps, planCast } from "../casts/plan-cast.ts";
import { previewCast } from "../casts/preview-cast.ts";
import { signCast } from "../casts/sign-cast.ts";
import type { CastRecord } from "../core/cast-record.ts";
import { decide, isTerminal } from "../core/lifecycle/decide.ts";
import type { Permission } from "../core/permissions/permission.ts";
import { tokenTableOf } from "../core/positions/book.ts";
import { describePositions } from "../core/positions/describe-positions.ts";
import { applyCast, emptyLedger, foldLedger, reconcile } from "../core/positions/ledger.ts";
import { toCastObservation } from "../core/positions/observe-casts.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import { newCast } from "../core/test-cast.ts";
import { readReading } from "../vault/read-reading.ts";
import type { VaultCore } from "../vault/vault-core.ts";
import { findSpell } from "./registry.ts";

type Params = Readonly<Record<string, unknown>>;
const deadlineMs = 1_800_000;

/**
 * The demo vault on the real chain, armed with permissions: spells are planned, signed, sent and followed by what the vault
 * itself uses, and positions are carried on from what it sees.
 */
export async function openSpellWorld(test: TestChain, permissions: readonly Permission[]) {
  const session: TestSession = await armDemoVault(test, { permissions, expiresAtSeconds: 2n ** 32n });
  // Blocks are mined as fast as they can be asked for: more requests in a second than a node is ever sent.
  const budget = { burst: 1_000_000, perSecond: 1_000_000 };
  const chain = createChain({ rpcUrls: [test.rpcUrl], chainId: test.deployment.chainId, policy: { budget } });
  const { safe, roles } = test.deployment.demoVault;
  const settings = settingsOf(test);
  const laneKey = generatePrivateKey();
  const lane = privateKeyToAccount(laneKey).address;
  await test.rpc("anvil_setBalance", [lane, "0x56bc75e2d63100000"]);
  const tokens = tokenTableOf(listPositionTokens(settings));
  const done: CastRecord[] = [];
  let ledger = emptyLedger;

  const planDeps: PlanDeps = {
    chain,
    settings,
    safe,
    roles,
    session: { address: session.key.address, roleKey: session.roleKey, expiresAtMs: 2 ** 32 * 1_000 },
    signalPrices: new Map(),
    siblings: done,
  };
  const passSeconds = async (seconds: bigint) => test.mine(1, (await test.nowSeconds()) + seconds);
  const ask = async (spell: string, params: Params): Promise<CastRecord> => {
    const nowMs = Number(await test.nowSeconds()) * 1_000;
    const times = { firedAtMs: nowMs, notAfterMs: nowMs + deadlineMs, freshUntilMs: nowMs + deadlineMs };
    const id = `0x${(done.length + 1).toString(16).padStart(64, "0")}` as never;
    return { ...newCast({ id, spell, ...times }), params };
  };
  const look = async (record: CastRecord) =>
    lookAtCast(record, {
      chain,
      settings,
      safe,
      lane,
      readOrder: async (id, at) => {
        const read = settings.orders === undefined ? null : await chain.order(settings.orders.book, safe, id, at);
        return read?.ok === true ? toCastOrder(read.value) : null;
      },
      readHealth: async (at) => {
        if (settings.lending === undefined) throw new Error("this chain has a lending market");
        return chain.lendingHealth(settings.lending, safe, at);
      },
    });
  /** Looks until the cast is over, or its order waits for a keeper. */
  const follow = async (start: CastRecord): Promise<CastRecord> => {
    let record = start;
    for (let round = 0; round < 12; round += 1) {
      const seen = await look(record);
      if (seen !== null) record = decide(record, { type: "looked", look: seen }, 2);
      if (isTerminal(record.cast.state) || record.cast.reason?.code === "order-open") break;
      await test.mine();
    }
    const known = done.findIndex(({ cast }) => cast.id === record.cast.id);
    if (known === -1) done.push(record);
    else done[known] = record;
    const observation = toCastObservation(record);
    if (observation !== null) ledger = applyCast(ledger, observation);
    return record;
  };

  return {
    test,
    session,
    chain,
    settings,
    safe,
    /** Every cast so far. */
    done,
    passSeconds,
    plan: async (spell: string, params: Params, change: Partial<PlanDeps> = {}) =>
      planCast(await ask(spell, params), { ...planDeps, ...change }),
    /** From the plan to the final block, by the real lifecycle. Throws where it is refused. */
    cast: async (spell: string, params: Params): Promise<CastRecord> => {
      const record = await ask(spell, params);
      const plan = await planCast(record, planDeps);
      if (plan.type !== "planned") throw new Error(`${plan.reason.code}: ${plan.reason.message}`);
      const signed = await signCast(record, plan, {
        chain,
        settings,
        roles,
        sessionKey: session.privateKey,
        laneKey,
        lastNonce: null,
        maxFeeWeiMax: parseGwei("200"),
        gasWeiLeft: 10n ** 20n,
      });
      const ready = decide(record, signed, 1);
      const sent = await chain.sendRaw(ready.attempts[0]?.signedTx ?? "0x");
      if (sent.outcome !== "accepted") throw new Error(JSON.stringify([signed, sent]));
      await test.mine();
      return follow(decide(ready, { type: "sent", outcome: sent }, 1));
    },
    /** Looks again at a cast whose order waited, once what happened meanwhile is final. */
    follow: async (record: CastRecord) => {
      await test.mine(3);
      return follow(record);
    },
    preview: (spell: string, params: Params, change: Partial<PlanDeps> = {}): Promise<CastPreview | null> =>
      previewCast({ spell, params: params as never }, { ...planDeps, spentSoFar: 0n, ...change }),
    undo: async (record: CastRecord) => {
      const spell = findSpell(record.cast.spell);
      if (spell === undefined) throw new Error("it was cast");
      const { order } = record.cast;
      const plain = { settings, balances: await readAmounts(), nowSeconds: await test.nowSeconds(), order: null };
      const read =
        order === null || settings.orders === undefined
          ? null
          : await chain.order(settings.orders.book, safe, order.id as Hex);
      const context = read?.ok === true ? { ...plain, order: read.value } : plain;
      return spell.undo(record.cast, record.params, context);
    },
    /** The pool and the lending market at a price, for longer than the pool's mean looks back. */
    movePrice: async (priceUsd: string) => {
      const { rpcUrl, deployment, accounts } = test;
      await movePoolPrice({
        rpcUrl,
        deployment,
        keeperAccount: accounts.keeper,
        priceUsd,
        nextBlock: () => test.mine(),
      });
      await passSeconds(400n);
    },
    /** What the vault finds out when it looks at itself at a final block. */
    reconcile: async () => {
      await test.mine(3);
      const before = foldLedger(ledger, tokens);
      const orders = before.positions.flatMap((one) =>
        one.kind === "order" && one.state === "active" ? [one.orderId] : [],
      );
      // Of the whole object these three are all that it reads.
      const core = { chain, settings: { chain: settings }, safe: () => safe } as unknown as VaultCore;
      const reading = await readReading(core, { sinceBlock: before.block, orders });
      if (reading === null) throw new Error("the chain answers");
      const result = reconcile(ledger, reading, [], tokens);
      if (result.kind === "skipped") throw new Error(result.why);
      ledger = result.ledger;
      return {
        positions: describePositions(result.book, { prices: reading.prices, inFlight: [] }, tokens),
        differences: result.book.differences.map(({ what, amount }) => `${what} ${amount.symbol}`),
      };
    },
    balances: async () =>
      Object.fromEntries((await readAmounts()).map(({ symbol, amount }) => [symbol, BigInt(amount)])),
  };

  async function readAmounts() {
    const addresses = [...tokens.keys()] as Hex[];
    const read = await chain.erc20Balances(addresses, safe);
    if (!read.ok) throw new Error(read.error.message);
    return [...tokens].map(([token, { symbol, decimals }], index) => ({
      token,
      symbol,
      decimals,
      amount: (read.value[index] ?? 0n).toString(),
    }));
  }
}
export type SpellWorld = Awaited<ReturnType<typeof openSpellWorld>>;
