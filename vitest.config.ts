import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const special = ["workerd", "pg", "chain", "browser", "e2e"];
const exclude = ["**/node_modules/**", "**/.portent/**", "**/dist/**"];

/** One project per runtime; the suffix of a test file names it. */
export default defineConfig({
  test: {
    reporters: ["default"],
    // A worker per core: by default one core is left free, and of two that is half.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "node",
          // A file of these tests may have to wait for a machine with much else to do; none of them waits for anything itself.
          testTimeout: 30_000,
          include: ["**/*.test.ts"],
          exclude: [...exclude, ...special.map((suffix) => `**/*.${suffix}.test.ts`)],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./test/workerd/wrangler.toml" },
            // Whatever an actor asks of the outside is down here; those tests that need the outside have the real one.
            miniflare: { outboundService: () => new Response("down", { status: 503 }) },
          }),
        ],
        test: { name: "workerd", include: ["**/*.workerd.test.ts"], exclude, expect: { poll: { timeout: 10_000 } } },
      },
      {
        test: {
          name: "pg",
          include: ["**/*.pg.test.ts"],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "chain",
          include: ["**/*.chain.test.ts"],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "system",
          // The real thing is asked again until it is so; a slow machine takes longer, not another way.
          expect: { poll: { timeout: 15_000 } },
          include: ["**/*.browser.test.ts", "**/*.e2e.test.ts"],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
