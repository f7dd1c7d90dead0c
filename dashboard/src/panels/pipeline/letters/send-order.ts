import { LetterOrderAnswer } from "../../../../../contracts/dead-letter-views.ts";
import { err, type Result } from "../../../../../contracts/result.ts";
import type { UnsignedLetterOrder } from "../../../../../execute/core/letter-order.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { Host } from "../../../host/panel.ts";

/** Hands a signed order to the server. An order counts once, so that a second try of one that arrived is refused and changes nothing. */
export async function sendOrder(
  load: Host["load"],
  order: UnsignedLetterOrder,
  signature: string,
): Promise<Result<LetterOrderAnswer, LoadProblem>> {
  const answer = await load(`/v1/dead-letters/${order.act}`, LetterOrderAnswer, { body: { ...order, signature } });
  if (answer.ok || answer.error.kind !== "unreachable") return answer;
  return err({
    kind: "unreachable",
    detail: "No answer came, so that the order may have counted. The list shows what became of the letters.",
  });
}
