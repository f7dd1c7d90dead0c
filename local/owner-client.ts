import type { Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type Act, type ActBody, type ActName, actTypedData } from "../execute/core/act.ts";
import type { Account } from "./chain/deployment.ts";

/** An act that the vault refused, in its own words. */
export class ActRefused extends Error {
  override readonly name = "ActRefused";
}

/** The owner of a vault at this machine's keyboard: signs each act and sends it through the public API. */
export function createOwnerClient(options: {
  readonly baseUrl: string;
  readonly chainId: number;
  readonly vault: Address;
  readonly owner: Account;
}) {
  const { baseUrl, chainId, owner } = options;
  const vault = options.vault.toLowerCase() as Address;
  const account = privateKeyToAccount(owner.privateKey);
  return {
    act: async <Name extends ActName>(
      action: Name,
      body: ActBody<Name>,
    ): Promise<Readonly<Record<string, unknown>>> => {
      const issued = await fetchJson(`${baseUrl}/v1/vaults/${vault}/nonce`);
      const act = {
        action,
        body: JSON.stringify(body),
        nonce: issued.nonce as Act["nonce"],
        expiresAtMs: issued.expiresAtMs as number,
      };
      const signature = await account.signTypedData(actTypedData({ chainId, vault, act }));
      return fetchJson(`${baseUrl}/v1/vaults/${vault}/acts`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...act, signature }),
      });
    },
  };
}

async function fetchJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  const body = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new ActRefused(String(body.detail ?? body.title ?? response.status));
  return body;
}
