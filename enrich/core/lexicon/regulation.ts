import type { LexiconRule } from "./lexicon-rule.ts";

/** Rules of the state. */
export const regulationRules: readonly LexiconRule[] = [
  {
    id: "product-approved",
    category: "regulation",
    severity: 0.6,
    effect: { regulation: 0.6, risk: 0.4, liquidity: 0.2 },
    patterns: [
      "approves|approved ~ ~ etn|etns|fund|funds|futures|trading",
      "approves|approved|approve|approval|greenlights|clears|cleared|authorizes|okays ~ ~ etf|etfs|etp|stablecoin|listing|merger|application",
      "etf|etfs|etp|stablecoin|listing|application ~ approved|approval|greenlit|cleared",
    ],
  },
  {
    id: "product-refused",
    category: "regulation",
    severity: 0.5,
    effect: { regulation: -0.5, risk: -0.35 },
    patterns: [
      "rejects|rejected|reject|denies|denied|delays|delayed|postpones|blocks|blocked ~ ~ etf|etfs|etp|listing|merger|application",
      "etf|etfs|etp|listing|merger|application ~ rejected|denied|delayed|postponed|blocked|refused",
    ],
  },
  {
    id: "ban",
    category: "regulation",
    severity: 0.6,
    effect: { regulation: -0.7, risk: -0.3, liquidity: -0.15 },
    patterns: [
      "block|blocks|blocked|blocking ~ platforms|exchanges|apps|accounts",
      "ban|bans|banned|banning|outlaws|outlawed|prohibits|prohibited|prohibition|crackdown|clampdown",
      "cracks|cracking down",
      "revokes|revoked|loses ~ license|licence|registration",
      "non compliance notice",
      "delist|delists|delisted|delisting",
    ],
  },
  {
    id: "law-suit",
    category: "regulation",
    severity: 0.45,
    effect: { regulation: -0.45, risk: -0.2 },
    patterns: [
      "pleads|pleaded guilty",
      "pays|paid ~ fine|penalty",
      "sues|sue|sued|suing|lawsuit|lawsuits|indicts|indicted|indictment|subpoena|subpoenas",
      "wells notice",
      "probe|probes|probed|investigates|investigated|investigation|investigations",
      "charges|charged with|over|by|in",
      "charges against",
      "fines|fined|penalty",
      "antitrust case",
    ],
  },
  {
    id: "court-win",
    category: "regulation",
    severity: 0.4,
    effect: { regulation: 0.4, risk: 0.25 },
    patterns: ["wins|won ~ case|lawsuit|appeal|victory|ruling", "victory against|over sec|regulator|regulators"],
  },
  {
    id: "licence",
    category: "regulation",
    severity: 0.35,
    effect: { regulation: 0.35, risk: 0.15 },
    patterns: [
      "gets|wins|secures|receives|granted|obtains ~ license|licence|registration|charter",
      "regulatory clarity",
      "legal tender",
      "passes|passed|signs|signed ~ crypto|stablecoin|digital bill|act|law|framework",
    ],
  },
  /** A name that is no storm. */
  {
    id: "tornado-cash",
    category: "regulation",
    severity: 0.3,
    effect: {},
    patterns: ["tornado cash"],
  },
];
