import { z } from "zod";
import { SpellView } from "../../contracts/spell.ts";
import type { Spell } from "./spell.ts";

/** What the API says of a spell. */
export const describeSpell = ({ name, purpose, risk, warnings, params, reads }: Spell): SpellView =>
  SpellView.parse({ name, purpose, risk, warnings, reads, params: z.toJSONSchema(params) });
