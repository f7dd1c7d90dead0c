import { Hono } from "hono";
import { describeSpell } from "../../execute/spells/describe-spell.ts";
import { listSpells } from "../../execute/spells/registry.ts";

const spells = listSpells().map(describeSpell);

/** What can be cast, for those who choose: no vault's data. It changes with a release alone. */
export const spellRoutes = new Hono().get("/spells", (context) =>
  context.json({ spells }, 200, { "cache-control": "public, max-age=300" }),
);
