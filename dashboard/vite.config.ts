import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { serviceWorker } from "./service-worker-plugin.ts";

/** Only the names of the assets go into the page: the rest of the pipeline file is of no use there. */
const assetNames = Object.fromEntries(Object.entries(pipelines.assets).map(([asset, { name }]) => [asset, name]));

export default defineConfig(({ command }) => {
  // A build is for production, whoever starts it: a test runner sets NODE_ENV, and React would come in its slow form.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    plugins: [react(), serviceWorker()],
    define: { __ASSET_NAMES__: JSON.stringify(assetNames) },
    build: {
      target: "es2022",
      outDir: "dist",
      emptyOutDir: true,
      // An inlined asset would be a data: address, which the page's policy forbids.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The build prints what the first load takes, which has a budget of 250 kB gzipped; what comes later may be larger.
      chunkSizeWarningLimit: 900,
      rolldownOptions: {
        output: {
          // Files run before those that import them, so a schema in a file of its own would be made before the page has said that no
          // code may be built from text. In one file with zod, that is said before anything can use zod.
          codeSplitting: { groups: [{ name: "zod", test: /node_modules\/zod\/|src\/app\/forbid-eval\.ts$/ }] },
        },
      },
    },
    server: { proxy: { "/v1": { target: process.env.PORTENT_EDGE ?? "http://127.0.0.1:8787", ws: true } } },
  };
});
