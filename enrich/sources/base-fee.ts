import { z } from "zod";
import type { HttpClient } from "../../contracts/http-client.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { ContextFailure, FetchContext } from "./context-source.ts";

const Quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,32}$/i)
  .transform(BigInt);
const History = z.object({ baseFeePerGas: z.array(Quantity).min(2) });
const Block = z.object({ timestamp: Quantity });
const Answer = z.object({ result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });

const weiPerGwei = 1_000_000_000n;

/** The base fee of the next block of one chain, by `eth_feeHistory`; its time is that of the newest block. */
export const fetchBaseFee: FetchContext = async ({ baseUrl, http, subjects }) => {
  const [chain] = subjects.values();
  if (chain === undefined) return ok({ readings: [], refused: [] });
  const [history, block] = await Promise.all([
    call(http, baseUrl, "eth_feeHistory", ["0x1", "latest", []], History),
    call(http, baseUrl, "eth_getBlockByNumber", ["latest", false], Block),
  ]);
  if (!history.ok) return history;
  if (!block.ok) return block;
  const feeWei = history.value.baseFeePerGas.at(-1) ?? 0n;
  // A signal is a number; a base fee in gwei keeps its nine digits after the point.
  const value = Number(feeWei / weiPerGwei) + Number(feeWei % weiPerGwei) / 1e9;
  const sampleAtMs = Number(block.value.timestamp) * 1_000;
  return ok({ readings: [{ key: `gas.${chain}`, value, unit: "gwei", sampleAtMs }], refused: [] });
};

async function call<T>(
  http: HttpClient,
  url: string,
  method: string,
  params: readonly unknown[],
  schema: z.ZodType<T>,
): Promise<Result<T, ContextFailure>> {
  const answer = await http.postJson(url, { jsonrpc: "2.0", id: 1, method, params });
  if (!answer.ok) return answer;
  const parsed = Answer.safeParse(answer.value.body);
  if (!parsed.success) return err({ code: "bad-payload", message: `${method}: no JSON-RPC answer` });
  if (parsed.data.error !== undefined)
    return err({ code: "refused", message: `${method}: ${parsed.data.error.message}` });
  const result = schema.safeParse(parsed.data.result);
  return result.success ? ok(result.data) : err({ code: "bad-payload", message: `${method}: unexpected result` });
}
