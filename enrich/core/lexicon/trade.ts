import type { LexiconRule } from "./lexicon-rule.ts";

/** Trade. */
export const tradeRules: readonly LexiconRule[] = [
  {
    id: "sanctions",
    category: "trade",
    severity: 0.5,
    effect: { growth: -0.3, risk: -0.3, regulation: -0.3, shock: -0.15 },
    patterns: ["sanction|sanctions|sanctioned|embargo|blockade", "asset freeze", "freezes ~ assets"],
  },
  {
    id: "tariffs",
    category: "trade",
    severity: 0.55,
    effect: { growth: -0.5, risk: -0.4, shock: -0.15 },
    patterns: ["tariff|tariffs", "trade war|dispute", "export|import controls|ban|bans|curbs|duties|restrictions"],
  },
  {
    id: "trade-deal",
    category: "trade",
    severity: 0.45,
    effect: { growth: 0.4, risk: 0.35 },
    patterns: [
      "deal|agreement|accord on|over tariffs|trade",
      "trade|tariff deal|truce|agreement|accord",
      "trade deal|agreement|pact|truce|accord",
      "free trade",
    ],
  },
  {
    id: "supply-cut",
    category: "trade",
    severity: 0.55,
    effect: { growth: -0.4, risk: -0.25, shock: -0.35 },
    patterns: [
      "supply chain disruption|disruptions|crisis",
      "canal|strait|port|pipeline ~ blocked|closed|closes|shut|attacked",
      "shipping disruption|disruptions|halted",
    ],
  },
  {
    id: "supply-restored",
    category: "trade",
    severity: 0.4,
    effect: { growth: 0.3, risk: 0.15, shock: 0.25 },
    patterns: ["canal|strait|port|pipeline ~ reopens|reopened|reopen|resumes|resume|unblocked"],
  },
];
