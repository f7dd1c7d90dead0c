import { err, ok, type Result } from "../contracts/result.ts";

/** Where a page ended: the moment and key of its last row. Rows that arrive later move no page. */
export type PageCursor = { readonly atMs: number; readonly key: string };
export type CursorError = { readonly code: "bad-cursor"; readonly message: string };

export const writeCursor = ({ atMs, key }: PageCursor): string => `${atMs}~${key}`;

export function readCursor(text: string): Result<PageCursor, CursorError> {
  const [, ms = "", key = ""] = /^(\d{1,16})~([^\0]{1,300})$/s.exec(text) ?? [];
  if (key === "" || !key.isWellFormed()) {
    return err({ code: "bad-cursor", message: "the cursor is not one that an earlier page gave" });
  }
  return ok({ atMs: Number(ms), key });
}
