import { z } from "zod";
import { TimeMs } from "./time.ts";

/**
 * `parked`: set aside, nobody has decided. `sending`: an operator had it sent again and it is on its way. `redriven`: it went back to
 * its queue. `discarded`: an operator let it rest; it stays in the archive. One that fails again is parked again.
 */
export const LetterState = z.enum(["parked", "sending", "redriven", "discarded"]);
export type LetterState = z.infer<typeof LetterState>;

/** Follows from where the letter lies, so that it says nothing of what is in it. */
export const LetterId = z.string().regex(/^[0-9a-f]{32}$/, "expected 32 lower-case hex digits");
export type LetterId = z.infer<typeof LetterId>;

/** A message that was set aside, as anyone may see it: of queues with user data without its id and without names in its reason. */
export const Letter = z.strictObject({
  id: LetterId,
  queue: z.string(),
  state: LetterState,
  /** Null where the platform itself set it aside: then nobody gave a reason. */
  reason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** The wall clock. */
  parkedWallMs: TimeMs,
  /** How often it was set aside. */
  times: z.int().positive(),
  bytes: z.int().nonnegative(),
  eventTimeMs: TimeMs.nullable(),
  traceId: z.string().nullable(),
  messageId: z.string().nullable(),
  /** Whether its queue holds no user data, so that its body may be read. */
  isPublic: z.boolean(),
  /** Who decided last what becomes of it, when and why; null while nobody has since it was parked. */
  decided: z.strictObject({ by: z.string(), atWallMs: TimeMs, reason: z.string() }).nullable(),
});
export type Letter = z.infer<typeof Letter>;

export const LetterCount = z.strictObject({ queue: z.string(), parked: z.int(), sending: z.int(), settled: z.int() });
export type LetterCount = z.infer<typeof LetterCount>;

/** Answer of `GET /v1/dead-letters`: newest first. */
export const LettersPage = z.strictObject({
  counts: z.array(LetterCount),
  letters: z.array(Letter),
  nextCursor: z.string().nullable(),
});
export type LettersPage = z.infer<typeof LettersPage>;

/** Answer of `GET /v1/dead-letters/:id`. The body is null where it may hold user data, or is in the archive no more. */
export const LetterDetail = Letter.extend({ body: z.json().nullable() });
export type LetterDetail = z.infer<typeof LetterDetail>;

export const LetterAct = z.enum(["redrive", "discard"]);
export type LetterAct = z.infer<typeof LetterAct>;

/** What an operator ordered, kept for good. */
export const LetterOrderEntry = z.strictObject({
  act: LetterAct,
  queue: z.string(),
  letters: z.int(),
  by: z.string(),
  reason: z.string(),
  issuedAtMs: TimeMs,
  atWallMs: TimeMs,
});
export type LetterOrderEntry = z.infer<typeof LetterOrderEntry>;

/** Answer of `GET /v1/dead-letters/orders`: newest first. */
export const LetterOrders = z.strictObject({ orders: z.array(LetterOrderEntry) });
export type LetterOrders = z.infer<typeof LetterOrders>;

/** What became of one letter of an order; `skipped` with why: nothing was done with it. */
export const LetterResult = z.strictObject({
  id: z.string(),
  outcome: z.enum(["redriven", "sending", "discarded", "skipped"]),
  why: z.string(),
});
export type LetterResult = z.infer<typeof LetterResult>;

/** Answer of `POST /v1/dead-letters/redrive` and `/discard`. */
export const LetterOrderAnswer = z.strictObject({ by: z.string(), results: z.array(LetterResult) });
export type LetterOrderAnswer = z.infer<typeof LetterOrderAnswer>;

/** Answer of `GET /v1/operators`: whose signature counts, and on which chain's domain. */
export const Operators = z.strictObject({ chainId: z.int(), operators: z.array(z.string()) });
export type Operators = z.infer<typeof Operators>;
