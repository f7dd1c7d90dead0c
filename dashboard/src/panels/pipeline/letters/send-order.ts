import { LetterOrderAnswer } from "../../../../../contracts/dead-letter-views.ts";
import { err, type Result } from "../../../../../contracts/result.ts";
import type { UnsignedLetterOrder } from "../../../../../execute/core/letter-order.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import { postJson } from "../../../data/post-json.ts";

/** Hands a signed order to the server. An order counts once, so that a second try of one that arrived is refused and changes nothing. */
export async function sendOrder(
  order: UnsignedLetterOrder,
  signature: string,
): Promise<Result<LetterOrderAnswer, LoadProblem>> {
  const answer = await postJson(`/v1/dead-letters/${order.act}`, { ...order, signature }, LetterOrderAnswer);
  if (answer.ok || answer.error.kind !== "unreachable") return answer;
  return err({
    kind: "unreachable",
    detail: "No answer came, so that the order may have counted. The list shows what became of the letters.",
  });
}
