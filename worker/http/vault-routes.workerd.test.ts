import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { expect, test, vi } from "vitest";
import { toBase64Url } from "../../contracts/bytes-text.ts";
import { Problem } from "../../contracts/problem.ts";
import { SignInAnswer } from "../../contracts/signed-request.ts";
import { makeSignIn, signInTo } from "../../execute/access/test-access.ts";
import { fallTrigger, openTestVault, type TestEnv } from "../../execute/test-vault.ts";
import { vaultRoutes } from "./vault-routes.ts";

vi.setConfig({ testTimeout: 20_000 });
const open = () => openTestVault(env as unknown as TestEnv);
const routes = new Hono().route("/v1", vaultRoutes);
const get = async (path: string, headers: Record<string, string> = {}) =>
  routes.request(`/v1/${path}`, { headers }, env as object);
const post = async (path: string, body: unknown) =>
  routes.request(`/v1/${path}`, { method: "POST", body: JSON.stringify(body) }, env as object);
const proof = (request: object) => ({
  authorization: `Proof ${toBase64Url(new TextEncoder().encode(JSON.stringify(request)))}`,
});
const problemOf = async (response: Response) => Problem.parse(await response.json());

test("signing in, writing and reading by signed requests", async () => {
  const vault = await open();
  const { input } = await makeSignIn(vault);
  const signedIn = await post(`vaults/${vault.address}/sign-in`, input);
  expect(signedIn.status).toBe(200);
  expect(SignInAnswer.parse(await signedIn.json()).signInId).toMatch(/^[0-9a-f]{32}$/);

  const person = await signInTo(vault);
  const written = await post(
    `vaults/${vault.address}/writes`,
    await person.sign("put-trigger", { trigger: fallTrigger }),
  );
  expect([written.status, await written.json()]).toEqual([200, { triggerId: fallTrigger.id, version: 1 }]);
  const view = await get(`vaults/${vault.address}`, proof(await person.sign("view", {})));
  expect(view.status).toBe(200);
  expect(view.headers.get("cache-control")).toBe("private, no-store");
  expect(await view.json()).toMatchObject({ vault: vault.address, access: { signIns: [{}, { id: person.id }] } });
});

test("an owner's vaults are told to that owner alone", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  const owner = vault.owner.address;
  await expect
    .poll(async () => {
      const answer = await get(`owners/${owner}/vaults`, proof(await person.sign("list-vaults", {})));
      return answer.json();
    })
    .toEqual({ vaults: [vault.address] });
  const other = await get(`owners/0x${"1".repeat(40)}/vaults`, proof(await person.sign("list-vaults", {})));
  expect(other.status).toBe(403);
  expect((await get(`owners/${owner}/vaults`)).status).toBe(403);
  expect((await get(`owners/${owner}/vaults`, { authorization: "Proof !" })).status).toBe(403);
  const old = await person.sign("list-vaults", {});
  await get(`owners/${owner}/vaults`, proof(old));
  const again = await get(`owners/${owner}/vaults`, proof(old));
  expect([again.status, (await problemOf(again)).fault?.code]).toEqual([422, "replayed"]);
});

test("a refusal is a problem document with the vault's own code", async () => {
  const vault = await open();
  const person = await signInTo(vault);
  const refused = await post(
    `vaults/${vault.address}/writes`,
    await person.sign("set-trigger-enabled", { triggerId: "x", enabled: true }),
  );
  expect(refused.status).toBe(422);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(await problemOf(refused)).toMatchObject({
    code: "vault-refused",
    detail: "refused: there is no trigger x",
    fault: { code: "refused", message: "there is no trigger x" },
  });
  vault.node.isDown = true;
  const down = await post(`vaults/${vault.address}/writes`, await person.sign("put-trigger", { trigger: fallTrigger }));
  expect([down.status, (await problemOf(down)).fault?.code]).toEqual([503, "chain-unreachable"]);
});

test("too many requests are told when to come again", async () => {
  const vault = await open();
  const asked = await Promise.all(Array.from({ length: 150 }, () => get(`vaults/${vault.address}/nonce`)));
  const limited = asked.find(({ status }) => status === 429);
  if (limited === undefined) throw new Error("nobody was told to wait");
  expect(limited.headers.get("retry-after")).toBe("1");
  expect(await problemOf(limited)).toMatchObject({ code: "rate-limited", fault: { code: "rate-limited" } });
  const elsewhere = await get(`vaults/${vault.address}/nonce`, { "cf-connecting-ip": "192.0.2.7" });
  expect(elsewhere.status).toBe(200);
});

test.each(["nonce", "", "sign-in", "writes", "acts"])(
  "there is no vault at an address that is none: %s",
  async (path) => {
    const response = ["sign-in", "writes", "acts"].includes(path)
      ? await post(`vaults/0x12/${path}`, {})
      : await get(`vaults/0x12/${path}`.replace(/\/$/, ""));
    expect([response.status, (await problemOf(response)).code]).toEqual([400, "bad-request"]);
  },
);

test("a body that is too long or no JSON does not reach the vault", async () => {
  const vault = await open();
  const path = `vaults/${vault.address}/acts`;
  const long = await post(path, "x".repeat(70_000));
  expect([long.status, (await problemOf(long)).detail]).toEqual([400, "the body is too long"]);
  const broken = await routes.request(`/v1/${path}`, { method: "POST", body: "{" }, env as object);
  expect([broken.status, (await problemOf(broken)).detail]).toEqual([400, "the body is no JSON"]);
  expect(await (await post(path, {})).json()).toMatchObject({ fault: { code: "bad-act" } });
});
