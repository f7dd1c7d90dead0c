import type { ActorState } from "../../actors/core/state.ts";
import { describeText, type ParkedLetter } from "./describe-letter.ts";

type AdoptDeps = {
  readonly archive: Pick<R2Bucket, "get" | "list">;
  readonly state: Pick<ActorState, "get" | "set" | "delete">;
  readonly has: (key: string) => boolean;
  readonly park: (letter: ParkedLetter) => void;
};

const pageSize = 100;

/** Takes in what lay in the archive before letters were listed. It goes on where it was when it ended. */
export async function adoptLetters({ archive, state, has, park }: AdoptDeps): Promise<void> {
  for (;;) {
    const startAfter = state.get<string>("adoptAfter");
    const { objects, truncated } = await archive.list({
      prefix: "dead-letters/",
      limit: pageSize,
      ...(startAfter === undefined ? {} : { startAfter }),
    });
    for (const { key, uploaded } of objects) {
      if (!has(key)) {
        const text = await (await archive.get(key))?.text();
        if (text !== undefined) {
          const letter = await describeText(key, text);
          park({ ...letter, parkedWallMs: letter.parkedWallMs ?? uploaded.getTime() });
        }
      }
      state.set("adoptAfter", key);
    }
    if (!truncated) break;
  }
  state.set("adopted", true);
  state.delete("adoptAfter");
}
