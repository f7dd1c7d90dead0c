import type { Address } from "viem";
import type { CastLane } from "../../contracts/cast.ts";
import type { VaultAddress } from "../../contracts/ids.ts";
import type {
  AllowanceView,
  LaneView,
  SessionView,
  TradingStateView,
  TriggerStatus,
  VaultLimits,
  VaultView,
} from "../../contracts/vault-view.ts";
import type { Chain } from "../adapters/chain.ts";
import { readBalances } from "../adapters/read-balances.ts";
import { accruedAllowance } from "../core/accrued-allowance.ts";
import { type ChainSettings, findToken } from "../core/chain-settings.ts";
import type { AlertRecords } from "../records/alert-records.ts";
import type { AuditRecords } from "../records/audit-records.ts";
import type { CastRecords } from "../records/cast-records.ts";
import type { GasRecords } from "../records/gas-records.ts";
import type { RuleRecords } from "../records/rule-records.ts";
import type { SessionRecord, SessionRecords } from "../records/session-records.ts";
import type { TriggerRecords } from "../records/trigger-records.ts";
import { describePrepared } from "./describe-prepared.ts";
import { describeWorth } from "./describe-worth.ts";

export type LaneDeps = {
  readonly lane: CastLane;
  readonly address: Address;
  readonly gasPerDayWei: bigint;
};

export type DescribeDeps = {
  readonly vault: VaultAddress;
  readonly settings: ChainSettings;
  readonly chain: Chain;
  readonly roles: Address | undefined;
  readonly triggers: TriggerRecords;
  readonly casts: CastRecords;
  readonly sessions: SessionRecords;
  readonly audit: AuditRecords;
  readonly alerts: AlertRecords;
  readonly rules: RuleRecords;
  readonly gas: GasRecords;
  readonly positions: VaultView["positions"];
  readonly differences: VaultView["differences"];
  readonly tradingState: TradingStateView;
  readonly lanes: readonly LaneDeps[];
  readonly limits: VaultLimits;
  readonly nowWallMs: number;
  /** Of the registry; empty where it does not answer. */
  readonly statuses: Readonly<Record<string, TriggerStatus>>;
};

/** Window of the pool's mean price; any will do here, since the price now is what is read. */
const meanWindowSeconds = 60;

const unknownStatus: TriggerStatus = {
  state: "unknown",
  sinceMs: null,
  leaves: [],
  clearLeaves: [],
  waits: [],
  evaluatedAtMs: null,
};

/** What a vault's own people may read of it. What the chain does not tell at present is empty, never a guess. */
export async function describeVault(deps: DescribeDeps): Promise<VaultView> {
  const { vault, settings, chain, statuses, sessions } = deps;
  const safe = vault as Address;
  const session = sessions.armed("main") ?? sessions.latest("main");
  const emergency = sessions.armed("emergency") ?? sessions.latest("emergency");
  const block = await chain.block("latest");
  const at = block.ok ? block.value.number : ("latest" as const);
  const nowSeconds = block.ok ? block.value.timestamp : 0n;
  const [balances, owners, main, ofEmergency, prepared, pool, lanes] = await Promise.all([
    readBalances(chain, settings, safe, at),
    chain.safeOwners(safe),
    describeSession(session, deps, nowSeconds),
    emergency === undefined ? null : describeSession(emergency, deps, nowSeconds),
    describePrepared(deps),
    chain.poolState(settings.pool, meanWindowSeconds, at),
    Promise.all(deps.lanes.map((lane) => describeLane(lane, deps, nowSeconds))),
  ]);
  return {
    vault,
    chainId: settings.chainId,
    owners: owners.ok ? [...owners.value] : [],
    readAtWallMs: deps.nowWallMs,
    chainTimeMs: block.ok && balances.ok ? Number(block.value.timestamp) * 1_000 : null,
    balances: balances.ok ? [...balances.value] : [],
    session: main,
    emergencySession: ofEmergency,
    triggers: deps.triggers.list().map(({ trigger, version, isEnabled }) => ({
      trigger,
      version,
      enabled: isEnabled,
      status: statuses[trigger.id] ?? unknownStatus,
    })),
    fires: deps.triggers.latestFires(50),
    casts: deps.casts.latest(50).map(({ cast }) => cast),
    positions: deps.positions,
    differences: deps.differences,
    rules: deps.rules
      .list()
      .map(({ rule, version, epoch, lastFiredAtMs }) => ({ rule, version, epoch, lastFiredAtMs })),
    alerts: deps.alerts.list(),
    tradingState: deps.tradingState,
    lanes,
    audit: deps.audit.latest(50),
    prepared,
    worth: balances.ok && pool.ok ? describeWorth(settings, balances.value, pool.value) : null,
    limits: deps.limits,
  };
}

async function describeLane(
  { lane, address, gasPerDayWei }: LaneDeps,
  { chain, gas }: DescribeDeps,
  nowSeconds: bigint,
): Promise<LaneView> {
  const ether = await chain.etherBalance(address);
  return {
    lane,
    address,
    etherWei: ether.ok ? ether.value.toString() : null,
    gasSpentTodayWei: gas.spentWei(lane, Number(nowSeconds) * 1_000).toString(),
    gasPerDayWei: gasPerDayWei.toString(),
  };
}

async function describeSession(
  session: SessionRecord | undefined,
  deps: DescribeDeps,
  nowSeconds: bigint,
): Promise<SessionView> {
  const allowances = session === undefined ? [] : await readAllowances(session, deps, nowSeconds);
  return {
    state: session?.state ?? "none",
    address: session?.address ?? null,
    expiresAtMs: session?.expiresAtMs ?? null,
    words: [...(session?.words ?? [])],
    allowanceLeft: allowances.map(({ token, symbol, decimals, amount }) => ({ token, symbol, decimals, amount })),
    allowances,
  };
}

/** Of each allowance what can be spent now; empty where one read failed. */
async function readAllowances(
  session: SessionRecord,
  { roles, settings, chain }: DescribeDeps,
  nowSeconds: bigint,
): Promise<AllowanceView[]> {
  if (roles === undefined) return [];
  const spending = session.allowances.flatMap(({ purpose, ...rest }) =>
    purpose === "approve" ? [] : [{ purpose, ...rest }],
  );
  const stored = await Promise.all(spending.map(({ key }) => chain.allowance(roles, key)));
  return spending.flatMap(({ symbol, purpose, most = null }, index) => {
    const token = findToken(settings, symbol);
    const read = stored[index];
    if (token === undefined || read === undefined || !read.ok) return [];
    const amount = accruedAllowance(read.value, nowSeconds).toString();
    return [{ token: token.address.toLowerCase(), symbol, decimals: token.decimals, amount, purpose, most }];
  });
}
