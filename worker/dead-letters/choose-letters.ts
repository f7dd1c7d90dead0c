import type { LetterResult, LetterState } from "../../contracts/dead-letter-views.ts";
import type { LetterOrder } from "../../execute/core/letter-order.ts";

type Found = { readonly id: string; readonly queue: string; readonly state: LetterState };

export type Chosen<Row extends Found> = { readonly taken: readonly Row[]; readonly skipped: readonly LetterResult[] };

/**
 * Which letters an order counts for. One that is on its way or went back already is left alone; one that was discarded may still be sent
 * again. What the platform set aside before its queue was known cannot go back anywhere.
 */
export function chooseLetters<Row extends Found>(
  order: Pick<LetterOrder, "act" | "queue" | "letters">,
  find: (id: string) => Row | undefined,
): Chosen<Row> {
  const taken: Row[] = [];
  const skipped: LetterResult[] = [];
  for (const id of new Set(order.letters)) {
    const row = find(id);
    const why = row === undefined ? "there is no such letter" : whyNot(order, row);
    if (row !== undefined && why === null) taken.push(row);
    else skipped.push({ id, outcome: "skipped", why: why ?? "" });
  }
  return { taken, skipped };
}

function whyNot({ act, queue }: Pick<LetterOrder, "act" | "queue">, row: Found): string | null {
  if (row.queue !== queue) return `it is of the queue ${row.queue}`;
  if (row.state === "sending") return "it is on its way already";
  if (row.state === "redriven") return "it went back to its queue already";
  return row.state === "discarded" && act === "discard" ? "it was discarded already" : null;
}
