import type { ModelReport } from "../../execute/core/lifecycle/test-model.ts";
import type { CaseResult } from "./run-cases.ts";
import type { RandomReport } from "./run-random.ts";

/** What one run found. */
export type FaultsReport = {
  readonly seed: number;
  readonly model: Pick<ModelReport, "schedules" | "violations" | "counterexample">;
  readonly random: RandomReport;
  readonly cases: readonly CaseResult[];
};
