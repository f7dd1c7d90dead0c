import type { JobOutput } from "./measure-job.ts";
import type { NumpyOutput } from "./peers/run-numpy.ts";

/** Both had the same returns: what they make of them may differ by rounding alone. Throws where it does by more. */
export function expectSame(
  ours: Pick<JobOutput, "correlation" | "heights">,
  theirs: Pick<NumpyOutput, "correlation" | "heights">,
): void {
  for (const part of ["correlation", "heights"] as const) {
    if (ours[part].length !== theirs[part].length) throw new Error(`${part}: not as many as numpy and scipy have`);
    const worst = ours[part].reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (theirs[part][at] as number))),
      0,
    );
    if (!(worst < 1e-9)) throw new Error(`${part}: ${worst} away from what numpy and scipy make of the same returns`);
  }
}
