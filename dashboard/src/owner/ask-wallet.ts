import { z } from "zod";
import { err, ok, type Result } from "../../../contracts/result.ts";
import type { Wallet } from "./wallet.ts";

/**
 * Why a wallet did not do what it was asked. `refused`: its user said no. `busy`: it still asks something else. `locked`: it shows this
 * page no account. `other-network`: it does not know the chain. `gone`: it does not answer. `failed`: its own words.
 */
export type WalletProblem = {
  readonly kind: "refused" | "busy" | "locked" | "other-network" | "gone" | "failed";
  readonly detail: string;
};

const Failure = z.object({ code: z.number(), message: z.string().default("") });

/** Asks a wallet. Failures are values: the codes are those of EIP-1193 and EIP-1474. */
export async function askWallet<T>(
  wallet: Wallet,
  method: string,
  params: readonly unknown[],
  schema: z.ZodType<T>,
): Promise<Result<T, WalletProblem>> {
  let answer: unknown;
  try {
    answer = await wallet.provider.request({ method, params });
  } catch (cause) {
    return err(describeFailure(wallet.name, cause));
  }
  const read = schema.safeParse(answer);
  if (read.success) return ok(read.data);
  return err({ kind: "failed", detail: `${wallet.name} answered ${method} in a form that is not the standard's.` });
}

function describeFailure(name: string, cause: unknown): WalletProblem {
  const failure = Failure.safeParse(cause);
  if (!failure.success) return { kind: "failed", detail: `${name} failed: ${String(cause).slice(0, 200)}` };
  const { code, message } = failure.data;
  switch (code) {
    case 4001:
      return { kind: "refused", detail: `You refused in ${name}. Nothing was signed and nothing was sent.` };
    case 4100:
      return {
        kind: "locked",
        detail: `${name} shows this page no account. Unlock it, or let it connect to this page.`,
      };
    case 4900:
    case 4901:
      return { kind: "gone", detail: `${name} is not connected to its network. Look at the wallet, then try again.` };
    case 4902:
      return {
        kind: "other-network",
        detail: `${name} does not know this network. Add it in the wallet, then try again.`,
      };
    case -32_002:
      return { kind: "busy", detail: `${name} still asks you something: open it, answer, then try again.` };
    default:
      return { kind: "failed", detail: `${name} says: ${message.slice(0, 200) || `error ${code}`}` };
  }
}
