import type { ObjectStore } from "./object-store.ts";

/**
 * An object store that dies at its nth call: with `isDone` the call itself still takes effect. From then on nothing works, as after a
 * crash. `calls` tells what was asked of it.
 */
export function dyingStore(store: ObjectStore, dieAt: number, isDone: boolean) {
  const calls: string[] = [];
  let isDead = false;
  const wrap = (name: keyof ObjectStore) => async (first: never, second: never, third: never) => {
    if (isDead) throw new Error("the process has ended");
    calls.push(`${name} ${String(first)}`);
    isDead = calls.length >= dieAt;
    if (isDead && !isDone) throw new Error("the process has ended");
    const answer = await (store[name] as (...args: never[]) => Promise<unknown>)(first, second, third);
    if (isDead) throw new Error("the process has ended");
    return answer;
  };
  const names = ["put", "get", "head", "list", "delete", "copy"] as const;
  const dying = Object.fromEntries(names.map((name) => [name, wrap(name)])) as unknown as ObjectStore;
  return { store: dying, calls };
}
