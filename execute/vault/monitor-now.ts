import type { CastPreview, SpellRequest } from "../../contracts/spell.ts";
import type { ActContext } from "../acts/act-deps.ts";
import { startClose } from "../acts/cast-acts.ts";
import type { CastRunner } from "../casts/cast-runner.ts";
import { previewCast } from "../casts/preview-cast.ts";
import { tokenTableOf } from "../core/positions/book.ts";
import { foldLedger, reconcile } from "../core/positions/ledger.ts";
import { listPositionTokens } from "../core/positions/position-tokens.ts";
import { describeCastActs } from "./create-fortress.ts";
import { monitorVault } from "./monitor.ts";
import { noteLanes } from "./note-lanes.ts";
import { readPositions } from "./read-positions.ts";
import { readReading } from "./read-reading.ts";
import type { VaultCore } from "./vault-core.ts";

/** One look of a vault at itself. True where there is more to look at: a rule, an open cast, an active position. */
export async function monitorNow(core: VaultCore, runner: CastRunner): Promise<boolean> {
  const { records, settings, nowWallMs, commit, desk } = core;
  const acts = describeCastActs(core, () => runner, { watch: () => undefined });
  await monitorVault({
    chain: core.chain,
    settings: settings.chain,
    vault: core.vault(),
    ...records,
    desk,
    nowWallMs,
    commit,
    advance: () => runner.advance(),
    close: async (requestId, because) => {
      const plan = await acts.planClose("vault");
      const context: Pick<ActContext, "vault" | "requestId" | "commit" | "nowWallMs"> = {
        vault: core.safe(),
        requestId,
        nowWallMs,
        commit: (detail, work) =>
          commit(() => {
            work();
            records.audit.add({
              atWallMs: nowWallMs(),
              act: "emergency-close",
              actor: "rule",
              detail: `${because}; ${detail}`,
            });
          }),
      };
      await startClose(acts, context, plan);
    },
    reconcile: () => planReconcile(core),
  });
  endClose(core);
  noteEndpoints(core);
  await noteLanes(core);
  const hasPosition = readPositions(core).positions.some(({ state }) => state === "active");
  return hasPosition || records.rules.list().length > 0 || records.casts.hasOpen();
}

/** An endpoint that is left out is an alert, for as long as it is. */
function noteEndpoints({ chain, records, commit, nowWallMs, outbox }: VaultCore): void {
  commit(() => {
    for (const { host, state } of chain.describeEndpoints()) {
      const id = `endpoint:${host}`;
      const message =
        state === "other-chain" ? `${host} serves another chain and is left out` : `${host} does not answer`;
      const isOut = state === "other-chain" || state === "open";
      const isNews = isOut
        ? records.alerts.raise({ id, severity: "warning", message, sinceWallMs: nowWallMs() })
        : records.alerts.clear(id);
      if (!isNews) continue;
      const detail = isOut ? message : `${host} is used again`;
      records.audit.add({ atWallMs: nowWallMs(), act: "endpoint", actor: "chain", detail });
      outbox.add("live", null);
    }
  });
}

/** Where the trading key had to close: it is destroyed once nothing of the close is open. */
function endClose({ state, records, commit, nowWallMs, outbox }: VaultCore): void {
  if (state.get<boolean>("disarmsWhenClosed") !== true) return;
  if (records.casts.open().some(({ cast }) => cast.cause === "close")) return;
  commit(() => {
    state.delete("disarmsWhenClosed");
    records.sessions.revokeAll();
    const detail = "the emergency close has ended: every key is destroyed; ask for DISARM to end its role on chain";
    records.audit.add({ atWallMs: nowWallMs(), act: "emergency-close", actor: "vault", detail });
    outbox.add("live", null);
  });
}

/** Reads the finalized block, and answers with what is to be stored of it; nothing where a read failed. */
async function planReconcile(core: VaultCore): Promise<() => void> {
  const { records, settings, nowWallMs, outbox } = core;
  const tokens = tokenTableOf(listPositionTokens(settings.chain));
  const ledger = records.positions.load();
  const before = foldLedger(ledger, tokens);
  const reading = await readReading(core, {
    sinceBlock: before.block,
    orders: before.positions.flatMap((one) => (one.kind === "order" && one.state === "active" ? [one.orderId] : [])),
  });
  if (reading === null) return () => undefined;
  return () => {
    const inFlight = records.casts.open().flatMap(({ cast, attempts }) => (attempts.length > 0 ? [cast.id] : []));
    // Loaded again: a cast may have ended while the chain was read.
    const present = records.positions.load();
    const result = reconcile(present, reading, inFlight, tokens);
    if (result.kind === "skipped") return;
    records.positions.store(result.ledger, present);
    if (!result.hasNews) return;
    const known = new Set(before.differences.map(({ id }) => id));
    for (const difference of result.book.differences.filter(({ id }) => !known.has(id))) {
      const atWallMs = nowWallMs();
      records.audit.add({ atWallMs, act: "reconcile", actor: "chain", detail: difference.sentence });
      if (difference.what !== "liquidation") continue;
      const alert = { severity: "critical", message: difference.sentence, sinceWallMs: atWallMs } as const;
      records.alerts.raise({ id: `liquidation:${difference.id}`, ...alert });
    }
    outbox.add("live", null);
  };
}

/** What a cast would do now; null where there is no such spell. */
export function previewNow(request: SpellRequest, core: VaultCore): Promise<CastPreview | null> {
  return previewCast(request, {
    chain: core.viewChain,
    settings: core.settings.chain,
    safe: core.safe(),
    roles: core.roles(),
    session: core.records.sessions.armed("main"),
    signalPrices: new Map(),
    spentSoFar: 0n,
  });
}
