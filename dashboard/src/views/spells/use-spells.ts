import { z } from "zod";
import { SpellView } from "../../../../contracts/spell.ts";
import type { Host } from "../../host/panel.ts";
import { type Loaded, useLoaded } from "../../host/use-loaded.ts";

const SpellList = z.object({ spells: z.array(SpellView) });
type SpellList = z.infer<typeof SpellList>;

/** Every spell that can be cast. */
export const useSpells = (load: Host["load"]): Loaded<SpellList> => useLoaded(load, "/v1/spells", SpellList);
