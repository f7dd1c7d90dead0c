import { expect, test } from "vitest";
import { makeRequestKey } from "../../../client/request-key.ts";
import { VaultAddress } from "../../../contracts/ids.ts";
import { err, ok } from "../../../contracts/result.ts";
import type { ActProblem } from "../host/owner.ts";
import { createOwner } from "./create-owner.ts";
import type { KeptSignIn } from "./kept-sign-in.ts";
import { cancelled } from "./owner-request.ts";
import type { Answer, VaultApi } from "./vault-api.ts";

const vault = VaultAddress.parse(`0x${"a".repeat(40)}`);
const nowWallMs = 1_700_000_000_000;
const calm = { title: "Dismiss", sentences: [], isDangerous: false };
const grave = { title: "Disarm", sentences: [], isDangerous: true };
const ended: ActProblem = { kind: "refused", code: "unknown-caller", detail: "ended" };

async function start(given: {
  readonly isSignedIn: boolean;
  readonly refusal?: ActProblem;
  readonly showsNone?: boolean;
}) {
  const { privateKey } = await makeRequestKey();
  let kept: KeptSignIn | undefined = given.isSignedIn
    ? {
        ...{ vault, owner: "0x1", caller: `sign-in:${"0".repeat(32)}`, privateKey },
        ...{ expiresAtMs: nowWallMs + 60_000, clockAheadMs: 0, counter: 0 },
      }
    : undefined;
  const written: string[] = [];
  const write = (_vault: string, body: object) => {
    written.push((body as { method: string }).method);
    return Promise.resolve(given.refusal === undefined ? ok<Answer>({ done: true }) : err(given.refusal));
  };
  const owner = createOwner({
    api: { write } as unknown as VaultApi,
    keeper: {
      read: () => Promise.resolve(kept),
      write: (next) => {
        kept = next;
        return Promise.resolve();
      },
      remove: () => {
        kept = undefined;
        return Promise.resolve();
      },
      inTurn: (_vault, run) => run(),
    },
    ...{ origin: "http://page", nowWallMs: () => nowWallMs, waitMs: () => Promise.resolve() },
    site: () => (given.showsNone === true ? null : { vault, chainId: 31337, owners: [] }),
    ...{ tradingState: () => "ACTIVE", canRead: () => true },
    onVaultKey: () => {},
  });
  await owner.look();
  return { owner, written, isKept: () => kept !== undefined };
}

/** The next question, as soon as it is there. */
async function question(owner: Awaited<ReturnType<typeof start>>["owner"]) {
  await expect.poll(() => owner.read().request).not.toBeNull();
  return owner.read().request as NonNullable<ReturnType<typeof owner.read>["request"]>;
}

test("signed in, what is harmless is done at once, and nobody is asked", async () => {
  const { owner, written } = await start({ isSignedIn: true });
  expect(await owner.act("dismiss-alert", { alertId: "a" }, calm)).toEqual(ok({ done: true }));
  expect(written).toEqual(["dismiss-alert"]);
  expect(owner.read().request).toBeNull();
});

test("signed in, what is dangerous is asked first; going back does nothing", async () => {
  const { owner, written } = await start({ isSignedIn: true });
  const acted = owner.act("disarm", {}, grave);
  const { id, signer, lines, exact, run } = await question(owner);
  expect({ signer, exact, act: lines[0]?.value }).toEqual({ signer: "key", exact: "{}", act: "disarm" });
  owner.settle(id, err(cancelled));
  expect(await acted).toEqual(err(cancelled));
  expect(written).toEqual([]);
  expect(await run({ wallet: null, vault: null }, () => {})).toEqual(ok({ done: true }));
});

test.each(["set-limits", "emergency-close"] as const)("%s asks the wallet, whoever is signed in", async (action) => {
  const { owner, written } = await start({ isSignedIn: true });
  const body = action === "set-limits" ? { gasWeiPerDay: "1", castsPerDay: 1 } : { scope: "vault" as const };
  void owner.act(action, body as never, calm);
  expect((await question(owner)).signer).toBe("wallet");
  expect(written).toEqual([]);
});

test("not signed in: the sign-in is asked first, and going back from it does nothing", async () => {
  const { owner, written } = await start({ isSignedIn: false });
  const acted = owner.act("dismiss-alert", { alertId: "a" }, calm);
  const { id, words } = await question(owner);
  expect(words.title).toBe("Sign in");
  owner.settle(id, err(cancelled));
  expect(await acted).toMatchObject({ ok: false, error: { kind: "cancelled" } });
  expect(written).toEqual([]);
});

test("a sign-in that the vault has ended is forgotten, and a new one is asked", async () => {
  const { owner, isKept } = await start({ isSignedIn: true, refusal: ended });
  expect(owner.read().signedIn).toEqual({ owner: "0x1", expiresAtMs: nowWallMs + 60_000 });
  const acted = owner.act("dismiss-alert", { alertId: "a" }, calm);
  const { id } = await question(owner);
  expect(owner.read().signedIn).toBeNull();
  expect(isKept()).toBe(false);
  owner.settle(id, err(cancelled));
  expect(await acted).toMatchObject({ ok: false, error: { kind: "cancelled" } });
});

test("one question at a time: a second takes the place of the first, and a late answer to the first settles nothing", async () => {
  const { owner } = await start({ isSignedIn: true });
  const first = owner.act("disarm", {}, grave);
  const one = await question(owner);
  const second = owner.act("disarm", {}, { ...grave, title: "Again" });
  expect(await first).toEqual(err(cancelled));
  await expect.poll(() => owner.read().request?.words.title).toBe("Again");
  owner.settle(one.id, ok({ late: true }));
  const two = owner.read().request;
  expect(two?.words.title).toBe("Again");
  owner.settle(two?.id ?? 0, ok({ done: 2 }));
  expect(await second).toEqual(ok({ done: 2 }));
});

test("signing out forgets the key, also where the vault does not hear of it", async () => {
  const { owner, written, isKept } = await start({
    isSignedIn: true,
    refusal: { kind: "unknown", code: null, detail: "no answer" },
  });
  await owner.signOut();
  expect(written).toEqual(["sign-out"]);
  expect(isKept()).toBe(false);
  expect(owner.read().signedIn).toBeNull();
});

test("no vault is shown: opening one asks for its address, and nothing else can be done", async () => {
  const { owner } = await start({ isSignedIn: false, showsNone: true });
  expect(await owner.act("disarm", {}, grave)).toMatchObject({ error: { kind: "no-owner" } });
  void owner.act("open", { roles: `0x${"b".repeat(40)}` }, grave);
  const { id, typedVault, signer, lines, run } = await question(owner);
  expect({ typedVault, signer, labels: lines.map(({ label }) => label) }).toEqual({
    typedVault: "",
    signer: "wallet",
    labels: ["Act", "Good for"],
  });
  expect(await run({ wallet: null, vault: "0x12" }, () => {})).toMatchObject({ error: { kind: "no-owner" } });
  // What was typed is there when it is asked for again.
  owner.settle(id, err(cancelled));
  void owner.signIn();
  await expect.poll(() => owner.read().request?.typedVault).toBe("0x12");
});

test("a Safe that was opened is signed in to, without its address being asked again", async () => {
  const { owner } = await start({ isSignedIn: false, showsNone: true });
  const acted = owner.act("open", { roles: `0x${"b".repeat(40)}` }, grave);
  const opening = await question(owner);
  await opening.run({ wallet: null, vault }, () => {});
  owner.settle(opening.id, ok({ vault }));
  await expect.poll(() => owner.read().request?.words.title).toBe("Sign in");
  const signingIn = await question(owner);
  expect([signingIn.typedVault, signingIn.lines[1]]).toEqual([null, { label: "Vault", value: vault }]);
  owner.settle(signingIn.id, err(cancelled));
  expect(await acted).toEqual(ok({ vault }));
});
