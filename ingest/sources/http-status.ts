import type { SourceFailure } from "./price-source.ts";

/** The status that an `http-status` failure states, or undefined of another failure. */
export function statusOf({ code, message }: SourceFailure): number | undefined {
  const status = code === "http-status" ? /^HTTP (\d{3})\b/.exec(message)?.[1] : undefined;
  return status === undefined ? undefined : Number(status);
}

/** Whether the source turned down this request, and would answer another: of a symbol that it does not know. */
export function isOfRequestAlone(failure: SourceFailure): boolean {
  if (failure.code === "bad-payload" || failure.code === "refused") return true;
  const status = statusOf(failure);
  return status === 400 || status === 404 || status === 422;
}
