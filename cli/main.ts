import { dirname } from "node:path";
import { runPipelinesCommand } from "./pipelines/command.ts";

const help = `portent: signals from markets and events, and casts that follow from them

Usage: portent <command> [options]

  pipelines check | gen | graph   validate pipelines.toml, write what is generated from it, draw it

portent <command> --help tells more.`;

const [command, ...args] = process.argv.slice(2);
const root = dirname(import.meta.dirname);
const out = (line: string) => console.log(line);

if (command === "pipelines") process.exitCode = runPipelinesCommand(root, args, out);
else if (command === undefined || command === "--help" || command === "help") out(help);
else {
  console.error(`portent: there is no command ${command}; portent --help lists them`);
  process.exitCode = 2;
}
