import { z } from "zod";
import { checkTogether, compileTrigger, type TriggerFault } from "../../conditions/check-triggers.ts";
import type { CompileSettings } from "../../conditions/compile-condition.ts";
import { registerTrigger } from "../../conditions/register-trigger.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { Trigger } from "../../contracts/trigger.ts";
import type { ReplayTrigger } from "../../evaluate/core/replay/replay.ts";
import { type Fault, fault } from "../arguments.ts";
import type { TextFile } from "../read-text-file.ts";

/** A trigger of a file: as the API takes it, and whose it is and which version. */
const FileTrigger = Trigger.extend({ vault: z.string().default(""), version: z.int().positive().default(1) });
export type FileTrigger = z.infer<typeof FileTrigger>;

export type LoadedTrigger = ReplayTrigger & { readonly trigger: FileTrigger };

/** Reads, checks and compiles a file of triggers. The first mistake is told with its trigger, field and position. */
export function loadTriggers(
  { path, text }: TextFile,
  settings: CompileSettings,
  maxStalenessMs: number | undefined,
): Result<readonly LoadedTrigger[], Fault> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return fault(`${path}: is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const parsed = z.array(FileTrigger).safeParse(json);
  if (!parsed.success) return fault(`${path}: ${describeIssue(json, parsed.error.issues[0])}`);
  for (const own of Map.groupBy(parsed.data, ({ vault }) => vault).values()) {
    const wrong = checkTogether(own);
    if (wrong !== null) return fault(describeFault(path, wrong));
  }
  const loaded: LoadedTrigger[] = [];
  for (const trigger of parsed.data) {
    const compiled = compileTrigger(trigger, settings);
    if (!compiled.ok) return fault(describeFault(path, compiled.error));
    const stand = { version: trigger.version, epoch: 0, lastFiredAtMs: null };
    const registered = registerTrigger(trigger, stand, settings.cadenceMs);
    loaded.push({
      trigger,
      owner: trigger.vault,
      registered: { ...registered, maxStalenessMs: registered.maxStalenessMs ?? maxStalenessMs ?? null },
      compiled: compiled.value,
    });
  }
  return ok(loaded);
}

const describeFault = (path: string, { triggerId, field, message }: TriggerFault): string =>
  `${path}: trigger ${triggerId}, ${field}: ${message}`;

function describeIssue(json: unknown, issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "refused";
  const [place, ...fields] = issue.path;
  const item: unknown = Array.isArray(json) && typeof place === "number" ? json[place] : undefined;
  const id = typeof item === "object" && item !== null && "id" in item ? ` (${String(item.id)})` : "";
  const where = typeof place === "number" ? `trigger ${place + 1}${id}` : "expected a JSON array of triggers";
  return `${where}${fields.length > 0 ? `, ${fields.join(".")}` : ""}: ${issue.message}`;
}
