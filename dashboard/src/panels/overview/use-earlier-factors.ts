import { useEffect, useState } from "react";
import { z } from "zod";
import { FactorName } from "../../../../contracts/event.ts";
import { TimeMs } from "../../../../contracts/time.ts";
import type { Host } from "../../host/panel.ts";
import type { EarlierFactors } from "./changes/factor-changes.ts";

const History = z.object({ points: z.array(z.object({ asOfMs: TimeMs, value: z.number() })) });
const hourMs = 3_600_000;
/** Factors are read every half hour: within so many minutes of the hour before there is a reading. */
const minutes = 95;

/** The factors as they were an hour before `asOfMs`; null while that is not known. */
export function useEarlierFactors(load: Host["load"], asOfMs: number | null): EarlierFactors | null {
  const [earlier, setEarlier] = useState<EarlierFactors | null>(null);
  useEffect(() => {
    if (asOfMs === null) return;
    let isOver = false;
    const reads = FactorName.options.map(async (factor) => {
      const result = await load(`/v1/factors/${factor}/history?minutes=${minutes}&untilMs=${asOfMs}`, History);
      const point = result.ok ? result.value.points.findLast((each) => each.asOfMs <= asOfMs - hourMs) : undefined;
      return point === undefined ? [] : [[factor, point] as const];
    });
    void Promise.all(reads).then((found) => {
      if (!isOver) setEarlier(new Map(found.flat()));
    });
    return () => {
      isOver = true;
    };
  }, [load, asOfMs]);
  return earlier;
}
