import type { SpellRisk } from "../../../../contracts/spell.ts";

/** The ladder of risk in words; `steps` is how many of three marks are filled. */
export const riskWords: Readonly<
  Record<SpellRisk, { readonly title: string; readonly meaning: string; readonly steps: number }>
> = {
  low: { title: "Low risk", meaning: "it holds what you hold, or moves to dollars", steps: 1 },
  medium: { title: "Medium risk", meaning: "it adds to what can lose worth, or waits for somebody else", steps: 2 },
  high: { title: "High risk", meaning: "it borrows: a fall can take more than was put in", steps: 3 },
};
