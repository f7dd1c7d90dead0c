import type { Result } from "../../contracts/result.ts";
import { highestOf } from "./highest-of.ts";

/** What several nodes say together. `none` is no answer at all: whoever gets it skips, as after a failed read. */
export type Agreement<T> =
  | { readonly verdict: "agreed"; readonly value: T }
  | { readonly verdict: "none"; readonly why: string };

/** One place per configured endpoint; one that was not asked or did not answer is a failure. */
export type Answers<T> = readonly Result<T, { readonly message: string }>[];

/** How many endpoints must have answered: one of up to two, else more than half of those configured. */
export const quorumOf = (configured: number): number => (configured > 2 ? Math.floor(configured / 2) + 1 : 1);

/** The value on which all agree that answered, where enough answered. */
export function agree<T>(answers: Answers<T>, isSame: (a: T, b: T) => boolean): Agreement<T> {
  const values = readValues(answers);
  const [first, ...others] = values;
  if (first === undefined || values.length < quorumOf(answers.length)) return tooFew(answers);
  if (others.every(({ value }) => isSame(first.value, value))) return { verdict: "agreed", value: first.value };
  return { verdict: "none", why: "the endpoints contradict each other" };
}

/**
 * Something that a node either knows (a receipt, a log) or does not know yet: who knows it outweighs who does not, since a
 * node behind the others says null. It is null where all say so that answered. Two different ones are no verdict.
 * The caller still has to check that the block is canonical.
 */
export function agreeOnSighting<T>(
  answers: Answers<T | null>,
  isSame: (a: NonNullable<T>, b: NonNullable<T>) => boolean,
): Agreement<T | null> {
  const values = readValues(answers);
  if (values.length === 0 || values.length < quorumOf(answers.length)) return tooFew(answers);
  const [first, ...others] = values.flatMap(({ value }) => (value == null ? [] : [value]));
  if (first === undefined) return { verdict: "agreed", value: null };
  if (others.every((value) => isSame(first, value))) return { verdict: "agreed", value: first };
  return { verdict: "none", why: "the endpoints know different ones" };
}

/**
 * The highest of the numbers that were answered. For nonces: a node behind the others can only say too little. One
 * answer is enough, since a nonce read may only ever raise what its reader knows.
 */
export function agreeOnHighest(answers: Answers<bigint>): Agreement<bigint> {
  const highest = highestOf(readValues(answers).map(({ value }) => value));
  return highest === undefined ? tooFew(answers) : { verdict: "agreed", value: highest };
}

/** The places of the endpoints that told the highest number; empty where none answered. */
export function findHighest(answers: Answers<bigint>): readonly number[] {
  const most = agreeOnHighest(answers);
  if (most.verdict === "none") return [];
  return answers.flatMap((answer, index) => (answer.ok && answer.value === most.value ? [index] : []));
}

const readValues = <T>(answers: Answers<T>): readonly { readonly value: T }[] =>
  answers.flatMap((answer) => (answer.ok ? [{ value: answer.value }] : []));

function tooFew<T>(answers: Answers<T>): { readonly verdict: "none"; readonly why: string } {
  const failure = answers.find((answer) => !answer.ok);
  const count = readValues(answers).length;
  const why = `${count} of ${answers.length} endpoints answered, ${quorumOf(answers.length)} needed`;
  return { verdict: "none", why: failure?.ok === false ? `${why}: ${failure.error.message}` : why };
}
