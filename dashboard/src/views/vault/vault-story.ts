import type { Cast, CastCause } from "../../../../contracts/cast.ts";
import type { Fire } from "../../../../contracts/fires.ts";
import type { VaultView } from "../../../../contracts/vault-view.ts";

/** One thing that happened to the vault: a fire with its cast, or a cast that something else asked for. */
export type Episode = {
  readonly id: string;
  readonly atMs: number;
  readonly title: string;
  /** What happened at `atMs`. */
  readonly what: "fired" | "asked for" | "began";
  readonly fire: Fire | null;
  readonly cast: Cast | null;
};

/** Fires joined with the casts that they caused, and casts of other causes; newest first. */
export function tellStory({
  fires,
  casts,
  triggers,
}: Pick<VaultView, "fires" | "casts" | "triggers">): readonly Episode[] {
  const names = new Map<string, string>(triggers.map(({ trigger }) => [trigger.id, trigger.name ?? trigger.id]));
  const castOf = new Map<string, Cast>(casts.flatMap((cast) => (cast.fireId === null ? [] : [[cast.fireId, cast]])));
  const fired = fires.map((fire): Episode => {
    const title = names.get(fire.triggerId) ?? fire.triggerId;
    return { id: fire.fireId, atMs: fire.atMs, title, what: "fired", fire, cast: castOf.get(fire.fireId) ?? null };
  });
  const told = new Set<string | null>(fires.map(({ fireId }) => fireId));
  const untold = casts
    .filter(({ fireId }) => !told.has(fireId))
    .map((cast): Episode => {
      const ofTrigger = cast.triggerId === null ? undefined : (names.get(cast.triggerId) ?? cast.triggerId);
      const { title, what } = causeWords[cast.cause];
      return { id: cast.id, atMs: cast.firedAtMs, title: ofTrigger ?? title, what, fire: null, cast };
    });
  // Of one moment, in the vault's own order.
  return [...fired, ...untold].toSorted((a, b) => b.atMs - a.atMs);
}

const causeWords: Readonly<Record<CastCause, Pick<Episode, "title" | "what">>> = {
  fire: { title: "A trigger", what: "fired" },
  request: { title: "A single cast", what: "asked for" },
  rule: { title: "A rule of the vault", what: "fired" },
  close: { title: "Emergency close", what: "began" },
};

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
