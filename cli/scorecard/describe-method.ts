import { formatMinutes } from "./format-numbers.ts";
import { scorecardSettings } from "./settings.ts";

const s = scorecardSettings;

/** How the numbers come about and what they cannot show, in plain words. Lines of Markdown. */
export function describeMethod(fall: number): string[] {
  const horizon = formatMinutes(s.horizonMs);
  const early = formatMinutes(s.earlyMs);
  return [
    "## How it is scored",
    "",
    "All settings were fixed before any score was seen, and are the same for every file. Nothing was changed for the sake of a score.",
    "",
    `- **Crash.** On a grid of ${formatMinutes(s.gridMs)} (the file's own spacing where that is longer), the median over assets of the return of the next ${horizon}. The onset is where it is least; then come others that begin at least ${horizon} before or after, while the median fall is worse than ${Math.round(1000 * fall) / 10} %, at most ${s.crashesMax} in a file.`,
    `- **Said before.** Only prices known at the onset are handed over. Clusters with the defaults of \`portent clusters\`, on bars of ${formatMinutes(s.clusterBarMs)} where the history before the onset gives at least ${s.barsMin}, else of ${formatMinutes(s.gridMs)}; cascades with those of \`portent cascade\`; the window is what the file holds before the onset, at most ${formatMinutes(s.windowMs)}. With fewer than ${s.barsMin} bars a crash is not scored.`,
    `- **Clusters and communities** name no losers. Their score is the share of the variance of the ${horizon} returns that lies between groups (η²), against ${s.draws.toLocaleString("en-US")} random labellings of the same sizes: p is how often those explain as much. One group, or each asset its own, says nothing. The communities were added as a second view after the scores of the clusters had been seen.`,
    `- **Forecasts** are made ${early} after the onset (one step of the grid where that is longer), of each asset's return over the rest of the ${horizon}. Naive: the asset's beta to bitcoin over the window times bitcoin's first ${early}; without bitcoin, the asset with the greatest mean correlation stands in. Cluster: the same with the medoid of the asset's cluster. Cascade: the first moves of all assets are shocks and go over the learned edges; an asset that none reaches does not move. Nothing is learned after the onset but those first moves. Where they are rises, rises are forecast.`,
    `- **ρ** is Spearman's rank correlation between forecast and outcome over the assets, with Fisher's interval; with fewer than ${s.assetsMin} assets none is given. **Against naive**: the difference, its 95 % interval by ${s.draws.toLocaleString("en-US")} resamples of the assets. **Error** is the mean absolute error in hundredths of a log return, below 0 against naive is better.`,
    `- **Arrival.** Of the assets that the cascade reaches and that fell after the forecast: the moment it names against the moment at which half of the deepest fall was reached; ranked where there are at least ${s.arrivalsMin}.`,
    "",
    "What this cannot show:",
    "",
    "- Onsets are found by looking back. That a crash was coming is not scored, only who would fall more.",
    "- Assets of one crash are not independent of one another, so intervals over assets are too narrow, and say nothing of other crashes. In the summary the crash is the sample. There are few of them, and those of one file are days apart.",
    "- The p-values and intervals are not corrected for how many there are: one in twenty looks like a difference by chance.",
    "- The recorded stretches hold days, not the full window. Longer histories may say more, or less.",
    "",
  ];
}
