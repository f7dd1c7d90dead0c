import type { LexiconRule } from "./lexicon-rule.ts";

/** Networks, code and services. */
export const networksRules: readonly LexiconRule[] = [
  {
    id: "cyber-attack",
    category: "cyber",
    severity: 0.55,
    effect: { risk: -0.3, shock: -0.35 },
    patterns: [
      "cyberattack|cyberattacks|ransomware|malware|ddos|phishing|spyware",
      "cyber attack|attacks",
      "data breach|leak",
    ],
  },
  {
    id: "exploit",
    category: "exploit",
    severity: 0.6,
    effect: { risk: -0.5, shock: -0.4, liquidity: -0.2 },
    measure: "usd",
    patterns: [
      "hack|hacked|hackers|hacker|exploit|exploited|exploiter",
      "funds|million|billion|tokens|crypto ~ stolen|drained|siphoned",
      "drained|stolen|siphoned ~ funds|million|billion|tokens|crypto|bitcoin|ether",
      "rug pull",
      "flash loan attack",
      "private key|keys ~ compromised|leaked",
    ],
  },
  {
    id: "funds-returned",
    category: "exploit",
    severity: 0.4,
    effect: { risk: 0.3, shock: 0.2 },
    patterns: [
      "stolen|drained funds|crypto|assets|million ~ returned|recovered|frozen|refunded|back",
      "stolen|drained funds|crypto|assets|million ~ returned|refunded by hacker|hackers|exploiter|attacker",
      "hacker|hackers|exploiter|attacker ~ returns|return|returned|refunds|refunded ~ million|funds",
      "hacker|hackers|exploiter|attacker ~ returns|return|returned|refunds|refunded",
      "recovers|recovered|returns|returned|retrieves ~ stolen|hacked ~ funds|crypto|bitcoin|assets|million",
      "recovers|recovered|returns|returned|retrieves ~ stolen funds|crypto|bitcoin|assets|million",
    ],
  },
  {
    id: "withdrawals-stopped",
    category: "outage",
    severity: 0.8,
    effect: { liquidity: -0.7, risk: -0.6, shock: -0.4 },
    patterns: [
      "halt|halts|halted|suspend|suspends|suspended|pause|pauses|paused|freeze|freezes|stops ~ withdrawals|redemptions",
      "withdrawals|redemptions ~ halted|suspended|paused|frozen",
    ],
  },
  {
    id: "withdrawals-resumed",
    category: "outage",
    severity: 0.4,
    effect: { liquidity: 0.4, risk: 0.3, shock: 0.2 },
    patterns: [
      "restores|restored|restoring ~ service|services|power|network",
      "resume|resumes|resumed|reopens ~ withdrawals|redemptions|trading|operations",
      "service|network|power restored",
      "back online",
    ],
  },
  {
    id: "outage",
    category: "outage",
    severity: 0.5,
    effect: { liquidity: -0.2, risk: -0.25, shock: -0.4 },
    patterns: [
      "app|apps|service|services|website|platform|network down",
      "down for thousands|users",
      "outage|outages|blackout|blackouts",
      "goes|went|knocked down|offline|dark",
      "network|chain|blockchain|trading halt|halted|halts|stalled",
      "internet shutdown|disruption",
    ],
  },
];
