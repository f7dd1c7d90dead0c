import type { Address } from "viem";
import type { CastLane } from "../../contracts/cast.ts";
import type { PositionView } from "../../contracts/position.ts";
import type { ClosePlan, CloseScope } from "../acts/cast-acts.ts";
import type { Chain } from "../adapters/chain.ts";
import { readBalances } from "../adapters/read-balances.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { type CloseStep, planClose } from "../core/plan-close.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import type { SessionRecord, SessionRecords } from "../records/session-records.ts";
import { describeOpen } from "./plan-owner-close.ts";

export type CloseDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly roles: () => Address | undefined;
  readonly sessions: SessionRecords;
  readonly positions: () => readonly PositionView[];
};

/**
 * What an emergency close does now, from the chain and this vault alone. Where the chain cannot be asked everything that
 * can be open is planned for: a cast that finds nothing to close is refused, and moves nothing.
 */
export async function planEmergencyClose(scope: CloseScope, deps: CloseDeps): Promise<ClosePlan> {
  const { sessions } = deps;
  const [emergency, trading] = await Promise.all([findUsable("emergency", deps), findUsable("main", deps)]);
  const lane: CastLane | null = emergency !== undefined ? "emergency" : trading !== undefined ? "main" : null;
  if (lane === null) {
    const blockers = [
      "No key is armed here: close with your own wallet. The transactions for it are shown under “close with your wallet”.",
    ];
    return { steps: [], blockers, disarm: () => undefined, disarmsWhenClosed: false };
  }
  const open = await readOpen(deps);
  const closing = planClose(open.things);
  const chosen = scope === "vault" ? closing : closeOne(closing, scope.position, deps);
  const blockers = [
    ...(open.isRead ? [] : ["The chain does not answer: everything that can be open is tried once it does."]),
    ...(chosen.length === 0 ? ["Nothing is open."] : []),
    ...(lane === "main" && scope === "vault"
      ? ["No emergency key is armed: the trading key closes, and is destroyed once it is done."]
      : []),
  ];
  const ending = lane === "emergency" && scope === "vault" ? endTrading(deps) : [];
  return {
    steps: [...chosen, ...ending].map((step) => ({ ...step, params: step.params as never, lane })),
    blockers,
    disarmsWhenClosed: lane === "main" && scope === "vault",
    // The trading key signs nothing more from this moment on; where it has to close, it goes when it is done.
    disarm: () => {
      if (scope === "vault" && lane === "emergency") sessions.revokeAll("main");
    },
  };
}

/**
 * The armed session of a lane, if its role still stands: one that has ended, or whose key the owner took its role by the own
 * wallet, closes nothing. Where the chain does not answer what is armed here is believed.
 */
async function findUsable(lane: CastLane, { sessions, chain, roles }: CloseDeps): Promise<SessionRecord | undefined> {
  const session = sessions.armed(lane);
  const modifier = roles();
  if (session === undefined || modifier === undefined) return undefined;
  const [block, isMember] = await Promise.all([
    chain.block("latest"),
    chain.isModuleEnabled(modifier, session.address),
  ]);
  const hasEnded = block.ok && Number(block.value.timestamp) * 1_000 > session.expiresAtMs;
  return hasEnded || (isMember.ok && !isMember.value) ? undefined : session;
}

/** The emergency role was given exactly this one act on the modifier, for the session that it was armed with. */
function endTrading({ sessions, roles }: CloseDeps): readonly CloseStep[] {
  const pairedId = sessions.armed("emergency")?.pairedId;
  const session = pairedId == null ? undefined : sessions.find(pairedId);
  const modifier = roles();
  if (session === undefined || modifier === undefined) return [];
  const params = { roles: modifier, key: session.address, roleKey: session.roleKey };
  return [{ spell: "end-session", params }];
}

async function readOpen({ chain, settings, safe, positions }: CloseDeps) {
  const active = positions().filter(({ state }) => state === "active");
  const orders = active.flatMap(({ order }) => (order === null ? [] : [order.id]));
  const balances = await readBalances(chain, settings, safe, "latest");
  const amounts = new Map(
    balances.ok
      ? balances.value.map(({ token, amount }) => [token, BigInt(amount)] as const)
      : listPositionTokens(settings).map(({ address }) => [address.toLowerCase(), 1n] as const),
  );
  return { things: describeOpen(settings, amounts, orders), isRead: balances.ok };
}

/** The steps that end one position. */
function closeOne(steps: readonly CloseStep[], id: string, { positions }: CloseDeps): readonly CloseStep[] {
  const position = positions().find((each) => each.id === id && each.state === "active");
  if (position === undefined) return [];
  const symbols = new Set(position.holds.map(({ symbol }) => symbol.replace(/^a/, "")));
  return steps.filter(({ spell, params }) => {
    if (position.kind === "order") return spell === "thornpost-cancel" && params.orderId === position.order?.id;
    if (position.kind === "leveraged") return spell === "stormforge-unwind" && symbols.has(String(params.collateral));
    return spell === "ironvine" && symbols.has(String(params.sell));
  });
}
