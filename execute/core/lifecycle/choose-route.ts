import type { CastRecord } from "../cast-record.ts";

/**
 * Whether a cast's transaction goes to the private endpoint alone, where nobody sees it before it is in a block, or to every
 * public one. Private for so many blocks after the first signing, then public: an endpoint that keeps it to itself for good
 * costs these blocks. What frees a nonce moves no value, and an emergency does not wait.
 */
export function chooseRoute(
  { cast, attempts }: Pick<CastRecord, "cast" | "attempts">,
  headNumber: number,
  privateBlocks: number,
): "private" | "public" {
  const [first] = attempts;
  const newest = attempts.at(-1);
  if (first === undefined || newest === undefined || newest.kind === "free" || cast.lane === "emergency")
    return "public";
  return headNumber - first.signedAtBlock < privateBlocks ? "private" : "public";
}
