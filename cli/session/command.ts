import { parseArgs } from "node:util";
import { VaultAddress } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import type { Streams } from "../streams.ts";
import { describeSession } from "./describe-session.ts";
import { readVault } from "./read-vault.ts";

const help = `Usage: portent session VAULT --url URL --token T

Tells what the session key and the emergency key of a vault may do, until when, what is left of each allowance, and the
most that a thief of the key could take. All of it as the vault and the chain say now.

  VAULT       the address of the vault's Safe
  --url URL   where Portent runs, such as http://127.0.0.1:8787
  --token T   a view token of the vault, as an owner grants it

Exit code 2: the input is at fault. Exit code 1: the server does not answer, or refuses.`;

export async function runSessionCommand(args: readonly string[], { out, err }: Streams): Promise<number> {
  if (args.includes("--help")) {
    out(`${help}\n`);
    return 0;
  }
  const input = readInput(args);
  if (!input.ok) {
    err(`portent session: ${input.error.message}`);
    return 2;
  }
  const { vault, url, token } = input.value;
  const view = await readVault(url, vault, token);
  if (!view.ok) {
    err(`portent session: ${view.error}`);
    return 1;
  }
  out(describeSession(view.value));
  return 0;
}

type Input = { readonly vault: VaultAddress; readonly url: URL; readonly token: string };

function readInput(args: readonly string[]): Result<Input, Fault> {
  let parsed: { readonly values: { url?: string; token?: string }; readonly positionals: readonly string[] };
  try {
    const options = { url: { type: "string" }, token: { type: "string" } } as const;
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    return fault(cause instanceof Error ? cause.message : String(cause));
  }
  const [text, ...more] = parsed.positionals;
  if (text === undefined) return fault("name a vault: portent session 0x… --url URL --token T");
  if (more.length > 0) return fault(`one vault at a time; there is also ${more.join(" ")}`);
  const vault = VaultAddress.safeParse(text.toLowerCase());
  if (!vault.success) return fault(`${text}: expected the address of a vault, 0x and 40 hexadecimal digits`);
  const { url, token } = parsed.values;
  if (url === undefined) return fault("--url: name where Portent runs, such as http://127.0.0.1:8787");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return fault(`--url: expected an address such as http://127.0.0.1:8787, not ${JSON.stringify(url)}`);
  }
  if (token === undefined || !/^\S+$/.test(token)) return fault("--token: give a view token of the vault");
  return ok({ vault: vault.data, url: new URL(url), token });
}
