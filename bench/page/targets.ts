import type { Judge } from "../measurement.ts";

const firstLoadBytesMax = 250_000;
const firstPaintMsMax = 1_000;
const liveAssets = 500;
/** Of a page that does nothing some frames are late too: it is the machine. So many more may be with all assets live. */
const lateShareMore = 0.01;

export const judgeRow: Judge = ({ case: name, n, value }, rows) => {
  if (name === "page/first-load-gzip") return { target: "at most 250 kB", isMet: value <= firstLoadBytesMax };
  if (name === "page/first-paint-median") return { target: "within 1 s", isMet: value <= firstPaintMsMax };
  if (!name.startsWith("page/late-frames@") || n !== liveAssets) return null;
  const plain = rows.find((row) => row.case === "page/late-frames@plain page")?.value ?? 0;
  return {
    target: `at most ${lateShareMore * 100} % more than of a page that does nothing`,
    isMet: value <= plain + lateShareMore,
  };
};
