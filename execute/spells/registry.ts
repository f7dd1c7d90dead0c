import { ironvine } from "./ironvine/spell.ts";
import type { Spell } from "./spell.ts";

const spells: ReadonlyMap<string, Spell> = new Map([[ironvine.name, ironvine as Spell]]);

/** The spell of a name, undefined where there is none. */
export const findSpell = (name: string): Spell | undefined => spells.get(name);

export const spellNames = (): readonly string[] => [...spells.keys()];
