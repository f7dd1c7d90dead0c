import type { EventCategory, FactorStrengths } from "../../contracts/event.ts";

/** What a scorer sees of an event: its headline and what its source says of it, both already in the project's terms. */
export type ScorerInput = {
  readonly title: string;
  /** The source's own category, where it has one. */
  readonly category: EventCategory | null;
  /** The source's own severity in [0, 1], where it has one. */
  readonly severity: number | null;
};

/** A judgement with its reasons: `matched` names each rule that spoke, with its words and what turned or weakened it. */
export type EventScore = {
  readonly category: EventCategory;
  readonly severity: number;
  readonly factors: FactorStrengths;
  readonly confidence: number;
  readonly matched: readonly string[];
  readonly methodVersion: string;
};

/** The same input gives the same score. Rules and a lexicon are one such function; a model would be another. */
export type Scorer = (input: ScorerInput) => EventScore;
