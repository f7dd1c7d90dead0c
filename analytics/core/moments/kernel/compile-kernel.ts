import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "assemblyscript/asc";

export const kernelPath = join(import.meta.dirname, "kernel.wasm");

/** To the compiler the sources end in `.ts`; here they do not, because to TypeScript they are none. */
const options = [
  ...["kernel.ts", "--outFile", "kernel.wasm", "--runtime", "stub", "--importMemory", "--noAssert"],
  ...["-O3", "--converge", "--enable", "simd", "--enable", "relaxed-simd"],
];

/** The kernel's bytes, from its source: the same compiler makes the same bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  let bytes: Uint8Array | null = null;
  const { error, stderr } = await main(options, {
    readFile: readSource,
    writeFile: (name, contents) => {
      if (name === "kernel.wasm" && typeof contents !== "string") bytes = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || bytes === null) throw new Error(`the kernel was not compiled:\n${stderr.toString()}`);
  return bytes;
}

function readSource(name: string): string | null {
  const path = join(import.meta.dirname, name.replace(/\.ts$/, ".as"));
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

/** Whether `kernel.wasm` is what its source makes. */
export async function isUpToDate(): Promise<boolean> {
  return Buffer.compare(await compileKernel(), readFileSync(kernelPath)) === 0;
}

// node analytics/core/moments/kernel/compile-kernel.ts [--check]
if (import.meta.main) {
  if (!process.argv.includes("--check")) writeFileSync(kernelPath, await compileKernel());
  else if (!(await isUpToDate())) {
    process.stderr.write("kernel.wasm is not what its sources make: run compile-kernel.ts\n");
    process.exitCode = 1;
  }
}
