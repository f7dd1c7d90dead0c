import type { FetchFailure, GetJson } from "../contracts/get-json.ts";
import { err, ok, type Result } from "../contracts/result.ts";

const userAgent = "portent/0.1 (+signals pipeline)";
const bodyBytesMax = 4_000_000;

/** `GetJson` over `fetch`: time-out, own User-Agent, size limit; an HTML page or half a body is `bad-body`. */
export const getJson: GetJson = async (url, { timeoutMs }) => {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      headers: { accept: "application/json", "user-agent": userAgent },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "manual",
    });
    text = await response.text();
  } catch (cause) {
    const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
    return fail(isTimeout ? "timeout" : "unreachable", isTimeout ? `no answer within ${timeoutMs} ms` : String(cause));
  }
  if (response.status === 429) return fail("rate-limited", "HTTP 429");
  if (!response.ok) return fail("http-status", `HTTP ${response.status}`);
  if (text.length > bodyBytesMax) return fail("bad-body", `longer than ${bodyBytesMax} bytes`);
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return fail("bad-body", `no JSON: ${text.slice(0, 60)}`);
  }
};

const fail = (code: FetchFailure["code"], message: string): Result<unknown, FetchFailure> => err({ code, message });
