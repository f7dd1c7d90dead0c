import type { Harness } from "../start-harness.ts";

/** One row of the table of hard cases, played once. */
export type HardCase = {
  /** The row, in the words of the table. */
  readonly row: string;
  readonly what: string;
  /** Also part of the short run. */
  readonly isShort?: boolean;
  /** Throws where something is not as it must be. */
  readonly play: (harness: Harness) => Promise<void>;
};
