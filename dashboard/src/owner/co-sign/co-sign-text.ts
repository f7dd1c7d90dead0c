import { fromBase64Url, toBase64Url } from "../../../../contracts/bytes-text.ts";
import { err, ok, type Result } from "../../../../contracts/result.ts";
import { CoSignRequest, hashOf } from "./co-sign-request.ts";

/** Larger ones are none of ours: an arming of eight permissions is a tenth of it. */
const textMax = 200_000;

/** A request as text, to be passed on: base64url of its JSON. */
export const writeCoSignText = (request: CoSignRequest): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify(request)));

/** The same as an address of this page. It is in the fragment, which a browser sends to no server. */
export const coSignLink = (origin: string, request: CoSignRequest): string =>
  `${origin}/#/vault?cosign=${writeCoSignText(request)}`;

/** Reads what was passed on: a link, the text of one, or its JSON, however it was broken into lines. The problem is a sentence. */
export function readCoSignText(given: string): Result<CoSignRequest, string> {
  const text = given
    .replace(/\s/g, "")
    .replace(/^.*[?&]cosign=/, "")
    .replace(/&.*$/, "");
  if (text === "") return err("Paste the link or the text that another owner gave you.");
  if (text.length > textMax) return err("This is too long for a request to sign.");
  const bytes = text.startsWith("{") ? new TextEncoder().encode(given) : fromBase64Url(text);
  try {
    const parsed = CoSignRequest.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (!parsed.success) return err(unreadable);
    hashOf(parsed.data);
    return ok(parsed.data);
  } catch {
    return err(unreadable);
  }
}

const unreadable =
  "This is no request to sign, or a part of it is missing. Ask for it again, and copy all of it: the link or the text.";
