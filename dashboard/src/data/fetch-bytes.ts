import { err, ok, type Result } from "../../../contracts/result.ts";
import { classifyAnswer, type FetchOptions, type LoadProblem } from "./fetch-json.ts";

export type FetchBytesOptions = Pick<FetchOptions, "baseUrl" | "timeoutMs"> & {
  /** `total` is null where the answer does not say its length, or is compressed on its way. */
  readonly onProgress?: (loaded: number, total: number | null) => void;
};

/** Reads the bytes of one route. It may take as long as it does, but never `timeoutMs` without a byte. */
export async function fetchBytes(path: string, options: FetchBytesOptions): Promise<Result<Uint8Array, LoadProblem>> {
  const { baseUrl, timeoutMs, onProgress } = options;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), timeoutMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), timeoutMs);
  };
  try {
    const response = await fetch(`${baseUrl}${path}`, { signal: silence.signal });
    if (!response.ok) return err(classifyAnswer(response.status, await response.text()));
    const total = lengthOf(response.headers);
    const chunks: Uint8Array[] = [];
    let loaded = 0;
    onProgress?.(0, total);
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      heard();
      chunks.push(part.value);
      loaded += part.value.length;
      onProgress?.(loaded, total);
    }
    return ok(join(chunks, loaded));
  } catch {
    return err({ kind: "unreachable", detail: "The server does not answer, or stopped in the middle." });
  } finally {
    clearTimeout(timer);
  }
}

function lengthOf(headers: Headers): number | null {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return headers.has("content-encoding") || !Number.isSafeInteger(length) ? null : length;
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
