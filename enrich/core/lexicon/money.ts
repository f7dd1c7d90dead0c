import type { LexiconRule } from "./lexicon-rule.ts";

/** Money. */
export const moneyRules: readonly LexiconRule[] = [
  {
    id: "rate-cut",
    category: "monetary",
    severity: 0.6,
    effect: { liquidity: 0.7, growth: 0.3, risk: 0.3 },
    patterns: [
      "rate|rates cut|cuts",
      "cut|cuts|cutting|lowers|lowered|slashes|slashed|reduces|trims|lower ~ rate|rates",
      "rates|rate ~ lowered|slashed",
      "cut|cuts|lowers ~ borrowing costs",
      "cut|cuts|lowers ~ reserve requirement|ratio",
    ],
  },
  {
    id: "rate-hike",
    category: "monetary",
    severity: 0.6,
    effect: { liquidity: -0.7, growth: -0.3, risk: -0.4 },
    patterns: [
      "ends|abandons|exits|scraps ~ negative ~ rates",
      "rate|rates hike|hikes|increase|rise|rises",
      "hike|hikes|hiked|hiking|raise|raises|raised|raising|lifts|lifted|increases|increased ~ rate|rates",
      "raises|raised|hikes ~ borrowing costs",
      "higher for longer",
      "high interest rates",
    ],
  },
  {
    id: "rates-held",
    category: "monetary",
    severity: 0.3,
    effect: {},
    patterns: ["rates|rate ~ unchanged|steady|hold", "holds|keeps|held|leaves ~ rate|rates"],
  },
  {
    id: "easing",
    category: "monetary",
    severity: 0.6,
    effect: { liquidity: 0.6, risk: 0.35, growth: 0.2 },
    patterns: [
      "quantitative easing",
      "bond buying",
      "injects|injected|inject ~ liquidity|billion|cash",
      "liquidity injection|facility",
      "stimulus",
      "dovish",
    ],
  },
  {
    id: "tightening",
    category: "monetary",
    severity: 0.55,
    effect: { liquidity: -0.55, risk: -0.3, growth: -0.2 },
    patterns: [
      "quantitative tightening",
      "tightening",
      "balance sheet runoff|reduction",
      "drains|withdraws ~ liquidity",
      "hawkish",
    ],
  },
  {
    id: "inflation-up",
    category: "economy",
    severity: 0.5,
    effect: { liquidity: -0.4, growth: -0.2, risk: -0.25 },
    patterns: [
      "producer|consumer prices jump|jumps|rise|rises|surge|surges",
      "inflation|cpi|prices ~ accelerates|accelerate|jumps|surges|surge|soars|heats|hot|hotter|rises|quickens|persistent",
      "persistent|sticky|hot|hotter|high|rising|runaway inflation|cpi",
      "hyperinflation|stagflation",
      "inflation ~ gearing up",
    ],
  },
  {
    id: "inflation-down",
    category: "economy",
    severity: 0.45,
    effect: { liquidity: 0.4, growth: 0.1, risk: 0.25 },
    patterns: [
      "disinflation",
      "producer|consumer prices fall|falls|drop|drops|cool|ease",
      "inflation|cpi fears|worries ~ ease|eases|fade|fades|subside",
      "inflation|cpi ~ lower|softer|cooler",
      "inflation|cpi ~ cools|cooled|slows|slowed|eases|eased|falls|fell|drops|dropped|declines|softens|below",
      "cooling|slowing|softer|easing|falling inflation|cpi",
    ],
  },
];
