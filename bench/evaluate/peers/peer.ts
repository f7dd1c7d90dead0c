import type { Readings } from "../market.ts";

export const peerNames = ["crossing-loop", "typed-scan", "cel-sweep", "json-rules-engine"] as const;
export type PeerName = (typeof peerNames)[number];

/** Another way to keep the verdicts of the same triggers, one grid point after another. */
export type Peer = {
  readonly name: PeerName;
  /** How many triggers it evaluates: those of the population from the first on. */
  readonly n: number;
  readonly tick: (readings: Readings) => void | Promise<void>;
  /** After the last tick. */
  readonly holds: (trigger: number) => boolean;
};
