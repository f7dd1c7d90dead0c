import { spawn } from "node:child_process";

/**
 * Runs a module of this folder as a program in a fresh process, so that no measurement stands on the heap of another. It
 * reads JSON from its last argument and prints JSON; what it says goes to standard error.
 */
export async function runChild<Output>(
  module: string,
  input: unknown,
  nodeArgs: readonly string[] = [],
): Promise<Output> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", ...nodeArgs, module, JSON.stringify(input)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const output: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${module} ended with ${code ?? "a signal"}`);
  return JSON.parse(output.join("")) as Output;
}

/** The other side of `runChild`. */
export const readInput = <Input>(): Input => JSON.parse(process.argv.at(-1) ?? "null") as Input;
export const writeOutput = (output: unknown): void => {
  process.stdout.write(JSON.stringify(output));
};
