/**
 * Words that turn what stands beside them. `undo`: it was there and is taken back; `avert`: it does not come, or not yet.
 * Both turn the direction, the second by less: a default that did not happen is a relief, not a boom.
 */
const undoWords =
  "lift lifts lifted lifting end ends ended ending repeal repeals repealed scrap scraps scrapped drop drops dropped dropping overturn overturns overturned reverse reverses reversed revoke revokes remove removes removed ease eases eased easing pare pares pared trim trims dash dashes dashed relax relaxes relaxed cancel cancels cancelled canceled dismiss dismisses dismissed withdraw withdraws withdrawn settle settles settled close closes closed resolve resolves resolved over fade fades faded fading collapse collapses collapsed fail fails failed broken violated contained unwind unwinds recover recovers recovered subside subsides subsided";
const avertWords =
  "no not never without avoid avoids avoided avoiding avert averts averted prevent prevents prevented foil foils foiled thwart thwarts thwarted dodge dodges dodged escape escapes escaped deny denies denied unlikely delay delays delayed postpone postpones postponed reject rejects rejected block blocks blocked halt halts halted pause pauses paused stop stops stopped stall stalls stalled refuse refuses refused";
/** Words that weaken a claim: it may come, it is feared, somebody asks. */
const doubtWords =
  "could may might would possible possibly potential fear fears feared warn warns warned considers consider mulls eyes plan plans proposal proposes proposed expected expects likely if whether looms hopes hope talk speculation question ? weighs seeks bid";

const turnStrengths = new Map<string, number>([
  ...undoWords.split(" ").map((word): [string, number] => [word, 0.7]),
  ...avertWords.split(" ").map((word): [string, number] => [word, 0.4]),
]);
const doubts = new Set(doubtWords.split(" "));
/** Only before what they turn: `no default`, never `default no`. */
const onlyBefore = new Set(["no", "without"]);
/** Only after it: `the ban is over`. */
const onlyAfter = new Set([
  "over",
  "recover",
  "recovers",
  "recovered",
  "broken",
  "violated",
  "contained",
  "collapse",
  "collapses",
  "collapsed",
]);

const reachBefore = 4;
const reachAfter = 4;

export type Span = { readonly from: number; readonly to: number };

/** How each span of `words` is turned: 1 as it stands, below 0 the other way round. `|` ends a clause. Each turning word acts once. */
export function readTurns(words: readonly string[], spans: readonly Span[]): readonly number[] {
  const inside = new Set(
    spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const turns = spans.map(() => [] as number[]);
  for (const [at, word] of words.entries()) {
    const strength = turnStrengths.get(word);
    if (strength === undefined || inside.has(at)) continue;
    if (word === "end" && /^(years?|months?|weeks?|quarter)$/.test(words[at - 1] ?? "")) continue;
    // `The war is over` turns; `a war over water` does not.
    if (word === "over" && (words[at + 1] ?? "|") !== "|") continue;
    const next = onlyAfter.has(word) ? -1 : spans.findIndex((span) => reaches(words, at + 1, span.from, reachBefore));
    if (next >= 0) turns[next]?.push(strength);
    else if (!onlyBefore.has(word)) {
      const last = spans.findLastIndex((span) => reaches(words, span.to, at, reachAfter));
      if (last >= 0) turns[last]?.push(strength);
    }
  }
  return turns.map((_, index) => {
    const strengths = runOf(spans, index).flatMap((at) => turns[at] ?? []);
    if (strengths.length === 0) return 1;
    // Turned twice is turned back: `fails to avert a recession`.
    return strengths.length % 2 === 0 ? 0.8 : -Math.max(...strengths);
  });
}

/** The spans that stand without a word between them: what turns one turns all. */
function runOf(spans: readonly Span[], index: number): number[] {
  let first = index;
  let last = index;
  while (first > 0 && spans[first - 1]?.to === spans[first]?.from) first -= 1;
  while (last + 1 < spans.length && spans[last]?.to === spans[last + 1]?.from) last += 1;
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}

/** Whether a clause that holds the span has a word of doubt. */
export function isDoubted(words: readonly string[], span: Span): boolean {
  const start = words.lastIndexOf("|", span.from) + 1;
  const stop = words.indexOf("|", span.to);
  return (
    words.slice(start, stop < 0 ? undefined : stop + 1).some((word) => doubts.has(word)) || words[stop + 1] === "?"
  );
}

const reaches = (words: readonly string[], from: number, to: number, atMost: number): boolean =>
  to >= from && to - from <= atMost && !words.slice(from, to).includes("|");
