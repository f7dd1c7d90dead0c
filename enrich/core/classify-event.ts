import { FactorName, type FactorStrengths } from "../../contracts/event.ts";
import { categoryEffects, lexicon, lexiconVersion } from "./lexicon/lexicon.ts";
import { compileLexicon, matchLexicon, type RuleMatch } from "./match-lexicon.ts";
import { isIntense, measureSeverity } from "./measure-headline.ts";
import { isDoubted, readTurns } from "./read-turns.ts";
import type { EventScore, Scorer, ScorerInput } from "./scorer.ts";
import { splitWords } from "./split-words.ts";

const compiled = compileLexicon(lexicon);
const doubtWeight = 0.5;
const intenseWeight = 1.25;
const pastWeight = 0.3;
/** A source's category without words that say the direction: half the weight of a headline. */
const categoryWeight = 0.6;

type Voice = RuleMatch & {
  readonly turn: number;
  readonly doubted: boolean;
  readonly severity: number;
  readonly effect: FactorStrengths;
};

/**
 * Category, severity and factors of a headline by rules that can be read (`lexicon.ts`). Each rule that matches speaks with
 * its effect, scaled by the headline's own figures, turned by a negation beside it and halved by a doubt in its clause.
 * Voices of one sign are joined by noisy-or; a factor is its good side less its bad side, so it stays within [-1, 1].
 * Confidence: 0.5 for one voice, 0.1 more for each that agrees, less where they contradict or doubt; 0.2 without any.
 */
export const classifyEvent: Scorer = (input) => {
  const voices = hearVoices(input.title);
  if (voices.length === 0) return scoreCategory(input);
  const loudest = voices.toSorted(
    (a, b) => b.severity * Math.abs(b.turn) - a.severity * Math.abs(a.turn) || a.from - b.from,
  )[0];
  const own = Math.max(
    ...voices.map(({ severity, turn, doubted }) => severity * Math.abs(turn) * (doubted ? doubtWeight : 1)),
  );
  const scale = input.severity === null || own === 0 ? 1 : Math.min(1.5, input.severity / own);
  const factors = mapFactors((factor) => clamp(joinSigned(voices.map(({ effect }) => effect[factor])) * scale));
  return {
    category:
      input.category === null || input.category === "other" ? (loudest?.rule.category ?? "other") : input.category,
    severity: round(input.severity ?? own),
    factors,
    confidence: round(judgeConfidence(voices)),
    matched: voices.map(describe),
    methodVersion: lexiconVersion,
  };
};

function hearVoices(title: string): readonly (Voice & { readonly words: string })[] {
  const words = splitWords(title);
  const matches = matchLexicon(words, compiled);
  const turns = readTurns(words, matches);
  const strong = isIntense(title) ? intenseWeight : 1;
  return matches.map((match, index) => {
    const turn = turns[index] ?? 1;
    const doubted = isDoubted(words, match);
    const severity = Math.min(1, (measureSeverity(match.rule.measure, title) ?? match.rule.severity) * strong);
    const past = isPast(words, matches, index) ? pastWeight : 1;
    const weight = (severity / match.rule.severity) * turn * (doubted ? doubtWeight : 1) * past;
    const effect = mapFactors((factor) => clamp((match.rule.effect[factor] ?? 0) * weight));
    return { ...match, turn, doubted, severity, effect, words: words.slice(match.from, match.to).join(" ") };
  });
}

/** `Network back online after an outage`: what stands behind `after` is over where the same category spoke before it. */
function isPast(words: readonly string[], matches: readonly RuleMatch[], index: number): boolean {
  const match = matches[index];
  const at = match === undefined ? -1 : words.lastIndexOf("after", match.from);
  return at >= 0 && matches.some(({ rule, to }) => to <= at && rule.category === match?.rule.category);
}

/** No rule spoke: what the source's category says, or nothing. */
function scoreCategory({ category, severity }: ScorerInput): EventScore {
  const known = category ?? "other";
  const felt = severity ?? (known === "other" ? 0.1 : 0.3);
  const effect = categoryEffects[known];
  return {
    category: known,
    severity: round(felt),
    factors: mapFactors((factor) => clamp((effect?.[factor] ?? 0) * felt * categoryWeight)),
    confidence: effect === undefined ? 0.2 : 0.4,
    matched: effect === undefined ? [] : [`category ${known}`],
    methodVersion: lexiconVersion,
  };
}

function judgeConfidence(voices: readonly Voice[]): number {
  const contradict = FactorName.options.some((factor) => {
    const signs = new Set(voices.map(({ effect }) => Math.sign(effect[factor])).filter((sign) => sign !== 0));
    return signs.size > 1;
  });
  const agreed = Math.min(0.7, 0.5 + 0.1 * (voices.length - 1));
  return (contradict ? 0.35 : agreed) * (voices.every(({ doubted }) => doubted) ? 0.7 : 1);
}

const describe = ({ rule, words, turn, doubted }: Voice & { readonly words: string }): string =>
  `${rule.id}: ${words}${turn < 0 ? " (turned)" : ""}${doubted ? " (doubted)" : ""}`;

/** Noisy-or of the good side less that of the bad side. */
function joinSigned(values: readonly number[]): number {
  const side = (sign: 1 | -1) => 1 - values.reduce((rest, value) => rest * (1 - Math.max(0, sign * value)), 1);
  return side(1) - side(-1);
}

const mapFactors = (read: (factor: FactorName) => number): FactorStrengths => ({
  growth: round(read("growth")),
  liquidity: round(read("liquidity")),
  risk: round(read("risk")),
  regulation: round(read("regulation")),
  shock: round(read("shock")),
});
const clamp = (value: number): number => Math.min(1, Math.max(-1, value));
/** Six digits: scores are compared and stored; the last bits of a product say nothing. `+ 0` keeps zero from being negative. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;
