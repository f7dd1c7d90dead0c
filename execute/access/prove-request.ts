import { err, ok, type Result } from "../../contracts/result.ts";
import { requestText, SignedRequest } from "../../contracts/signed-request.ts";
import { checkRequest } from "../core/access/check-request.ts";
import { isSignedBy } from "../core/access/verify-key-signature.ts";
import { type ActFault, fault } from "../core/act.ts";
import type { AgentRecord, AgentRecords } from "../records/agent-records.ts";
import type { SignInRecord, SignInRecords } from "../records/sign-in-records.ts";
import type { RateLimiter } from "./rate-limiter.ts";

export type RequestDeps = {
  readonly vault: string;
  readonly signIns: SignInRecords;
  readonly agents: AgentRecords;
  readonly limits: RateLimiter;
  readonly nowWallMs: () => number;
};

export type Signer =
  | { readonly kind: "sign-in"; readonly record: SignInRecord }
  | { readonly kind: "agent"; readonly record: AgentRecord };
export type ProvedRequest = { readonly request: SignedRequest; readonly signer: Signer };

/**
 * Whose signed request this is, and that it counts: for this vault, now, once. Its counter is used up by this. Only what the
 * caller's key signed anew is counted against the caller: nobody who repeats it uses up the caller's rate.
 */
export async function proveRequest(input: unknown, deps: RequestDeps): Promise<Result<ProvedRequest, ActFault>> {
  const parsed = SignedRequest.safeParse(input);
  if (!parsed.success) return err(fault("bad-request", describeIssue(parsed.error.issues[0])));
  const request = parsed.data;
  if (request.vault !== deps.vault) return err(fault("other-vault", `the request is for ${request.vault}`));
  const signer = findSigner(request.caller, deps);
  if (signer === undefined) return err(fault("unknown-caller", `there is no ${request.caller} here`));
  const { signature, ...signed } = request;
  if (!(await isSignedBy(signer.record.key, await requestText(signed), signature))) {
    return err(fault("bad-signature", `not signed by the key of ${request.caller}`));
  }
  // As it stands now: it may have ended, or gone on, while the signature was checked.
  const present = findSigner(request.caller, deps);
  if (present === undefined) return err(fault("unknown-caller", `${request.caller} has ended`));
  const nowWallMs = deps.nowWallMs();
  const wrong = checkRequest(request, describe(present), nowWallMs);
  if (wrong !== null) return err(wrong);
  const retryAfterMs = deps.limits.take({ kind: present.kind, id: present.record.id });
  if (retryAfterMs !== null) return err({ ...fault("rate-limited", "too many requests"), retryAfterMs });
  const isTaken =
    present.kind === "agent"
      ? deps.agents.takeCounter(present.record.id, request.counter)
      : deps.signIns.takeCounter(present.record.id, request.counter, nowWallMs);
  return isTaken ? ok({ request, signer: present }) : err(fault("replayed", "the counter was used meanwhile"));
}

function findSigner(caller: string, { signIns, agents }: RequestDeps): Signer | undefined {
  const [kind, id = ""] = caller.split(":");
  if (kind === "agent") {
    const record = agents.find(id);
    return record && { kind, record };
  }
  const record = signIns.find(id);
  return record && { kind: "sign-in", record };
}

const describe = (signer: Signer) =>
  signer.kind === "agent"
    ? {
        expiresWallMs: signer.record.terms.expiresAtMs,
        isRevoked: signer.record.isRevoked,
        counter: signer.record.counter,
      }
    : { expiresWallMs: signer.record.expiresWallMs, isRevoked: false, counter: signer.record.counter };

const describeIssue = (issue: { path: PropertyKey[]; message: string } | undefined): string =>
  issue === undefined ? "malformed" : `${issue.path.map(String).join(".")}: ${issue.message}`;
