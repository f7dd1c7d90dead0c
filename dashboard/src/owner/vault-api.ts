import type { z } from "zod";
import type { VaultAddress } from "../../../contracts/ids.ts";
import { Problem } from "../../../contracts/problem.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";
import { IssuedNonce, SignInAnswer } from "../../../contracts/signed-request.ts";
import { type VaultFault, vaultFaults } from "../../../contracts/vault-fault.ts";
import type { ActProblem } from "../host/owner.ts";

export type VaultApi = ReturnType<typeof createVaultApi>;
export type Answer = Readonly<Record<string, unknown>>;

const timeoutMs = 60_000;

/** The routes by which something is done in a vault. Failures are values. */
export function createVaultApi(baseUrl: string) {
  const ask = async (path: string, body?: unknown): Promise<Result<Answer, ActProblem>> => {
    const isWrite = body !== undefined;
    let response: Response;
    let json: unknown;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        ...(isWrite && {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      json = await response.json();
    } catch {
      return err(isWrite ? noAnswer : unreachable);
    }
    return response.ok ? ok(json as Answer) : err(describeRefusal(response.status, json, isWrite));
  };
  const read = async <T>(asked: Promise<Result<Answer, ActProblem>>, schema: z.ZodType<T>) => {
    const answer = await asked;
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    return parsed.success ? ok(parsed.data) : err(unreadable);
  };
  const of = (vault: VaultAddress, part: string): string => `/v1/vaults/${vault}/${part}`;
  return {
    nonce: (vault: VaultAddress) => read(ask(of(vault, "nonce")), IssuedNonce),
    signIn: (vault: VaultAddress, body: object) => read(ask(of(vault, "sign-in"), body), SignInAnswer),
    act: (vault: VaultAddress, body: object) => ask(of(vault, "acts"), body),
    write: (vault: VaultAddress, body: object) => ask(of(vault, "writes"), body),
  };
}

/** A refusal in the vault's own words; nothing was done then. */
export function describeRefusal(status: number, json: unknown, isWrite: boolean): ActProblem {
  const problem = Problem.safeParse(json);
  if (!problem.success) {
    if (status < 500) return { kind: "refused", code: null, detail: `The server answered ${status}.` };
    return isWrite ? noAnswer : unreachable;
  }
  const { fault, code, detail } = problem.data;
  if (fault === undefined) {
    // What failed behind the route may have happened after the vault had taken it.
    if (code === "unavailable") return isWrite ? { ...noAnswer, code } : { ...unreachable, code };
    return { kind: "refused", code, detail };
  }
  const kind = fault.code === "chain-unreachable" ? "unreachable" : "refused";
  return { kind, code: fault.code, detail: describeFault(fault) };
}

/** Of `refused` the message is the whole reason; elsewhere it says what the sentence is about. */
function describeFault({ code, message }: VaultFault): string {
  if (code === "refused") return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
  return `${vaultFaults[code]} (${message})`;
}

const unreachable: ActProblem = {
  kind: "unreachable",
  code: null,
  detail: "The server does not answer. Nothing was sent; try again when the connection is back.",
};
const noAnswer: ActProblem = {
  kind: "unknown",
  code: null,
  detail: "It was sent, and no answer came: it may have been done. Look at the vault before you try again.",
};
const unreadable: ActProblem = {
  kind: "refused",
  code: null,
  detail: "The server answered in a form that this page does not know. Reload the page.",
};
