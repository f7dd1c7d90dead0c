import type { z } from "zod";

/** Why a message was dropped, will be retried or was set aside: a stable code, and a sentence for operators. */
export type Reason = { readonly code: string; readonly message: string };

/** A message for a queue. The shell checks it against the stage's declared output before anything is sent. */
export type Emission = { readonly queue: string; readonly message: unknown };

/**
 * What became of one message.
 * - emit: done; these messages go out first, then the input is acknowledged (an empty list is a plain success)
 * - drop: nothing to do, on purpose (a duplicate, a sample that came too late)
 * - retry: a passing fault; the message comes again after a growing delay
 * - park: it can never succeed; it goes to the dead-letter queue with its reason
 */
export type Outcome =
  | { readonly kind: "emit"; readonly messages: readonly Emission[] }
  | { readonly kind: "drop"; readonly reason: Reason }
  | { readonly kind: "retry"; readonly reason: Reason; readonly delayS?: number }
  | { readonly kind: "park"; readonly reason: Reason };

/**
 * The one shape of every stage. `process` returns one outcome per message, in order. It is idempotent on the
 * messages' ids: a crash repeats a message and never loses one.
 */
export type Stage<Input extends z.ZodType, Deps> = {
  readonly name: string;
  /** The contract of what comes in. */
  readonly input: Input;
  /** The contracts of what goes out, by queue. */
  readonly output: Readonly<Record<string, z.ZodType>>;
  process(batch: readonly z.infer<Input>[], deps: Deps): Promise<readonly Outcome[]>;
};

export const emit = (messages: readonly Emission[] = []): Outcome => ({ kind: "emit", messages });
export const drop = (code: string, message: string): Outcome => ({ kind: "drop", reason: { code, message } });
export const retry = (code: string, message: string): Outcome => ({ kind: "retry", reason: { code, message } });
export const park = (code: string, message: string): Outcome => ({ kind: "park", reason: { code, message } });
