import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");

/** Minified size in bytes of one module with everything of the project that it imports. */
export async function measureLayer(entry: string): Promise<number> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    root,
    build: {
      write: false,
      minify: true,
      ssr: true,
      rollupOptions: { input: join(root, entry), external: [/^cloudflare:/], output: { format: "es" } },
    },
  });
  const outputs = Array.isArray(result)
    ? result.flatMap(({ output }) => output)
    : "output" in result
      ? result.output
      : [];
  return outputs.reduce((bytes, output) => bytes + (output.type === "chunk" ? Buffer.byteLength(output.code) : 0), 0);
}
