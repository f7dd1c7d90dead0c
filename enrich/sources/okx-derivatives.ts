import { z } from "zod";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { ContextAnswer, ContextFailure, ContextReading, ContextSettings, FetchContext } from "./context-source.ts";

/** OKX wraps every answer, errors too, with HTTP 200: `code` is `"0"` where it is one. */
const Envelope = z.object({ code: z.string(), msg: z.string().default(""), data: z.array(z.unknown()).default([]) });
const NumberText = z
  .string()
  .regex(/^-?\d+(\.\d+)?([eE]-?\d+)?$/)
  .transform(Number);
const TimeText = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);

/** `GET /api/v5/public/funding-rate?instId=ANY`: the rate of the period that ends at `fundingTime`, as of `ts`. */
const Funding = z.object({ instId: z.string(), fundingRate: NumberText, ts: TimeText });
/** `GET /api/v5/public/open-interest?instType=SWAP`: `oiUsd` in dollars; `oi` counts contracts and is of no use here. */
const OpenInterest = z.object({ instId: z.string(), oiUsd: NumberText, ts: TimeText });

/** Funding rate and open interest of the perpetual futures of the assets, in two calls for all. */
export const fetchOkxDerivatives: FetchContext = async (settings) => {
  const [funding, interest] = await Promise.all([
    readRows(settings, "/api/v5/public/funding-rate?instId=ANY", Funding, (asset, row) => ({
      ...{ key: `funding.${asset}`, value: row.fundingRate, unit: "ratio", sampleAtMs: row.ts },
    })),
    readRows(settings, "/api/v5/public/open-interest?instType=SWAP", OpenInterest, (asset, row) => ({
      ...{ key: `open-interest.${asset}`, value: row.oiUsd, unit: "USD", sampleAtMs: row.ts },
    })),
  ]);
  if (!funding.ok && !interest.ok) return funding;
  const answers = [funding, interest].map((each): ContextAnswer => {
    return each.ok ? each.value : { readings: [], refused: [each.error.message] };
  });
  return ok({
    readings: answers.flatMap(({ readings }) => readings),
    refused: answers.flatMap(({ refused }) => refused),
  });
};

/** Rows of other contracts are not ours; one of ours that cannot be read is refused by itself. */
async function readRows<Row extends { readonly instId: string }>(
  { baseUrl, http, subjects }: ContextSettings,
  path: string,
  schema: z.ZodType<Row>,
  toReading: (asset: string, row: Row) => ContextReading,
): Promise<Result<ContextAnswer, ContextFailure>> {
  const answer = await http.getJson(`${baseUrl}${path}`);
  if (!answer.ok) return answer;
  const envelope = Envelope.safeParse(answer.value.body);
  if (!envelope.success) return err({ code: "bad-payload", message: `okx ${path}: not its envelope` });
  const { code, msg, data } = envelope.data;
  if (code !== "0") return err({ code: "refused", message: `okx ${path}: ${code} ${msg}`.trim() });
  const readings: ContextReading[] = [];
  const refused: string[] = [];
  for (const row of data) {
    const { instId } = (row ?? {}) as { readonly instId?: unknown };
    const asset = typeof instId === "string" ? subjects.get(instId) : undefined;
    if (asset === undefined) continue;
    const parsed = schema.safeParse(row);
    if (parsed.success) readings.push(toReading(asset, parsed.data));
    else refused.push(`okx ${instId}: ${parsed.error.issues.map(({ path: where }) => where.join(".")).join(", ")}`);
  }
  // An envelope that changed its shape would otherwise look like a quiet market.
  if (readings.length === 0 && refused.length === 0 && data.length > 0) {
    return err({
      code: "bad-payload",
      message: `okx ${path}: ${data.length} rows, none of a contract that was asked for`,
    });
  }
  return ok({ readings, refused });
}
