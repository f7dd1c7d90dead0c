import { splitWords } from "../split-words.ts";

/** Words that say nothing of what a headline is about. */
const silent = new Set(
  "a an and are as at be been being but by can could did do does for from had has have he her his how i if in into is it its just like may might more most much my new no not now of off on or our out over own per said say says she should so some such than that the their them then there these they this those through to too under until up update very via was we were what when where which while who whom why will with would you your after amid ahead before during breaking live exclusive report reports according source sources".split(
    " ",
  ),
);
/** Words that half the headlines of this field have: they weigh less, and always the same. */
const common = new Set(
  "bitcoin ether crypto cryptocurrency blockchain token coin defi nft market price stock share fund finance financial economy economic bank company group trading trade volume cap capitalization percent % million billion trillion week month year day today monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december q1 q2 q3 q4 first second third last next high low major global world international news minister ministry government president chief ceo analyst expert official us uk eu china self hit reach top rise fall gain lose drop cross above below".split(
    " ",
  ),
);
/** Different words of different outlets for one thing. */
const same: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "ether ethereum eth",
    "bitcoin btc bitcoins",
    "fed federal-reserve fomc",
    "hack hacked hacker hacking exploit exploited exploiter drained breach breached stolen steal stole theft",
    "raise hike hiked increase lift raised",
    "cut lower lowered slash slashed reduce trimmed trim",
    "plunge crash crashed plummet tumble slump plunged tumbled sink sank",
    "surge soar rally jump skyrocket surged soared jumped",
    "fall drop decline slide slip dip fell dropped declined slid retreat",
    "rise gain climb rose climbed gained",
    "approve approved approval greenlight okay clear",
    "reject rejected deny denied refuse",
    "sue sued lawsuit suing",
    "quake earthquake tremor",
    "strike attack attacked airstrike strikes",
    "ban banned prohibit outlaw",
    "us usa america american",
    "uk britain british",
    "etf etfs etp",
    "million m mln",
    "billion bn bln b",
    "arrested arrest re-arrested",
  ].flatMap((line) => {
    const [first = "", ...others] = line.split(" ");
    return others.map((word): [string, string] => [word, first]);
  }),
);

export type WeighedTitle = {
  /** Words in one form each, with their weight. */
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
  readonly figures: ReadonlySet<string>;
  /** Names in brackets, as wires write tickers: `(XBT)`, `(NYSE:ABC)`. Different ones are different companies. */
  readonly tickers: ReadonlySet<string>;
};

/** What of a title is compared: every word once, in one form, with a weight that depends on the word alone. */
export function weighTitle(title: string): WeighedTitle {
  const weights = new Map<string, number>();
  const figures = new Set<string>();
  for (const word of splitWords(title)) {
    const form = toForm(word);
    if (form === "|" || form === "?" || silent.has(word) || silent.has(form)) continue;
    if (/\d/.test(form)) figures.add(form);
    weights.set(form, /^\W*\d/.test(form) ? figureWeight : common.has(form) ? commonWeight : 1);
  }
  const tickers = new Set(
    [...title.toLowerCase().matchAll(/\((?:[a-z]+:\s?)?([a-z0-9]{2,6})\)/g)].map((match) => match[1] ?? ""),
  );
  return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0), figures, tickers };
}

const figureWeight = 0.6;
const commonWeight = 0.35;

/** Plural and past forms of one word are one: enough for headlines, and nothing to be learned. */
function toForm(word: string): string {
  const bare = word.replace(/^[$€£#]|[%+]$/g, "");
  const joined = same[bare];
  if (joined !== undefined) return joined;
  const stem =
    bare.length > 4 && /[^su]s$/.test(bare) ? bare.replace(/(?<=[a-z]{3})ies$/, "y").replace(/s$/, "") : bare;
  return same[stem] ?? stem;
}
