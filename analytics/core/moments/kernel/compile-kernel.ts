import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "assemblyscript/asc";

const sourcePath = join(import.meta.dirname, "kernel.as");
export const kernelPath = join(import.meta.dirname, "kernel.wasm");

/** `entry.ts` stands for the source: it has a name of its own, because to TypeScript it is none. */
const options = [
  ...["entry.ts", "--outFile", "kernel.wasm", "--runtime", "stub", "--importMemory", "--noAssert"],
  ...["-O3", "--converge", "--enable", "simd", "--enable", "relaxed-simd"],
];

/** The kernel's bytes, from its source: the same compiler makes the same bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  let bytes: Uint8Array | null = null;
  const { error, stderr } = await main(options, {
    readFile: (name) => (name === "entry.ts" ? readFileSync(sourcePath, "utf8") : null),
    writeFile: (name, contents) => {
      if (name === "kernel.wasm" && typeof contents !== "string") bytes = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || bytes === null) throw new Error(`the kernel was not compiled:\n${stderr.toString()}`);
  return bytes;
}

/** Whether `kernel.wasm` is what its source makes. */
export async function isUpToDate(): Promise<boolean> {
  return Buffer.compare(await compileKernel(), readFileSync(kernelPath)) === 0;
}

// node analytics/core/moments/kernel/compile-kernel.ts [--check]
if (import.meta.main) {
  if (!process.argv.includes("--check")) writeFileSync(kernelPath, await compileKernel());
  else if (!(await isUpToDate())) {
    process.stderr.write("kernel.wasm is not what kernel.as makes: run compile-kernel.ts\n");
    process.exitCode = 1;
  }
}
