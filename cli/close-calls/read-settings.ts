import { ok, type Result } from "../../contracts/result.ts";
import { ChainSettings } from "../../execute/core/chain-settings.ts";
import { type Fault, fault } from "../arguments.ts";
import { readTextFile } from "../read-text-file.ts";

/** The settings of a chain as the vault Worker is told of it, from a file. */
export function readSettings(path: string): Result<ChainSettings, Fault> {
  const file = readTextFile(path);
  if (!file.ok) return fault(`--chain: ${file.error.message}`);
  let json: unknown;
  try {
    json = JSON.parse(file.value);
  } catch (cause) {
    return fault(`--chain: ${path} is no JSON: ${(cause as Error).message}`);
  }
  const parsed = ChainSettings.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return fault(`--chain: ${path}: ${field}${issue?.message ?? "no settings of a chain"}`);
}
