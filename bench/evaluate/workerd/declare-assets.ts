import { pipelines } from "../../../contracts/pipelines.gen.ts";
import { assets } from "../market.ts";

// The registry's actor takes its catalogue from the project's file when it is first imported. Whoever imports this before
// gives it the bench's assets, too.
Object.assign(
  pipelines.assets,
  Object.fromEntries(assets.map((asset) => [asset, { name: asset, symbols: {}, staleness: "6m" }])),
);
