/** On an answer that comes from this browser's storage: when it was stored, in UTC milliseconds of the wall clock. */
export const storedAtHeader = "x-portent-stored-at";

/** Null for an answer of the server. */
export function readStoredAt(headers: Headers): number | null {
  const text = headers.get(storedAtHeader);
  return text === null || !/^\d{1,16}$/.test(text) ? null : Number(text);
}
