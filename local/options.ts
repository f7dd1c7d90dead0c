import { parseArgs } from "node:util";

export type LocalOptions = {
  /** Real public sources and the wall clock in the place of a replay. */
  readonly live: boolean;
  /** Simulated seconds per second of a replay. */
  readonly speed: number;
  readonly port: number | undefined;
  readonly reset: boolean;
  readonly help: boolean;
};

export class OptionsError extends Error {
  override readonly name = "OptionsError";
}

const known = {
  live: { type: "boolean" },
  speed: { type: "string" },
  port: { type: "string" },
  reset: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the options of `npm start`, or those of them that another command has. A mistake is one clear line. */
export function readOptions(
  args: readonly string[],
  allowed: readonly (keyof typeof known)[] = ["live", "speed", "port", "reset", "help"],
): LocalOptions {
  let values: { live?: boolean; speed?: string; port?: string; reset?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(allowed.map((name) => [name, known[name]])),
    }));
  } catch (cause) {
    throw new OptionsError(cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause));
  }
  const speed = values.speed === undefined ? 120 : Number(values.speed);
  if (!(speed > 0 && speed <= 100_000)) throw new OptionsError("--speed: expected a number above 0, such as 120");
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new OptionsError("--port: expected a port from 1 to 65535");
  }
  return { live: values.live ?? false, speed, port, reset: values.reset ?? false, help: values.help ?? false };
}
