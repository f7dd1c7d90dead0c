import { z } from "zod";
import type { DeadLetter } from "../contracts/dead-letter.ts";
import { MessageId, TraceId } from "../contracts/ids.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import type { Reason } from "../contracts/stage.ts";

/** The dead letter of a message that was acknowledged, waited as the segment `text` and was then refused. */
export function deadLetterOf(message: JournalRecords, text: string, reason: Reason, parkedWallMs: number): DeadLetter {
  const { eventTimeMs, traceId } = message;
  const original = z.json().parse(JSON.parse(text));
  const { code, message: sentence } = reason;
  return {
    id: MessageId.parse(`refused:${message.id}`.slice(0, 200)),
    schema: "dead-letter",
    version: 1,
    eventTimeMs,
    traceId,
    body: { queue: "journal", reason: { code, message: sentence }, parkedWallMs, original },
  };
}

/** The same for a segment whose text is no message of the present contract. Its key still tells the event time. */
export function deadLetterOfText(key: string, text: string, parkedWallMs: number): DeadLetter {
  const reason = {
    code: "segment-unreadable",
    message: `${key} does not hold a message of contract journal-records@3`,
  };
  return {
    id: MessageId.parse(`refused:${key}`.slice(0, 200)),
    schema: "dead-letter",
    version: 1,
    eventTimeMs: Number(/\/(\d{16})-/.exec(key)?.[1] ?? 0),
    traceId: TraceId.parse("0".repeat(32)),
    body: { queue: "journal", reason, parkedWallMs, original: text },
  };
}
