import { expect, test } from "vitest";
import { makeRequestKey } from "../../../client/request-key.ts";
import { VaultAddress } from "../../../contracts/ids.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";
import type { ActProblem } from "../host/owner.ts";
import { actByKey } from "./act-by-key.ts";
import type { KeptSignIn, SignInKeeper } from "./kept-sign-in.ts";
import type { Answer, VaultApi } from "./vault-api.ts";

const vault = VaultAddress.parse(`0x${"a".repeat(40)}`);

async function start(answers: readonly Result<Answer, ActProblem>[]) {
  const { privateKey } = await makeRequestKey();
  let kept: KeptSignIn | undefined = {
    ...{ vault, owner: "0x1", caller: `sign-in:${"0".repeat(32)}`, privateKey },
    ...{ expiresAtMs: 1e15, clockAheadMs: 1_000, counter: 4 },
  };
  let turn: Promise<unknown> = Promise.resolve();
  const keeper: SignInKeeper = {
    read: () => Promise.resolve(kept),
    write: (next) => {
      kept = next;
      return Promise.resolve();
    },
    remove: () => {
      kept = undefined;
      return Promise.resolve();
    },
    inTurn: (_vault, run) => {
      const mine = turn.then(run);
      turn = mine;
      return mine;
    },
  };
  const sent: { counter: number; expiresAtMs: number }[] = [];
  const write = (_vault: VaultAddress, body: object) => {
    sent.push(body as (typeof sent)[number]);
    return Promise.resolve(answers[sent.length - 1] ?? ok({}));
  };
  const deps = { api: { write } as unknown as VaultApi, keeper, nowWallMs: () => 10_000 };
  return {
    act: () => actByKey({ vault }, { action: "disarm", body: {} }, deps),
    sent,
    isKept: () => kept !== undefined,
  };
}

test("counters rise, also when several are asked for at once; times are the vault's", async () => {
  const { act, sent } = await start([]);
  await Promise.all([act(), act(), act()]);
  expect(sent.map(({ counter }) => counter)).toEqual([5, 6, 7]);
  expect(sent[0]?.expiresAtMs).toBe(10_000 + 1_000 + 150_000);
});

test.each<[string, ActProblem, string, boolean]>([
  ["that is refused", { kind: "refused", code: "over-limit", detail: "no" }, "over-limit", true],
  ["without an answer", { kind: "unknown", code: null, detail: "?" }, "null", true],
  ["of a sign-in that has ended", { kind: "refused", code: "unknown-caller", detail: "x" }, "signed-out", false],
  ["of who owns it no more", { kind: "refused", code: "owner-removed", detail: "x" }, "signed-out", false],
])("a request %s", async (_what, problem, code, isKept) => {
  const started = await start([err(problem)]);
  const answer = await started.act();
  expect(String(answer.ok ? "ok" : answer.error.code)).toBe(code);
  expect(started.isKept()).toBe(isKept);
  // The counter was used either way.
  if (isKept) {
    await started.act();
    expect(started.sent.map(({ counter }) => counter)).toEqual([5, 6]);
  }
});
