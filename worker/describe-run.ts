import type { StageStatus } from "../contracts/live.ts";
import type { Reason } from "../contracts/stage.ts";

/** How a run went, as it is shown. Degraded: it is done, and something of it is missing. */
export type RunReport = Pick<StageStatus, "outcome" | "note">;

export function describeRun(failure: Reason | null, degraded: readonly Reason[] = [], note = ""): RunReport {
  if (failure !== null) return { outcome: "failed", note: `${failure.code}: ${failure.message}` };
  if (degraded.length === 0) return { outcome: "done", note };
  return { outcome: "degraded", note: degraded.map(({ code, message }) => `${code}: ${message}`).join("; ") };
}
