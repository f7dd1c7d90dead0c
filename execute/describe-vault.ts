import type { Address } from "viem";
import type { TokenAmount } from "../contracts/cast.ts";
import type { VaultAddress } from "../contracts/ids.ts";
import type { TriggerStatus, VaultView } from "../contracts/vault-view.ts";
import type { Chain } from "./adapters/chain.ts";
import { readBalances } from "./adapters/read-balances.ts";
import { accruedAllowance } from "./core/accrued-allowance.ts";
import { type ChainSettings, findToken } from "./core/chain-settings.ts";
import type { AuditRecords } from "./records/audit-records.ts";
import type { CastRecords } from "./records/cast-records.ts";
import type { SessionRecord, SessionRecords } from "./records/session-records.ts";
import type { TriggerRecords } from "./records/trigger-records.ts";

export type DescribeDeps = {
  readonly vault: VaultAddress;
  readonly settings: ChainSettings;
  readonly chain: Chain;
  readonly roles: Address | undefined;
  readonly triggers: TriggerRecords;
  readonly casts: CastRecords;
  readonly sessions: SessionRecords;
  readonly audit: AuditRecords;
  readonly nowWallMs: number;
  /** Of the registry; empty where it does not answer. */
  readonly statuses: Readonly<Record<string, TriggerStatus>>;
};

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
  const { vault, settings, chain, statuses } = deps;
  const safe = vault as Address;
  const session = deps.sessions.armed() ?? deps.sessions.latest();
  const block = await chain.block("latest");
  const at = block.ok ? block.value.number : ("latest" as const);
  const [balances, owners, allowanceLeft] = await Promise.all([
    readBalances(chain, settings, safe, at),
    chain.safeOwners(safe),
    readAllowance(session, deps, block.ok ? block.value.timestamp : 0n),
  ]);
  return {
    vault,
    chainId: settings.chainId,
    owners: owners.ok ? [...owners.value] : [],
    readAtWallMs: deps.nowWallMs,
    chainTimeMs: block.ok && balances.ok ? Number(block.value.timestamp) * 1_000 : null,
    balances: balances.ok ? [...balances.value] : [],
    session: {
      state: session?.state ?? "none",
      address: session?.address ?? null,
      words: [...(session?.words ?? [])],
      allowanceLeft,
    },
    triggers: deps.triggers.list().map(({ trigger, version, isEnabled }) => ({
      trigger,
      version,
      enabled: isEnabled,
      status: statuses[trigger.id] ?? unknownStatus,
    })),
    fires: deps.triggers.latestFires(50),
    casts: deps.casts.latest(50).map(({ cast }) => cast),
    audit: deps.audit.latest(50),
  };
}

async function readAllowance(
  session: SessionRecord | undefined,
  { roles, settings, chain }: DescribeDeps,
  nowSeconds: bigint,
): Promise<TokenAmount[]> {
  const sell = session === undefined ? undefined : findToken(settings, session.sell);
  if (session === undefined || sell === undefined || roles === undefined) return [];
  const stored = await chain.allowance(roles, session.allowanceKeys.swap);
  if (!stored.ok) return [];
  const { address, symbol, decimals } = sell;
  const amount = accruedAllowance(stored.value, nowSeconds).toString();
  return [{ token: address.toLowerCase(), symbol, decimals, amount }];
}
