import { pipelines } from "../../contracts/pipelines.gen.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { Guard } from "../../evaluate/core/fire-guard.ts";
import { type Fault, fault } from "../arguments.ts";

export const liveGuard = "live";

/**
 * `--guard 10/1h`: at most ten fires of one trigger within an hour; `--guard` alone: the guard that runs live. Without it
 * there is none.
 */
export function readGuard(value: unknown): Result<Guard | null, Fault> {
  if (value === undefined) return ok(null);
  if (value === liveGuard) {
    const { guard_fires, guard_window } = pipelines.pipeline;
    return ok({ fires: guard_fires, windowMs: parseDurationMs(guard_window) ?? 0 });
  }
  const match = /^(\d{1,6})\/(\w+)$/.exec(String(value));
  const fires = Number(match?.[1]);
  const windowMs = parseDurationMs(match?.[2] ?? "");
  return match === null || fires === 0 || windowMs === undefined || windowMs === 0
    ? fault(`--guard: expected fires per time such as 10/1h, not ${JSON.stringify(value)}`)
    : ok({ fires, windowMs });
}
