import fc from "fast-check";
import { expect, test } from "vitest";
import { EventCategory, FactorName, FactorStrengths } from "../../contracts/event.ts";
import { classifyEvent } from "./classify-event.ts";
import { lexicon } from "./lexicon/lexicon.ts";

type Sign = "+" | "-" | "0";
const signOf = (value: number): Sign => (value > 0 ? "+" : value < 0 ? "-" : "0");
const score = (title: string) => classifyEvent({ title, category: null, severity: null });

/** Headlines with the sign that each named factor has to have. */
test.each<[string, Partial<Record<FactorName, Sign>>]>([
  ["Fed cuts rates by 25 basis points", { liquidity: "+", risk: "+" }],
  ["Surprise rate cut by the Bank of England", { liquidity: "+" }],
  ["ECB lowers its key interest rate", { liquidity: "+" }],
  ["Fed raises interest rates by half a point", { liquidity: "-", risk: "-" }],
  ["Rate hike shocks lenders", { liquidity: "-" }],
  ["Central bank hikes rates to 12%", { liquidity: "-" }],
  ["No rate cut this year, says Fed official", { liquidity: "-" }],
  ["Fed doesn't cut interest rates", { liquidity: "-" }],
  ["Fed delays rate cut", { liquidity: "-" }],
  ["Fed rules out rate hike", { liquidity: "+" }],
  ["Fed holds rates steady", { liquidity: "0", risk: "0" }],
  ["China injects $80 billion of liquidity", { liquidity: "+" }],
  ["Quantitative tightening goes on", { liquidity: "-" }],
  ["Inflation cools more than forecast", { liquidity: "+" }],
  ["Inflation surges to 9%", { liquidity: "-", growth: "-" }],
  ["US inflation stays hot", { liquidity: "-" }],
  ["SEC approves spot bitcoin ETF", { regulation: "+", risk: "+" }],
  ["Ether ETF approved", { regulation: "+" }],
  ["SEC rejects bitcoin ETF", { regulation: "-" }],
  ["Ether ETF denied by regulator", { regulation: "-" }],
  ["Regulator delays decision on ETF", { regulation: "-" }],
  ["Country bans crypto mining", { regulation: "-", risk: "-" }],
  ["Ban on crypto trading lifted", { regulation: "+" }],
  ["Government lifts ban on exchanges", { regulation: "+" }],
  ["SEC sues exchange over staking", { regulation: "-" }],
  ["SEC drops lawsuit against exchange", { regulation: "+" }],
  ["Judge dismisses charges against developer", { regulation: "+" }],
  ["Exchange wins licence in Singapore", { regulation: "+" }],
  ["Exchange loses licence", { regulation: "-" }],
  ["New sanctions on oil exports", { growth: "-", risk: "-" }],
  ["Sanctions lifted", { growth: "+", risk: "+", regulation: "+" }],
  ["US eases sanctions on Venezuela", { growth: "+" }],
  ["Trump announces 25% tariffs on steel", { growth: "-", risk: "-" }],
  ["Tariffs postponed for 90 days", { growth: "+" }],
  ["EU and US sign trade deal", { growth: "+", risk: "+" }],
  ["Trade talks fail without agreement", { risk: "-" }],
  ["Missile strikes hit port city", { shock: "-", risk: "-" }],
  ["War breaks out", { shock: "-", risk: "-" }],
  ["War ends", { shock: "+", risk: "+" }],
  ["Ceasefire agreed", { shock: "+", risk: "+" }],
  ["Ceasefire collapses", { shock: "-", risk: "-" }],
  ["No ceasefire in sight", { shock: "-" }],
  ["Terror attack foiled by police", { shock: "+" }],
  ["Coup attempt shakes capital", { shock: "-", risk: "-" }],
  ["Thousands protest against reform", { shock: "-" }],
  ["Protocol hacked for $190 million", { risk: "-", shock: "-" }],
  ["Hack averted by white hats", { risk: "+", shock: "+" }],
  ["Exchange denies hack", { risk: "+" }],
  ["Hackers drained $2 million from bridge", { risk: "-" }],
  ["Ransomware hits hospitals", { shock: "-" }],
  ["Exchange halts withdrawals", { liquidity: "-", risk: "-" }],
  ["Exchange resumes withdrawals", { liquidity: "+", risk: "+" }],
  ["Stablecoin loses its dollar peg", { liquidity: "-", risk: "-" }],
  ["Stablecoin regains peg", { liquidity: "+", risk: "+" }],
  ["Power outage across the region", { shock: "-" }],
  ["Bank defaults on bonds", { liquidity: "-", risk: "-" }],
  ["No default: government pays its bonds", { liquidity: "+", risk: "+" }],
  ["Greece avoids default", { liquidity: "+" }],
  ["Economy slips into recession", { growth: "-" }],
  ["UK avoids recession", { growth: "+" }],
  ["Government fails to avert recession", { growth: "-" }],
  ["Economy expands in the third quarter", { growth: "+" }],
  ["GDP shrinks by 1.2%", { growth: "-" }],
  ["Tech layoffs continue", { growth: "-" }],
  ["Bitcoin plunges 12% in an hour", { risk: "-" }],
  ["Bitcoin surges past record", { risk: "+" }],
  ["Stocks fall as war widens", { risk: "-", shock: "-" }],
  ["Crypto rally fades", { risk: "-" }],
  ["$500 million in liquidations", { risk: "-", liquidity: "-" }],
  ["Volatility eases", { risk: "+" }],
  ["Extreme fear grips traders", { risk: "-" }],
  ["Consumer confidence rises", { risk: "+" }],
  ["ETF inflows reach $1 billion", { risk: "+", liquidity: "+" }],
  ["ETF outflows accelerate", { risk: "-", liquidity: "-" }],
  ["Earthquake kills 120", { shock: "-" }],
  ["Hurricane makes landfall", { shock: "-", growth: "-" }],
  ["Lockdown ordered after outbreak", { growth: "-", shock: "-" }],
  ["Lockdown lifted", { growth: "+", shock: "+" }],
  ["Strait closed to shipping", { growth: "-", shock: "-" }],
  ["A protest over water is not over", { shock: "-" }],
  ["Swiss National Bank surprises with rate cut", { liquidity: "+" }],
  ["Fed minutes show officials in no hurry to cut rates", { liquidity: "-" }],
  ["Mexico cuts key rate for first time since 2021", { liquidity: "+" }],
  ["Traders pare bets on rate cuts", { liquidity: "-" }],
  ["Lagarde says disinflation is on track", { liquidity: "+" }],
  ["Argentina inflation slows to 11%", { liquidity: "+" }],
  ["Producer prices jump", { liquidity: "-" }],
  ["SEC sues Kraken for operating unregistered exchange", { regulation: "-" }],
  ["KuCoin founders charged with money laundering", { regulation: "-" }],
  ["EU parliament passes crypto law", { regulation: "+" }],
  ["Thailand to block unlicensed crypto platforms", { regulation: "-" }],
  ["UK regulator approves crypto ETNs", { regulation: "+" }],
  ["Drone attack kills three US soldiers in Jordan", { shock: "-" }],
  ["Truce talks resume in Cairo", { shock: "+" }],
  ["Israel strikes Iranian consulate in Damascus", { shock: "-" }],
  ["Hostages freed in Gaza", { shock: "+" }],
  ["Gunfire at concert hall near Moscow kills 130", { shock: "-" }],
  ["Pirates hijack cargo ship", { shock: "-" }],
  ["Farmers protest in Brussels", { shock: "-" }],
  ["Union calls off rail strike", { growth: "+" }],
  ["Baltimore bridge collapses after ship collision", { shock: "-" }],
  ["Microsoft says Russian hackers accessed emails", { shock: "-" }],
  ["Orbit Bridge hacked, $81 million lost", { risk: "-" }],
  ["PlayDapp exploiter mints tokens", { risk: "-" }],
  ["Prisma Finance loses $11 million in exploit", { risk: "-" }],
  ["Blast network halts after bug", { shock: "-" }],
  ["Facebook and Instagram down for thousands", { shock: "-" }],
  ["AT&T restores service after outage", { shock: "+" }],
  ["US economy grew 3.3% in fourth quarter", { growth: "+" }],
  ["Japan slips into recession", { growth: "-" }],
  ["Japan's Nikkei hits record high", { risk: "+" }],
  ["Nasdaq slumps 2%", { risk: "-" }],
  ["Bitcoin slides 7% after Iran attack", { risk: "-" }],
  ["Bitcoin tops $70,000 for first time", { risk: "+" }],
  ["Ether jumps on ETF hopes", { risk: "+" }],
  ["Crypto market sheds $200 billion", { risk: "-" }],
  ["Genesis settles SEC lawsuit", { regulation: "+" }],
  ["Bitcoin ETFs see $1 billion net inflow", { risk: "+" }],
  ["US job openings fall", { growth: "-" }],
  ["China's exports rebound", { growth: "+" }],
  ["Country Garden misses bond payment", { risk: "-" }],
  ["China cuts reserve ratio to boost economy", { liquidity: "+" }],
  ["Moody's cuts Israel's credit rating", { risk: "-" }],
  ["Iceland volcano erupts again", { shock: "-" }],
  ["Magnitude 7.5 quake rocks Japan", { shock: "-" }],
  ["Dengue outbreak in Brazil", { growth: "-" }],
  ["US and EU reach deal on tariffs", { growth: "+" }],
  ["Biden hikes tariffs on Chinese EVs", { growth: "-" }],
  ["Fed chair not considering raising rates", { liquidity: "+" }],
  ["Fed signals no more rate hikes this year", { liquidity: "+" }],
  ["Bank of Japan ends negative interest rates", { liquidity: "-" }],
  ["Powell: rate cuts not imminent", { liquidity: "-" }],
  ["ECB pauses rate hikes", { liquidity: "+" }],
  ["Turkey's central bank unexpectedly raises key rate to 50%", { liquidity: "-" }],
  ["Markets rally on hopes of rate cut", { risk: "+" }],
  ["Inflation fears ease as oil falls", { liquidity: "+" }],
  ["US inflation lower than expected in March", { liquidity: "+" }],
  ["US CPI comes in hotter than expected", { liquidity: "-" }],
  ["Hong Kong approves first spot bitcoin and ether ETFs", { regulation: "+" }],
  ["SEC delays decision on spot ether ETF", { regulation: "-" }],
  ["SEC closes investigation into Ethereum 2.0", { regulation: "+" }],
  ["Court overturns Tornado Cash sanctions", { regulation: "+" }],
  ["Binance pleads guilty and pays $4.3 billion fine", { regulation: "-" }],
  ["Ripple wins partial victory against SEC", { regulation: "+" }],
  ["Nigeria lifts ban on crypto transactions", { regulation: "+" }],
  ["India not planning to ban crypto", { regulation: "+" }],
  ["China reaffirms crypto ban", { regulation: "-" }],
  ["Iran launches drones and missiles at Israel", { shock: "-" }],
  ["Israel and Hamas agree to ceasefire", { shock: "+" }],
  ["Russia rejects ceasefire proposal", { shock: "-" }],
  ["Hopes for peace talks fade", { shock: "-" }],
  ["Ukraine war enters third year", { shock: "-" }],
  ["Peace deal signed", { shock: "+" }],
  ["US averts government shutdown", { growth: "+" }],
  ["Congress passes bill to avoid shutdown", { growth: "+" }],
  ["Euro zone economy returns to growth", { growth: "+" }],
  ["Germany narrowly escapes recession", { growth: "+" }],
  ["Recession risk rises", { growth: "-" }],
  ["UK exits recession", { growth: "+" }],
  ["Unemployment falls to 3.5%", { growth: "+" }],
  ["US adds 300,000 jobs in March", { growth: "+" }],
  ["Evergrande files for bankruptcy", { risk: "-" }],
  ["Silicon Valley Bank collapses", { liquidity: "-" }],
  ["Regulators seize First Republic Bank", { risk: "-" }],
  ["Curve Finance exploited for $60 million", { risk: "-" }],
  ["Stolen funds returned by hacker", { risk: "+" }],
  ["Hacker returns $190 million to protocol", { risk: "+" }],
  ["Wormhole recovers stolen funds", { risk: "+" }],
  ["USDC loses dollar peg after bank collapse", { liquidity: "-" }],
  ["Tether regains peg", { liquidity: "+" }],
  ["Bitcoin crashes below $30,000", { risk: "-" }],
  ["Bitcoin hits new all-time high", { risk: "+" }],
  ["Bitcoin recovers from weekend crash", { risk: "+" }],
  ["Stocks tumble as tariffs bite", { risk: "-" }],
  ["Trump pauses tariffs for 90 days", { growth: "+" }],
  ["US lifts export controls on chips", { growth: "+" }],
  ["China retaliates with 34% tariffs", { growth: "-" }],
  ["Coinbase suffers outage as bitcoin tumbles", { risk: "-" }],
  ["Solana network back online after outage", { shock: "+" }],
  ["Binance resumes bitcoin withdrawals", { liquidity: "+" }],
  ["Celsius pauses withdrawals", { liquidity: "-" }],
  ["Strong earthquake hits Taiwan, tsunami warning issued", { shock: "-" }],
  ["Tsunami warning lifted", { shock: "+" }],
  ["WHO declares end of pandemic emergency", { shock: "+" }],
  ["New virus variant spreads", { shock: "-" }],
  ["BlackRock bitcoin ETF sees record inflows", { risk: "+" }],
  ["Grayscale ETF outflows continue", { risk: "-" }],
  ["El Salvador adopts bitcoin as legal tender", { regulation: "+" }],
  ["Microstrategy buys 9,000 bitcoin", { risk: "+" }],
  ["Fear and greed index hits extreme fear", { risk: "-" }],
  ["VIX falls to lowest since January", { risk: "+" }],
  ["Houthi attacks disrupt Red Sea shipping", { shock: "-" }],
  ["Suez Canal reopens after blockage", { growth: "+" }],
  ["Oil prices surge on supply fears", { growth: "-" }],
  ["Protesters storm parliament", { shock: "-" }],
  ["Military seizes power in Niger", { shock: "-" }],
  ["Sanctions against Russia extended", { growth: "-" }],
  ["EU drops plan for bitcoin mining ban", { regulation: "+" }],
  ["Fed warns of stagflation", { growth: "-" }],
  ["No evidence of hack, exchange says", { risk: "+" }],
  ["Police thwart bomb plot", { shock: "+" }],
  ["War fears subside", { shock: "+" }],
  ["Deadly floods kill 300 in Brazil", { shock: "-" }],
  ["Terra collapses, wiping out $40 billion", { risk: "-" }],
  ["Company opens a new office", { growth: "0", liquidity: "0", risk: "0", regulation: "0", shock: "0" }],
])("%s: %o", (title, signs) => {
  const { factors, matched } = score(title);
  const found = Object.fromEntries(Object.keys(signs).map((factor) => [factor, signOf(factors[factor as FactorName])]));
  expect(found, matched.join("; ")).toEqual(signs);
});

test.each<[string, EventCategory]>([
  ["Earthquake off the coast", "earthquake"],
  ["Typhoon nears land", "disaster"],
  ["Air strikes on two cities", "conflict"],
  ["Riots in the capital", "unrest"],
  ["DDoS on payment network", "cyber"],
  ["Lender exploited, funds stolen", "exploit"],
  ["Blackout in the south", "outage"],
  ["Watchdog fines exchange", "regulation"],
  ["Rate cut expected", "monetary"],
  ["Recession deepens", "economy"],
  ["Ether tumbles", "market"],
  ["Panic among traders", "sentiment"],
  ["Turbulence returns", "volatility"],
  ["City adopts bitcoin", "adoption"],
  ["Tariffs on steel", "trade"],
  ["Cholera outbreak", "health"],
  ["Local team wins cup", "other"],
])("%s is about %s: every category is reached by words", (title, category) => {
  expect(score(title).category).toBe(category);
});

test("the figures of a headline make its severity, and every level of it is reached", () => {
  const severities = [
    "Bitcoin falls 0.5%",
    "Protocol hacked for $3 million",
    "Protocol hacked for $100 million",
    "Protocol hacked for $1.4 billion",
    "Catastrophic earthquake kills 2,000",
  ].map((title) => score(title).severity);
  expect(severities).toEqual([...severities].sort((a, b) => a - b));
  expect(severities.map((severity) => Math.min(3, Math.floor(severity * 4)))).toEqual([0, 1, 2, 3, 3]);
  expect(severities.at(-1)).toBe(1);
});

test("a doubt halves, and lowers the confidence; contradiction lowers it too; agreement raises it", () => {
  const plain = score("Country bans mining");
  const doubted = score("Country could ban mining");
  expect(doubted.factors.regulation).toBeCloseTo(plain.factors.regulation / 2, 9);
  expect(doubted.confidence).toBeLessThan(plain.confidence);
  expect(score("Recession and layoffs").confidence).toBeGreaterThan(plain.confidence);
  expect(score("Stocks fall, bitcoin surges").confidence).toBeLessThan(plain.confidence);
});

test("a score explains itself", () => {
  expect(score("Sanctions lifted")).toMatchObject({
    matched: ["sanctions: sanctions (turned)"],
    methodVersion: "lexicon-1",
  });
  expect(classifyEvent({ title: "Battle of X", category: "conflict", severity: 0.75 })).toMatchObject({
    category: "conflict",
    severity: 0.75,
    matched: ["category conflict"],
  });
  expect(classifyEvent({ title: "Battle of X", category: "conflict", severity: 0.75 }).factors.shock).toBeLessThan(0);
});

test("a source's category and severity stand above the words'", () => {
  const scored = classifyEvent({ title: "Protests in the capital", category: "conflict", severity: 0.9 });
  expect(scored).toMatchObject({ category: "conflict", severity: 0.9 });
  expect(scored.factors.shock).toBeLessThan(score("Protests in the capital").factors.shock);
});

test("each rule is reached by some words and moves what it says, in its direction", () => {
  for (const { id, patterns, effect } of lexicon) {
    const title = (patterns[0] ?? "")
      .split(" ")
      .filter((part) => part !== "~")
      .map((part) => (part === "{asset}" ? "bitcoin" : (part.split("|")[0] ?? "").replace("*", "")))
      .join(" ");
    const { factors, matched } = score(title);
    expect(
      matched.map((text) => text.split(":")[0]),
      title,
    ).toContain(id);
    for (const factor of FactorName.options) {
      if ((effect[factor] ?? 0) !== 0)
        expect(signOf(factors[factor]), `${id} ${factor}`).toBe(signOf(effect[factor] ?? 0));
    }
  }
});

test("whatever the words, the score is within its bounds and the same again", () => {
  const words = lexicon.flatMap(({ patterns }) => patterns.flatMap((pattern) => pattern.split(/[ |]/)));
  const title = fc
    .array(
      fc.oneof(fc.constantFrom(...words, "no", "not", "lifted", "fails", "?", "could"), fc.string({ maxLength: 8 })),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(" "));
  const category = fc.constantFrom(null, ...EventCategory.options);
  const severity = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(title, category, severity, (text, kind, level) => {
      const input = { title: text, category: kind, severity: level };
      const scored = classifyEvent(input);
      expect(FactorStrengths.safeParse(scored.factors).success).toBe(true);
      expect(scored.severity).toBeGreaterThanOrEqual(0);
      expect(scored.severity).toBeLessThanOrEqual(1);
      expect(scored.confidence).toBeGreaterThan(0);
      expect(scored.confidence).toBeLessThan(1);
      expect(classifyEvent(input)).toEqual(scored);
    }),
    { numRuns: 500, seed: 1 },
  );
});
