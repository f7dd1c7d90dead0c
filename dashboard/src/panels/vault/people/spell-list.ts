import { z } from "zod";
import { SpellView } from "../../../../../contracts/spell.ts";

/** The answer of `/v1/spells`. */
export const SpellList = z.object({ spells: z.array(SpellView) });
