import type { Cast } from "../../../../contracts/cast.ts";
import type { Fire } from "../../../../contracts/fires.ts";
import type { VaultView } from "../../../../contracts/vault-view.ts";

/** One thing that happened to the vault: a fire with its cast. Either may be missing from what the vault tells. */
export type Episode = {
  readonly id: string;
  readonly atMs: number;
  readonly triggerName: string;
  readonly fire: Fire | null;
  readonly cast: Cast | null;
};

/** Fires joined with the casts that they caused, newest first. */
export function tellStory({
  fires,
  casts,
  triggers,
}: Pick<VaultView, "fires" | "casts" | "triggers">): readonly Episode[] {
  const names = new Map(triggers.map(({ trigger }) => [trigger.id, trigger.name ?? trigger.id]));
  const castOf = new Map(casts.map((cast) => [cast.fireId, cast]));
  const fired = fires.map((fire): Episode => {
    const triggerName = names.get(fire.triggerId) ?? fire.triggerId;
    return { id: fire.fireId, atMs: fire.atMs, triggerName, fire, cast: castOf.get(fire.fireId) ?? null };
  });
  const told = new Set(fires.map(({ fireId }) => fireId));
  const untold = casts
    .filter(({ fireId }) => !told.has(fireId))
    .map((cast): Episode => {
      const triggerName = names.get(cast.triggerId) ?? cast.triggerId;
      return { id: cast.fireId, atMs: cast.firedAtMs, triggerName, fire: null, cast };
    });
  return [...fired, ...untold].toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
}

/** Event times of the fires that a price of this asset had a part in. */
export function fireTimesOf(fires: readonly Fire[], asset: string): readonly number[] {
  return fires
    .filter(({ explain }) => explain.some(({ inputs }) => inputs.some(({ key }) => key === `price.${asset}`)))
    .map(({ atMs }) => atMs);
}

/** The asset that the vault watches first, by the inputs of its triggers and fires. */
export function watchedAsset({ triggers, fires }: Pick<VaultView, "fires" | "triggers">): string | undefined {
  const leaves = [...triggers.flatMap(({ status }) => status.leaves), ...fires.flatMap(({ explain }) => explain)];
  const key = leaves.flatMap(({ inputs }) => inputs).find((input) => input.key.startsWith("price."))?.key;
  return key?.slice("price.".length);
}
