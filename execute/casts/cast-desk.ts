import type { Outbox } from "../../actors/core/outbox.ts";
import type { Schedules } from "../../actors/core/schedules.ts";
import type { ActorState } from "../../actors/core/state.ts";
import { judgeBreakers } from "../core/breakers.ts";
import type { CastRecord } from "../core/cast-record.ts";
import { type CastRequest, createCast } from "../core/create-cast.ts";
import { describeCastAlert } from "../core/describe-cast-alert.ts";
import { toJournal } from "../core/journal-cast.ts";
import { decide, isTerminal } from "../core/lifecycle/decide.ts";
import { applyCast } from "../core/positions/ledger.ts";
import { toCastObservation } from "../core/positions/observe-casts.ts";
import { activeEntry, type TradingStateEntry } from "../core/trading-state.ts";
import type { AlertRecords } from "../records/alert-records.ts";
import type { AuditRecords } from "../records/audit-records.ts";
import type { CastRecords } from "../records/cast-records.ts";
import type { GasRecords } from "../records/gas-records.ts";
import type { PositionRecords } from "../records/position-records.ts";

export type DeskDeps = {
  readonly casts: CastRecords;
  readonly gas: GasRecords;
  readonly alerts: AlertRecords;
  readonly audit: AuditRecords;
  readonly state: ActorState;
  readonly outbox: Outbox;
  readonly schedules: Schedules;
  readonly nowWallMs: () => number;
  readonly positions: PositionRecords;
  /** A cast stands in a block for good: the vault should look at itself. */
  readonly onEnded: () => void;
};

/**
 * Where casts are written: the cast, what its lane spends, its alert, the trading state that a breaker sets, telemetry. All
 * of it inside the transaction of the caller.
 */
export class CastDesk {
  readonly #deps: DeskDeps;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** Takes a cast in. One that is known by its id stays what it is: asked for twice, it is one. */
  create(request: CastRequest): void {
    const { casts, schedules, nowWallMs } = this.#deps;
    if (casts.find(request.id) !== undefined) return;
    this.put(createCast(request, nowWallMs()));
    schedules.set("casts", nowWallMs());
  }

  /** An owner takes a cast back. What was mined all the same is the truth. False where there is no such open cast. */
  cancel(id: string, message: string): boolean {
    const record = this.#deps.casts.find(id);
    if (record === undefined || isTerminal(record.cast.state)) return false;
    const reason = { code: "cancelled-by-owner", message };
    this.put(decide(record, { type: "cancel-asked", reason }, this.#deps.nowWallMs()), record);
    return true;
  }

  put(record: CastRecord, before?: CastRecord): void {
    const { casts, gas, outbox, positions, onEnded } = this.#deps;
    casts.put(record);
    const observation = toCastObservation(record);
    if (observation !== null) {
      const ledger = positions.load();
      positions.store(applyCast(ledger, observation), ledger);
    }
    gas.note(record);
    this.#noteAlert(record);
    const { id, traceId, state, txHash, reason, steps } = record.cast;
    const hasMoved = before?.cast.steps.length !== steps.length;
    if (!hasMoved && before?.cast.reason?.code === reason?.code) return;
    console.log(JSON.stringify({ level: "info", cast: id, traceId, state, txHash, reason }));
    if (hasMoved) outbox.add("journal", toJournal(record.cast));
    if (isTerminal(state) && before?.cast.state !== state) {
      this.#noteEnd(record);
      onEnded();
      this.#judgeBreakers();
    }
    outbox.add("live", null);
  }

  tradingState(): TradingStateEntry {
    return this.#deps.state.get<TradingStateEntry>("tradingState") ?? activeEntry;
  }

  setTradingState(entry: TradingStateEntry): void {
    const { state, audit, alerts, outbox } = this.#deps;
    state.set("tradingState", entry);
    audit.add({
      atWallMs: entry.atWallMs,
      act: "trading-state",
      actor: entry.by,
      detail: `${entry.state}: ${entry.reason}`,
    });
    if (entry.state === "ACTIVE") alerts.clear("trading-state");
    else {
      const message = `${entry.state}: ${entry.reason}`;
      alerts.raise({ id: "trading-state", severity: "critical", message, sinceWallMs: entry.atWallMs });
    }
    outbox.add("live", null);
  }

  #judgeBreakers(): void {
    const { casts, nowWallMs } = this.#deps;
    const ended = casts.latest(20).flatMap(({ cast }) => (isTerminal(cast.state) ? [cast] : []));
    const tripped = judgeBreakers(ended, this.tradingState(), nowWallMs());
    if (tripped !== null) this.setTradingState(tripped);
  }

  #noteEnd({ cast: { id, spell, state, reason } }: CastRecord): void {
    const { audit, nowWallMs } = this.#deps;
    const why = reason === null ? "" : `: ${reason.code}: ${reason.message}`;
    audit.add({ atWallMs: nowWallMs(), act: "cast", actor: spell, detail: `${state} ${id}${why}` });
  }

  #noteAlert({ cast }: CastRecord): void {
    const { alerts, nowWallMs } = this.#deps;
    const id = `cast:${cast.id}`;
    const alert = describeCastAlert(cast);
    if (alert === null) alerts.clear(id);
    else alerts.raise({ id, sinceWallMs: nowWallMs(), ...alert });
  }
}
