import { program, root, type Step } from "./run-steps.ts";

const node = process.execPath;

/** Format, lint, types, generated files, wiring. */
export const checkSteps: readonly Step[] = [
  {
    name: "format and lint",
    command: node,
    args: [program("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "."],
  },
  { name: "types", command: node, args: [program("typescript/bin/tsc"), "--noEmit", "-p", root] },
  {
    name: "types of the dashboard",
    command: node,
    args: [program("typescript/bin/tsc"), "--noEmit", "-p", `${root}/dashboard`],
  },
  { name: "pipelines.toml and generated files", command: node, args: ["cli/portent.mjs", "pipelines", "check"] },
  {
    name: "the kernel of the rolling sums",
    command: node,
    args: ["analytics/core/moments/kernel/compile-kernel.ts", "--check"],
  },
  {
    name: "wiring",
    command: node,
    args: [program("vitest/vitest.mjs"), "run", "--project", "node", "test/wiring.test.ts"],
  },
];
