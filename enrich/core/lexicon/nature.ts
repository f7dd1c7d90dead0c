import type { LexiconRule } from "./lexicon-rule.ts";

/** Nature and health. */
export const natureRules: readonly LexiconRule[] = [
  {
    id: "earthquake",
    category: "earthquake",
    severity: 0.6,
    effect: { shock: -0.6, growth: -0.1 },
    measure: "dead",
    patterns: ["earthquake|earthquakes|quake|aftershock|aftershocks"],
  },
  {
    id: "disaster",
    category: "disaster",
    severity: 0.55,
    effect: { shock: -0.5, growth: -0.2 },
    measure: "dead",
    patterns: [
      "bridge|dam|building|mine ~ collapses|collapse|collapsed",
      "volcano",
      "hurricane|typhoon|cyclone|flood|floods|flooding|wildfire|wildfires|tornado|tornadoes|eruption|erupts|tsunami|drought|famine|landslide|landslides",
      "explosion|blast|derailment",
      "plane|train|helicopter crash",
    ],
  },
  {
    id: "disease",
    category: "health",
    severity: 0.6,
    effect: { growth: -0.5, risk: -0.4, shock: -0.5 },
    measure: "dead",
    patterns: ["pandemic|epidemic|outbreak|outbreaks|lockdown|lockdowns|quarantine|ebola|cholera|virus", "bird flu"],
  },
  {
    id: "cure",
    category: "health",
    severity: 0.4,
    effect: { growth: 0.35, risk: 0.3, shock: 0.3 },
    patterns: ["vaccine ~ approved|effective|works|approval", "approves ~ vaccine"],
  },
];
