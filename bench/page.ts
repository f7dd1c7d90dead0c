import { buildDashboard, pageSizes } from "../local/build.ts";
import { bundleWorkers } from "../local/bundle-workers.ts";
import { measureLayer } from "../local/measure-layer.ts";
import type { Row, Suite } from "./measurement.ts";
import { measureFrames } from "./page/measure-frames.ts";

const size = (name: string, value: number): Row => ({
  case: name,
  n: 1,
  value,
  unit: "bytes",
  peer: null,
  ratio: null,
});

/** Sizes of what a visitor loads and of what is deployed; how smoothly the page moves with live prices, and when it is first seen. */
export const page: Suite = async (say, options) => {
  say("building the page");
  await buildDashboard(say);
  const files = pageSizes();
  const sum = (extension: string, pick: (file: (typeof files)[number]) => number) =>
    files.filter(({ name }) => name.endsWith(extension)).reduce((total, file) => total + pick(file), 0);
  say("bundling both Workers");
  const workers = await bundleWorkers();
  return [
    size(
      "page/first-load-gzip",
      files.filter(({ isFirstLoad }) => isFirstLoad).reduce((total, { gzipBytes }) => total + gzipBytes, 0),
    ),
    ...["js", "css", "html"].flatMap((extension) => [
      size(
        `page/${extension}`,
        sum(`.${extension}`, (file) => file.bytes),
      ),
      size(
        `page/${extension}-gzip`,
        sum(`.${extension}`, (file) => file.gzipBytes),
      ),
    ]),
    ...workers.flatMap(({ name, bytes, gzipBytes }) => [
      size(`worker/${name}`, bytes),
      size(`worker/${name}-gzip`, gzipBytes),
    ]),
    size("actors/core", await measureLayer("actors/core/actor.ts")),
    ...(await measureFrames(say, options)),
  ];
};
