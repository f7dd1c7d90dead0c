import type { Cast } from "../../../../contracts/cast.ts";
import type { CastPreview, SpellView } from "../../../../contracts/spell.ts";
import { shortHex } from "../../format/short-hex.ts";
import type { ActWords } from "../../host/owner.ts";
import { riskWords } from "../../views/spells/risk-words.ts";

/** So long a single cast may take from when the vault has taken the request. */
export const castDeadline = "30m";

/** What is said before a spell is cast. `preview`: of these parameters, where it was simulated. */
export function castWords(spell: SpellView, said: readonly string[], preview: CastPreview | null): ActWords {
  const { title, meaning } = riskWords[spell.risk];
  const expected =
    preview === null || preview.verdict !== "would-succeed"
      ? ["It was not simulated to its end with these numbers: the vault does that before it signs."]
      : (preview.expected?.sentences ?? []);
  return {
    title: `Cast ${spell.name} now`,
    sentences: [
      spell.purpose,
      ...said,
      ...expected,
      `${title}: ${meaning}.`,
      `It is cast within ${castDeadline} of chain time, or not at all. The vault signs it with its session key, within what you allowed.`,
    ],
    isDangerous: true,
  };
}

export const undoWords = (cast: Pick<Cast, "id" | "spell">): ActWords => ({
  title: `Take the cast of ${cast.spell} back`,
  sentences: [
    `Another cast undoes what cast ${shortHex(cast.id)} did, at the price of now, as far as its spell can.`,
    "What the price has done meanwhile stays, and gas is paid again.",
  ],
  isDangerous: true,
});

export const cancelWords = (cast: Pick<Cast, "id" | "spell">): ActWords => ({
  title: `Cancel the cast of ${cast.spell}`,
  sentences: [
    `Cast ${shortHex(cast.id)} is not sent any more. If it is in a block already, it stands.`,
    "Freeing its place may cost a little gas.",
  ],
  isDangerous: false,
});
