import type { Address, Hex } from "viem";
import type { TokenAmount } from "../../contracts/cast.ts";
import { deriveCastId, deriveRuleFireId, type TraceId, type VaultAddress } from "../../contracts/ids.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { Chain } from "../adapters/chain.ts";
import { readBalances } from "../adapters/read-balances.ts";
import type { CastDesk } from "../casts/cast-desk.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { Prices } from "../core/positions/position-effect.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import { type HeldRule, judgeRule } from "../core/rules/judge-rule.ts";
import { worthMicroUsd } from "../core/worth-micro-usd.ts";
import type { AlertRecords } from "../records/alert-records.ts";
import type { AuditRecords } from "../records/audit-records.ts";
import type { RuleRecords } from "../records/rule-records.ts";
import { findSpell } from "../spells/registry.ts";
import { readUsdPrices } from "../spells/usd-prices.ts";

/** What a vault looks at once a minute, all of one block. Undefined: that read failed, which proves nothing. */
export type VaultSight = {
  readonly blockNumber: bigint;
  readonly chainTimeMs: number;
  readonly balances: readonly TokenAmount[] | undefined;
  readonly prices: Prices | undefined;
  /** A decimal; null without loans. */
  readonly health: string | null | undefined;
};

export type MonitorDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly vault: VaultAddress;
  readonly rules: RuleRecords;
  readonly alerts: AlertRecords;
  readonly audit: AuditRecords;
  readonly desk: CastDesk;
  readonly nowWallMs: () => number;
  readonly commit: (work: () => void) => void;
  readonly advance: () => Promise<void>;
  /** Begins an emergency close of the whole vault; the same id again begins none. */
  readonly close: (requestId: Hex, because: string) => Promise<void>;
  /** Holds positions against what the chain shows, in the same transaction as the rest. */
  readonly reconcile: (sight: VaultSight) => Promise<() => void>;
};

/** Window of the pool's mean price; any will do here, since the price now is what is read. */
const meanWindowSeconds = 60;

/** One look of a vault at itself: its positions against the chain, its rules against its state. */
export async function monitorVault(deps: MonitorDeps): Promise<void> {
  const sight = await readSight(deps);
  if (sight === null) return;
  const reconcile = await deps.reconcile(sight);
  const worth =
    sight.balances === undefined || sight.prices === undefined
      ? undefined
      : worthMicroUsd(sight.balances, listPositionTokens(deps.settings), sight.prices);
  const reading = { chainTimeMs: sight.chainTimeMs, health: sight.health, worthMicroUsd: worth };
  const verdicts = deps.rules.list().map((before) => ({ before, ...judgeRule(before, reading) }));
  deps.commit(reconcile);
  for (const { before, held, because } of verdicts) {
    if (because === null) {
      if (held !== before) deps.commit(() => deps.rules.store(held));
    } else await fireRule(before, held, because, sight.chainTimeMs, deps);
  }
}

async function readSight({ chain, settings, vault }: MonitorDeps): Promise<VaultSight | null> {
  const block = await chain.block("latest");
  if (!block.ok) return null;
  const at = block.value.number;
  const safe = vault as Address;
  const [balances, pool, health] = await Promise.all([
    readBalances(chain, settings, safe, at),
    chain.poolState(settings.pool, meanWindowSeconds, at),
    settings.lending === undefined ? null : chain.lendingHealth(settings.lending, safe, at),
  ]);
  return {
    blockNumber: at,
    chainTimeMs: Number(block.value.timestamp) * 1_000,
    balances: balances.ok ? balances.value : undefined,
    prices: pool.ok ? readUsdPrices({ settings, pool: pool.value }) : undefined,
    health: health === null ? null : health.ok ? health.value : undefined,
  };
}

/** What a fire does is stored together with its epoch: it happens once, whatever dies in between. */
async function fireRule(
  before: HeldRule,
  held: HeldRule,
  because: string,
  chainTimeMs: number,
  deps: MonitorDeps,
): Promise<void> {
  const { rule, version } = held;
  const { action } = rule;
  const fireId = await deriveRuleFireId(rule.id, version, before.epoch);
  const castId = await deriveCastId(deps.vault, fireId);
  // The close first: it is one by its id, and a fire that is not stored comes again.
  if (action.type === "close") await deps.close(fireId as Hex, `${rule.name ?? rule.id}: ${because}`);
  deps.commit(() => {
    deps.rules.store(held);
    deps.audit.add({ atWallMs: deps.nowWallMs(), act: "rule", actor: rule.id, detail: because });
    deps.alerts.raise({
      id: `rule:${rule.id}`,
      severity: action.type === "notify" ? "info" : "warning",
      message: `${rule.name ?? rule.id}: ${because}`,
      sinceWallMs: deps.nowWallMs(),
    });
    if (action.type !== "cast") return;
    const spell = findSpell(action.spell);
    const params = spell?.params.safeParse(action.params);
    const isExit = spell !== undefined && params?.success === true && spell.reducesExposure(params.data);
    const notAfterMs = chainTimeMs + (parseDurationMs(action.deadline) ?? 0);
    deps.desk.create({
      id: castId,
      vault: deps.vault,
      traceId: fireId.slice(2, 34) as TraceId,
      cause: "rule",
      spell: action.spell,
      params: action.params,
      priority: isExit ? "protective" : "opportunistic",
      lane: "main",
      askedAtMs: chainTimeMs,
      notAfterMs,
      freshUntilMs: notAfterMs,
    });
  });
  await deps.advance();
}
