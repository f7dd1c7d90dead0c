import { join } from "node:path";
import { build, type Plugin } from "vite";

const root = import.meta.dirname;

/**
 * Builds the service worker beside the page: one classic script under an address that stays. What it keeps is written into it when all
 * files are there, see `local/build-list.ts`.
 */
export const serviceWorker = (): Plugin => ({
  name: "portent-service-worker",
  apply: "build",
  closeBundle: async () => {
    await build({
      ...{ configFile: false, root, publicDir: false, logLevel: "warn" },
      build: {
        target: "es2022",
        outDir: "dist",
        emptyOutDir: false,
        lib: {
          entry: join(root, "src/service-worker/main.ts"),
          formats: ["iife"],
          name: "portentServiceWorker",
          fileName: () => "service-worker.js",
        },
      },
    });
  },
});
