import { Problem } from "../../contracts/problem.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { VaultView } from "../../contracts/vault-view.ts";

/** The vault as the server shows it to whoever holds its view token; else one sentence that says why not. */
export async function readVault(url: URL, vault: string, token: string): Promise<Result<VaultView, string>> {
  const address = new URL(`/v1/vaults/${vault}`, url);
  let status: number;
  let body: unknown;
  try {
    const headers = { accept: "application/json", authorization: `Bearer ${token}` };
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(timeoutMs) });
    status = response.status;
    body = await response.json();
  } catch (cause) {
    return err(`${url.origin} does not answer: ${describeCause(cause)}`);
  }
  if (status === 200) {
    const view = VaultView.safeParse(body);
    return view.success ? ok(view.data) : err(`${url.origin} answered in a form that this version does not know`);
  }
  const problem = Problem.safeParse(body);
  return err(problem.success ? problem.data.detail : `${url.origin} answered ${status}`);
}

const timeoutMs = 15_000;

/** Why a request failed stands in the cause of the error that fetch throws. */
function describeCause(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
