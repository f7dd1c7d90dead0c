import { Cron } from "croner";
import type { PipelinesFile } from "../contracts/pipelines-file.ts";

/**
 * The schedules of one Worker that are due in a minute, each once, in the order of the stages in the file. The local
 * ticker runs them in simulated time, because no scheduler does so locally.
 */
export function dueCrons(file: Pick<PipelinesFile, "stages">, worker: "edge" | "vault", minuteMs: number): string[] {
  const at = new Date(minuteMs);
  const patterns = Object.values(file.stages).flatMap((stage) =>
    stage.worker === worker && stage.cron ? [stage.cron] : [],
  );
  return [...new Set(patterns)].filter((pattern) => new Cron(pattern, { timezone: "UTC", paused: true }).match(at));
}
