import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Linux alone tells these: elsewhere the suite says so and stops. */
export const canReadUsage = (): boolean => process.platform === "linux";

let ticksPerS: number | undefined;

/** Milliseconds of CPU that a process has used, user and system, all threads: to the kernel's tick, mostly 10 ms. */
export function readCpuMs(pid: number): number {
  ticksPerS ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  // proc(5): the name, in brackets, may hold spaces; utime and stime are the 14th and 15th field.
  const fields = readStat(pid);
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerS;
}

/** Megabytes (2^20) that are resident now, and the most there were since `resetPeak`. */
export function readMemoryMb(pid: number): { readonly nowMb: number; readonly peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1_024;
  return { nowMb: read("VmRSS"), peakMb: read("VmHWM") };
}

/** proc(5), clear_refs: 5 sets the peak to what is resident now. */
export const resetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** Children of this process by that name. */
export function findChildren(name: string): readonly number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === name && Number(readStat(pid)[1]) === process.pid;
      } catch {
        return false;
      }
    });
}

/** Fields after the name: state, parent, … */
const readStat = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
