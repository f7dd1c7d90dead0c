import { LetterOrderAnswer, LettersPage, Operators } from "../../contracts/dead-letter-views.ts";
import { letterOrderTypedData, type UnsignedLetterOrder } from "../../execute/core/letter-order.ts";
import type { Streams } from "../streams.ts";
import { askInstance } from "./ask-instance.ts";
import { type QueueOptions, readQueueOptions } from "./read-queue-options.ts";

export const queueHelp = `Usage: portent redrive QUEUE --reason TEXT [options]

Sends messages that were set aside back to their queue, as they were and under the same id, so that what was done with one before is
not done twice. One that fails again is set aside again. An operator signs the order; it counts once, and is kept with who and why.

  QUEUE             ticks, signals, fires or journal; a vault checks signature, age and deadline of a fire itself
  --url URL         where Portent runs (default: http://127.0.0.1:8787)
  --letter ID…      these alone, as portent redrive QUEUE --dry-run lists them
  --max N           without --letter: the oldest N, at most 200 (default: 50)
  --discard         lets them rest instead: no longer counted, kept in the archive, and may still be sent later
  --reason TEXT     why, in at most 200 characters
  --dry-run         lists what would be taken and does nothing; needs no key
  --json            the answer as JSON on standard output

Environment: OPERATOR_KEY, the private key of an address that the vault Worker's OPERATORS names. A key that lies elsewhere signs on the
page, under Pipeline, Dead letters.

Exit code 0: all were taken. 1: some were left as they are. 2: the input is at fault. 3: no answer, or the order was refused.`;

/** One order about dead letters of one queue. */
export async function runQueueCommand(
  queue: string,
  args: readonly string[],
  { out, err }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const fail = (message: string, code: number): number => {
    err(`portent redrive: ${message}`);
    return code;
  };
  const read = readQueueOptions(args, env);
  if (!read.ok) return fail(read.error.message, 2);
  if (read.value === null) {
    out(`${queueHelp}\n`);
    return 0;
  }
  const options = read.value;
  if (options.key === null) return listLetters(queue, options, { out, err });
  const operators = await askInstance(options.url, "/v1/operators", Operators);
  if (!operators.ok) return fail(operators.error.message, 3);
  const { act, letters, lettersMax, reason } = options;
  const order: UnsignedLetterOrder = {
    ...{ act, queue, letters: [...letters], lettersMax, reason },
    issuedAtMs: Date.now(),
  };
  // What signs takes long to load: only who signs waits for it.
  const { privateKeyToAccount } = await import("viem/accounts");
  const account = privateKeyToAccount(options.key);
  const signature = await account.signTypedData(letterOrderTypedData(operators.value.chainId, order));
  const answer = await askInstance(options.url, `/v1/dead-letters/${act}`, LetterOrderAnswer, { ...order, signature });
  if (!answer.ok) return fail(answer.error.message, 3);
  const { by, results } = answer.value;
  if (options.isJson) out(`${JSON.stringify(answer.value)}\n`);
  else for (const { id, outcome, why } of results) out(`${id}  ${outcome}${why === "" ? "" : `: ${why}`}\n`);
  const skipped = results.filter(({ outcome }) => outcome === "skipped").length;
  err(`${results.length - skipped} of ${results.length} taken, by order of ${by}`);
  return skipped === 0 ? 0 : 1;
}

async function listLetters(queue: string, options: QueueOptions, { out, err }: Streams): Promise<number> {
  const { url, letters, lettersMax, isJson } = options;
  const query = new URLSearchParams({ queue, state: letters.length > 0 ? "all" : "parked", limit: "200" });
  const page = await askInstance(url, `/v1/dead-letters?${query}`, LettersPage);
  if (!page.ok) {
    err(`portent redrive: ${page.error.message}`);
    return 3;
  }
  const named = new Set(letters);
  const found = page.value.letters.toReversed();
  const taken = named.size > 0 ? found.filter(({ id }) => named.has(id)) : found.slice(0, lettersMax);
  if (isJson) out(`${JSON.stringify({ queue, letters: taken })}\n`);
  else
    for (const { id, parkedWallMs, state, reason } of taken)
      out(`${id}  ${new Date(parkedWallMs).toISOString()}  ${state}  ${reason?.code ?? "no reason"}\n`);
  err(`${taken.length} would be taken`);
  return 0;
}
