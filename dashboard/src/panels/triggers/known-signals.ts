import { useMemo } from "react";
import { z } from "zod";
import type { CompileSettings } from "../../../../conditions/compile-condition.ts";
import { catalogueOf } from "../../../../conditions/signal-catalogue.ts";
import { conditionWindowMsMax } from "../../../../contracts/trigger.ts";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";

const Signals = z.object({
  signals: z.array(
    z.object({
      key: z.string(),
      unit: z.string().nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      cadenceMs: z.number(),
      stalenessMs: z.number(),
      description: z.string(),
    }),
  ),
});

export type Known = Required<Pick<CompileSettings, "catalogue" | "cadenceMs" | "windowMsMax">>;

const usualCadenceMs = 120_000;

/** What a condition may name, and on which grid it is evaluated. Null until the server has said it. */
export function useKnownSignals(host: Host): {
  readonly known: Known | null;
  readonly problem: LoadProblem | null;
  readonly retry: () => void;
} {
  const { data, problem, retry } = useLoaded(host.load, "/v1/signals", Signals);
  const ingest = host.state.health.data?.stages.find(({ stage }) => stage === "ingest");
  const cadenceMs = ingest?.cadenceMs ?? usualCadenceMs;
  const known = useMemo(() => {
    if (data === null) return null;
    const entries = data.signals.map(({ key, unit, min, max, cadenceMs: stepMs, stalenessMs, description }) => {
      const range = { min: min ?? undefined, max: max ?? undefined };
      return [key, { unit: unit ?? undefined, ...range, stepMs, stalenessMs, description }] as const;
    });
    return { catalogue: catalogueOf(new Map(entries)), cadenceMs, windowMsMax: conditionWindowMsMax };
  }, [data, cadenceMs]);
  return { known, problem, retry };
}
