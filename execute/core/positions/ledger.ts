import type { Book, TokenTable } from "./book.ts";
import { foldObservations } from "./fold-observations.ts";
import { type CastObservation, idOf, type Observation, type ReadingObservation } from "./observation.ts";

/**
 * What a vault has stored of its own observations. Casts stay, and so do readings that told something; of the others only
 * the newest is kept, since one that told nothing changes nothing.
 */
export type Ledger = { readonly observations: readonly Observation[]; readonly checkpoint: ReadingObservation | null };

export const emptyLedger: Ledger = { observations: [], checkpoint: null };

export function foldLedger({ observations, checkpoint }: Ledger, tokens: TokenTable): Book {
  return foldObservations(checkpoint === null ? observations : [...observations, checkpoint], tokens);
}

/** Takes a cast in that is final. The same one again changes nothing; in which order casts come does not matter. */
export function applyCast(ledger: Ledger, cast: CastObservation): Ledger {
  const id = idOf(cast);
  if (ledger.observations.some((one) => idOf(one) === id)) return ledger;
  return { ...ledger, observations: [...ledger.observations, cast] };
}

export type Reconciliation =
  | { readonly kind: "applied"; readonly ledger: Ledger; readonly book: Book; readonly hasNews: boolean }
  /** Nothing is concluded from this reading. */
  | { readonly kind: "skipped"; readonly why: "cast-in-flight" | "outdated" };

/**
 * Holds a reading of a final block against what casts have left. `inFlight`: casts that are signed and not over; one of them
 * may have been executed without its being known yet, so that nothing is concluded until it is.
 */
export function reconcile(
  ledger: Ledger,
  reading: ReadingObservation,
  inFlight: readonly string[],
  tokens: TokenTable,
): Reconciliation {
  const { observations, checkpoint } = ledger;
  const isKnown = (castId: string) => observations.some((one) => one.kind === "cast" && one.castId === castId);
  if (!inFlight.every(isKnown)) return { kind: "skipped", why: "cast-in-flight" };
  const lastReading = newestOf(observations, "reading", checkpoint?.block ?? -1);
  if (reading.block <= lastReading || reading.block < newestOf(observations, "cast", 0)) {
    return { kind: "skipped", why: "outdated" };
  }
  const before = foldLedger(ledger, tokens);
  const kept: Ledger = {
    observations: [...observations, ...(checkpoint === null ? [] : [checkpoint]), reading],
    checkpoint: null,
  };
  const book = foldLedger(kept, tokens);
  const hasNews = describeNews(before) !== describeNews(book);
  // The clean reading before one that tells something stays with it: it is what that one was held against.
  return { kind: "applied", ledger: hasNews ? kept : { observations, checkpoint: reading }, book, hasNews };
}

const newestOf = (observations: readonly Observation[], kind: Observation["kind"], least: number): number =>
  observations.reduce((block, one) => (one.kind === kind ? Math.max(block, one.block) : block), least);

const describeNews = ({ positions, differences }: Book): string =>
  JSON.stringify([
    differences.map(({ id }) => id),
    positions.map((one) => [one.id, one.state, one.kind === "order" ? one.status : ""]),
  ]);
