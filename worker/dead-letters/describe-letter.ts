import { DeadLetter } from "../../contracts/dead-letter.ts";
import type { Letter } from "../../contracts/dead-letter-views.ts";

/** What is kept of a letter beside its text in the archive. */
export type ParkedLetter = Pick<
  Letter,
  "id" | "queue" | "reason" | "bytes" | "eventTimeMs" | "traceId" | "messageId"
> & {
  /** Where its text lies in the archive. */
  readonly key: string;
  /** Null where nobody noted it. */
  readonly parkedWallMs: number | null;
};

const prefix = "dead-letters/";

/**
 * Of a message that came through the dead-letter queue of `queue`. What the platform itself set aside comes as it was, without an
 * envelope around it and without a reason.
 */
export async function describeLetter(queue: string, message: unknown): Promise<{ letter: ParkedLetter; text: string }> {
  const text = JSON.stringify(message);
  const parsed = DeadLetter.safeParse(message);
  const [own, id] = parsed.success
    ? [parsed.data.body.queue, parsed.data.id as string]
    : [queue, `raw:${(await digestOf(text)).slice(0, 32)}`];
  return { letter: await describeText(`${prefix}${own}/${encodeURIComponent(id)}.json`, text), text };
}

/** Of a text as it lies in the archive. */
export async function describeText(key: string, text: string): Promise<ParkedLetter> {
  const id = (await digestOf(key)).slice(0, 32);
  const queue = key.slice(prefix.length).split("/", 1)[0] ?? "";
  const shared = { id, key, queue, bytes: new TextEncoder().encode(text).length };
  const parsed = DeadLetter.safeParse(parseJson(text));
  if (!parsed.success) {
    const none = { reason: null, parkedWallMs: null, eventTimeMs: null, traceId: null, messageId: null };
    return { ...shared, ...none };
  }
  const { eventTimeMs, traceId, body } = parsed.data;
  const { original } = body;
  const isEnvelope = original !== null && typeof original === "object" && !Array.isArray(original);
  const messageId = isEnvelope && typeof original.id === "string" ? original.id : null;
  return {
    ...shared,
    ...{ reason: body.reason, parkedWallMs: body.parkedWallMs, eventTimeMs, messageId },
    traceId: /^0+$/.test(traceId) ? null : traceId,
  };
}

/** The message that was set aside, as it was when it came. */
export function originalOf(text: string): unknown {
  const message = parseJson(text);
  const parsed = DeadLetter.safeParse(message);
  return parsed.success ? parsed.data.body.original : message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function digestOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
