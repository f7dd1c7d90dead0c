import type { Judgement, Row } from "../measurement.ts";

const targetMs: Readonly<Record<string, number>> = {
  "execute/fire-to-dispatch": 5_000,
  "execute/request-to-finalized": 30_000,
  "execute/monitor-cycle": 45_000,
};

/** What a row has to reach, where it has to reach something. At both percentiles. */
export function judgeRow({ case: name, peer, value }: Row): Judgement | null {
  const limitMs = targetMs[name];
  if (limitMs === undefined || peer !== null) return null;
  return { target: `below ${limitMs / 1_000} s`, isMet: value < limitMs };
}
