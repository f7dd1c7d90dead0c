import type { Address, Hex } from "viem";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import { err, type Result } from "../../contracts/result.ts";
import type { ActAnswer, ActContext, ActDeps, ActHandlers, ActResult, Caller } from "../acts/act-deps.ts";
import type { Chain } from "../adapters/chain.ts";
import { type ActProof, isProofEnough, proofOf } from "../core/access/act-proofs.ts";
import { checkAgentAct } from "../core/access/check-agent-act.ts";
import { type ActFault, fault, readActBody } from "../core/act.ts";
import type { ActName } from "../core/act-bodies.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { KeyEncryptionKey } from "../core/session-seal.ts";
import type { TradingState } from "../core/trading-state.ts";
import type { AccessRecords } from "../records/access-records.ts";
import type { AgentRecord, AgentRecords } from "../records/agent-records.ts";
import type { AuditRecords } from "../records/audit-records.ts";
import type { RequestRecord, RequestRecords } from "../records/request-records.ts";
import type { SessionRecords } from "../records/session-records.ts";
import type { SignInRecords } from "../records/sign-in-records.ts";
import type { TriggerRecords } from "../records/trigger-records.ts";
import { performAct } from "./perform-act.ts";
import type { RefusalCounter } from "./refusal-counter.ts";

export type ActRunnerDeps = {
  readonly safe: () => Address;
  readonly settings: ChainSettings;
  readonly chain: Chain;
  readonly kek: KeyEncryptionKey;
  readonly relayerKey: Hex;
  readonly cadenceMs: number;
  readonly catalogue: SignalCatalogue;
  readonly roles: () => Address | undefined;
  readonly setRoles: (roles: Address) => void;
  readonly triggers: TriggerRecords;
  readonly sessions: SessionRecords;
  readonly access: AccessRecords;
  readonly signIns: SignInRecords;
  readonly agents: AgentRecords;
  readonly requests: RequestRecords;
  readonly audit: AuditRecords;
  readonly handlers: ActHandlers;
  readonly tradingState: () => TradingState;
  readonly refused: RefusalCounter;
  readonly nowWallMs: () => number;
  readonly commit: (work: () => void) => void;
  /** Within the transaction of each act: what pages and the registry have to be told. */
  readonly onChanged: (conditionsChanged: boolean) => void;
};

export type ProvedAct = {
  readonly caller: Caller;
  readonly requestId: Hex;
  readonly action: ActName;
  readonly body: string;
  /** What it was proved by. */
  readonly proof: ActProof;
  /** The agent's request that a person has approved with this. */
  readonly approved?: { readonly request: RequestRecord; readonly by: Address };
};

/** Thrown within a transaction, which then stores nothing. */
class CommitRefused extends Error {
  readonly fault: ActFault;

  constructor(refused: ActFault) {
    super(refused.message);
    this.fault = refused;
  }
}

/** Performs what was proved. Each act is one transaction with its note, its count, and the end of the request behind it. */
export class ActRunner {
  readonly #deps: ActRunnerDeps;

  constructor(deps: ActRunnerDeps) {
    this.#deps = deps;
  }

  /** The act's answer, or why it was refused, which is noted under the caller's name. */
  async run(act: ProvedAct): Promise<Result<ActAnswer, ActFault>> {
    const result = await this.#perform(act);
    if (result.ok) return result;
    const { audit, nowWallMs, refused } = this.#deps;
    const { code, message } = result.error;
    const actor = describeCaller(act.caller);
    // A person's, in full. What an agent's program tries is only counted: it can try without end.
    if (act.caller.kind === "agent") refused.add(result.error, actor);
    else audit.add({ atWallMs: nowWallMs(), act: act.action, actor, detail: `refused: ${code}: ${message}` });
    return result;
  }

  async #perform(act: ProvedAct): Promise<Result<ActAnswer, ActFault>> {
    const { handlers, safe, ...deps } = this.#deps;
    const context: ActContext = {
      vault: safe(),
      caller: act.caller,
      requestId: act.requestId,
      nowWallMs: deps.nowWallMs,
      commit: (detail, work, effects) => this.#commit(act, detail, work, effects?.conditionsChanged ?? false),
    };
    const runRequest = (requestId: string) => this.#runApproved(requestId, act.caller);
    const actDeps: ActDeps = { ...deps, ...context, runRequest };
    try {
      return await performAct(act.action, act.body, actDeps, handlers);
    } catch (cause) {
      if (cause instanceof CommitRefused) return err(cause.fault);
      throw cause;
    }
  }

  /** Whether an agent may do this now, and what it uses of the agent's day. */
  checkAgent(agent: AgentRecord, action: ActName, body: string): Result<number, ActFault> {
    const { agents, triggers, cadenceMs, nowWallMs } = this.#deps;
    const isOthersTrigger = (id: string) => triggers.find(id) !== undefined && agents.writerOf(id) !== agent.id;
    const verdict = checkAgentAct({ action, bodyText: body, terms: agent.terms, isOthersTrigger, cadenceMs });
    if (!verdict.ok) return verdict;
    const left = agent.terms.castsPerDay - agents.castsUsed(agent.id, nowWallMs());
    if (verdict.casts <= left) return { ok: true, value: verdict.casts };
    return err(fault("over-limit", `${verdict.casts} casts in a day, and ${Math.max(0, left)} are left of the grant`));
  }

  /** A request runs in its agent's name, under the terms that hold now. */
  async #runApproved(requestId: string, by: Caller): ActResult {
    const { requests, agents, nowWallMs } = this.#deps;
    const request = requests.find(requestId, nowWallMs());
    const agent = request === undefined ? undefined : agents.find(request.agentId);
    if (by.kind === "agent" || request === undefined || agent === undefined) {
      return err(fault("refused", "there is no such request, or it was decided or has expired"));
    }
    const { action, body } = request;
    const caller: Caller = { kind: "agent", id: agent.id, name: agent.terms.name };
    const approved = { request, by: by.owner };
    return this.#perform({ caller, requestId: request.id, action, body, proof: "sign-in", approved });
  }

  #commit(act: ProvedAct, detail: string, work: () => void, conditionsChanged: boolean): void {
    const { audit, nowWallMs, commit, onChanged } = this.#deps;
    commit(() => {
      const casts = this.#checkCaller(act);
      work();
      this.#account(act, casts);
      const approval = act.approved === undefined ? "" : ` (approved by ${act.approved.by})`;
      const actor = describeCaller(act.caller);
      audit.add({ atWallMs: nowWallMs(), act: act.action, actor, detail: `${detail}${approval}` });
      onChanged(conditionsChanged);
    });
  }

  /** Between proof and transaction the chain may have been asked: who acts may have been stopped, or a limit used up. */
  #checkCaller({ caller, action, body, proof, approved }: ProvedAct): number {
    const { agents, signIns, requests, nowWallMs, tradingState } = this.#deps;
    if (!isProofEnough(proof, proofOf(action, body, tradingState()))) {
      throw new CommitRefused(fault("fresh-signature-needed", "the vault's trading state has changed meanwhile"));
    }
    if (caller.kind === "sign-in" && signIns.find(caller.id) === undefined) {
      throw new CommitRefused(fault("unknown-caller", "the sign-in has ended"));
    }
    if (caller.kind !== "agent") return 0;
    const agent = agents.find(caller.id);
    if (agent === undefined || agent.isRevoked) throw new CommitRefused(fault("grant-revoked", "it was revoked"));
    if (agent.terms.expiresAtMs <= nowWallMs()) throw new CommitRefused(fault("grant-expired", "it has expired"));
    const checked = this.checkAgent(agent, action, body);
    if (!checked.ok) throw new CommitRefused(checked.error);
    if (approved !== undefined && !requests.take(approved.request.id, nowWallMs())) {
      throw new CommitRefused(fault("refused", "the request was decided or has expired"));
    }
    return checked.value;
  }

  #account({ caller, action, body }: ProvedAct, casts: number): void {
    const { agents, nowWallMs } = this.#deps;
    if (action === "put-trigger" || action === "remove-trigger") {
      const read = readActBody(action, body);
      if (!read.ok) return;
      const triggerId = "trigger" in read.value ? read.value.trigger.id : read.value.triggerId;
      const isWritten = caller.kind === "agent" && action === "put-trigger";
      agents.noteTrigger(triggerId, isWritten ? { id: caller.id, casts } : undefined, nowWallMs());
    } else if (caller.kind === "agent") {
      agents.noteCasts(caller.id, casts, nowWallMs());
    }
  }
}

/** As the audit log names them. */
export const describeCaller = (caller: Caller): string =>
  caller.kind === "agent" ? `agent ${caller.name}` : caller.owner;
