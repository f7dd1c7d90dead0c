import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The kernel in Node. A Worker imports `kernel.wasm`, which gives it the same. */
export function readKernel(): WebAssembly.Module {
  const bytes = readFileSync(join(import.meta.dirname, "kernel.wasm"));
  // The types are those of Workers, where a module cannot be made of bytes.
  return Reflect.construct(WebAssembly.Module, [bytes]) as WebAssembly.Module;
}
