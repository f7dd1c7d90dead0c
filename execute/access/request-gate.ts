import { err, ok, type Result } from "../../contracts/result.ts";
import { requestWaitMs } from "../../contracts/vault-access.ts";
import type { ActAnswer, Caller } from "../acts/act-deps.ts";
import { isStop, proofOf } from "../core/access/act-proofs.ts";
import { type ActFault, fault } from "../core/act.ts";
import { isActName } from "../core/act-bodies.ts";
import type { AgentRecord } from "../records/agent-records.ts";
import { openRequestsMax } from "../records/request-records.ts";
import type { SignInRecord } from "../records/sign-in-records.ts";
import { type ActRunner, type ActRunnerDeps, describeCaller, type ProvedAct } from "./act-runner.ts";
import { hashParts } from "./hash-parts.ts";
import { type OwnersDeps, proveStillOwner } from "./prove-owners.ts";
import { type ProvedRequest, proveRequest } from "./prove-request.ts";
import type { RateLimiter } from "./rate-limiter.ts";

export type RequestGateDeps = Pick<
  ActRunnerDeps,
  "signIns" | "agents" | "requests" | "audit" | "tradingState" | "nowWallMs" | "commit" | "onChanged" | "refused"
> & {
  readonly vault: () => string;
  readonly owners: () => OwnersDeps;
  readonly limits: RateLimiter;
  readonly runner: ActRunner;
};

type Answer<T = ActAnswer> = Promise<Result<T, ActFault>>;

/** What people who are signed in and agents ask for: requests that the key of a sign-in or a grant has signed. */
export class RequestGate {
  readonly #deps: RequestGateDeps;

  constructor(deps: RequestGateDeps) {
    this.#deps = deps;
  }

  async write(input: unknown): Answer {
    const proved = await this.#prove(input);
    if (!proved.ok) return proved;
    const { request, signer } = proved.value;
    const { method: action, body } = request;
    if (!isActName(action)) return this.#refuse(proved.value, fault("unknown-method", `there is no act ${action}`));
    const requestId = await hashParts("request", request.vault, request.caller, request.counter);
    const asked = { requestId, action, body, proof: "sign-in" } as const;
    if (signer.kind === "agent") return this.#writeAsAgent(proved.value, signer.record, asked);
    const whenUnknown = isStop(action, body) ? "trust-remembered" : "refuse";
    const gone = await proveStillOwner(signer.record.owner, whenUnknown, this.#deps.owners());
    if (gone !== null) return this.#refuse(proved.value, gone);
    if (proofOf(action, body, this.#deps.tradingState()) !== "sign-in") {
      return this.#refuse(
        proved.value,
        fault("fresh-signature-needed", `${action} needs a fresh signature of an owner`),
      );
    }
    return this.#deps.runner.run({ caller: personOf(signer.record), ...asked });
  }

  /** Who asks to read, proved by a signed request of this method. Reading goes on for remembered owners without the chain. */
  async read(input: unknown, method: "view" | "list-vaults"): Answer<Caller> {
    const proved = await this.#prove(input);
    if (!proved.ok) return proved;
    const { request, signer } = proved.value;
    if (request.method !== method) return this.#refuse(proved.value, fault("unknown-method", `expected ${method}`));
    if (signer.kind === "agent") {
      if (method === "view" && signer.record.terms.scopes.includes("read")) return ok(agentOf(signer.record));
      return this.#refuse(proved.value, fault("out-of-scope", `${method} needs a grant to read`));
    }
    const gone = await proveStillOwner(signer.record.owner, "trust-remembered", this.#deps.owners());
    return gone === null ? ok(personOf(signer.record)) : this.#refuse(proved.value, gone);
  }

  async #writeAsAgent(proved: ProvedRequest, agent: AgentRecord, asked: Omit<ProvedAct, "caller">): Answer {
    const { requests, runner, nowWallMs, commit, audit, onChanged } = this.#deps;
    const checked = runner.checkAgent(agent, asked.action, asked.body);
    if (!checked.ok) return this.#refuse(proved, checked.error);
    const caller = agentOf(agent);
    if (!agent.terms.needsApproval) return runner.run({ caller, ...asked });
    const createdWallMs = nowWallMs();
    if (requests.count(agent.id, createdWallMs) >= openRequestsMax) {
      return this.#refuse(proved, fault("over-limit", `${openRequestsMax} requests wait for a person already`));
    }
    const expiresWallMs = createdWallMs + requestWaitMs;
    const { requestId: id, action, body } = asked;
    commit(() => {
      requests.add({ id, agentId: agent.id, action, body, createdWallMs, expiresWallMs });
      const detail = `asks for ${action}: ${id}`;
      audit.add({ atWallMs: createdWallMs, act: "request", actor: describeCaller(caller), detail });
      onChanged(false);
    });
    return ok({ state: "pending", requestId: id, expiresAtMs: expiresWallMs });
  }

  async #prove(input: unknown): Answer<ProvedRequest> {
    const proved = await proveRequest(input, { ...this.#deps, vault: this.#deps.vault() });
    if (!proved.ok) this.#deps.refused.add(proved.error, "nobody");
    return proved;
  }

  /** The caller is proved: what is refused stands under its name. */
  #refuse({ signer }: ProvedRequest, refused: ActFault): Result<never, ActFault> {
    const caller = signer.kind === "agent" ? agentOf(signer.record) : personOf(signer.record);
    this.#deps.refused.add(refused, describeCaller(caller));
    return err(refused);
  }
}

const personOf = ({ owner, id }: SignInRecord): Caller => ({ kind: "sign-in", owner, id });
const agentOf = ({ id, terms }: AgentRecord): Caller => ({ kind: "agent", id, name: terms.name });
