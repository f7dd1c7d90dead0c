import { endSession } from "./end-session/spell.ts";
import { everbloom } from "./everbloom/spell.ts";
import { ironvine } from "./ironvine/spell.ts";
import type { Spell } from "./spell.ts";
import { stormforge } from "./stormforge/spell.ts";
import { stormforgeUnwind } from "./stormforge-unwind/spell.ts";
import { thornpost } from "./thornpost/spell.ts";
import { thornpostCancel } from "./thornpost-cancel/spell.ts";

/** Every spell that there is, in the order in which people read of them: least risk first. */
const all = [ironvine, everbloom, thornpost, thornpostCancel, stormforge, stormforgeUnwind] as readonly Spell[];

/** Cast by the vault itself; nobody chooses them. */
const internal = [endSession] as readonly Spell[];

const spells: ReadonlyMap<string, Spell> = new Map([...all, ...internal].map((spell) => [spell.name, spell]));

/** The spell of a name, undefined where there is none. */
export const findSpell = (name: string): Spell | undefined => spells.get(name);

export const spellNames = (): readonly string[] => all.map(({ name }) => name);

export const listSpells = (): readonly Spell[] => all;
