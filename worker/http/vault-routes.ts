import { type Context, Hono } from "hono";
import { z } from "zod";
import { fromBase64Url } from "../../contracts/bytes-text.ts";
import { VaultAddress } from "../../contracts/ids.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { SpellRequest } from "../../contracts/spell.ts";
import type { VaultFault } from "../../contracts/vault-fault.ts";
import type { HistoryPage, VaultHistory, VaultHistoryKind, VaultView } from "../../contracts/vault-view.ts";
import type { EdgeEnv } from "../bindings.ts";
import { liveFeedOf } from "../live.ts";
import { answerProblem } from "./problem.ts";
import { parseJson, readBody } from "./read-body.ts";

type Env = { Bindings: EdgeEnv };

/** `before`: the `next` of the page before. A cast is some kilobytes. */
const Page = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A vault's own routes. The vault decides itself who may read or act; this Worker's word counts for nothing there. */
export const vaultRoutes = new Hono<Env>()
  .get("/vaults/:address/nonce", async (context) => {
    const vault = vaultOf(context);
    if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
    return answerResult(context, await vault.stub.nonce(senderOf(context)));
  })
  .post("/vaults/:address/sign-in", (context) =>
    withBody(context, (vault, body) => vault.signIn(body, senderOf(context))),
  )
  .post("/vaults/:address/acts", (context) => withBody(context, (vault, body) => vault.act(body, senderOf(context))))
  .post("/vaults/:address/writes", (context) => withBody(context, (vault, body) => vault.write(body)))
  .get("/vaults/:address", async (context) => {
    const view = await readView(context);
    return view.ok ? context.json(view.value, 200, noStore) : view.error;
  })
  .get("/vaults/:address/casts", (context) => answerHistory(context, "casts"))
  .get("/vaults/:address/fires", (context) => answerHistory(context, "fires"))
  .get("/vaults/:address/audit", (context) => answerHistory(context, "audit"))
  .get("/vaults/:address/close-calls", async (context) => {
    const vault = vaultOf(context);
    if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
    return answerRead(context, await vault.stub.closeCalls(tokenOf(context)));
  })
  .post("/vaults/:address/preview", async (context) => {
    const vault = vaultOf(context);
    if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
    const body = await readBody(context);
    if (!body.ok) return answerProblem(context, "bad-request", body.error);
    const request = SpellRequest.safeParse(body.value);
    if (!request.success) return answerProblem(context, "bad-request", "expected a spell and its params");
    return answerRead(context, await vault.stub.preview(tokenOf(context), request.data));
  })
  .get("/owners/:address/vaults", async (context) => {
    // The proof is a request to a vault of that owner: the vault says who signed it, and lists that owner's vaults alone.
    const proof = proofOf(context);
    const vault = VaultAddress.safeParse((proof as { vault?: unknown } | undefined)?.vault);
    if (!vault.success) return answerProblem(context, "not-allowed", "expected a signed request to one of the vaults");
    const result = await context.env.VAULT.getByName(vault.data).listVaults(proof);
    if (!result.ok) return answerFault(context, result.error);
    if (result.value.owner !== context.req.param("address").toLowerCase()) {
      return answerProblem(context, "not-allowed", "the request is signed by another owner");
    }
    return context.json({ vaults: result.value.vaults }, 200, noStore);
  })
  .get("/live", async (context) => {
    const topic = context.req.query("topic") ?? "public";
    if (topic !== "public") {
      const address = VaultAddress.safeParse(topic.replace(/^vault:/, ""));
      const token = context.req.query("token") ?? "";
      if (!topic.startsWith("vault:") || !address.success)
        return answerProblem(context, "bad-request", "no such topic");
      const view = await context.env.VAULT.getByName(address.data).viewOf(token);
      if (view === null) return answerProblem(context, "not-allowed", "the view token is unknown or has ended");
      const url = new URL(context.req.url);
      url.search = new URLSearchParams({ topic, view }).toString();
      return liveFeedOf(context.env).fetch(new Request(url, context.req.raw));
    }
    return liveFeedOf(context.env).fetch(context.req.raw);
  });

/** A page of a vault's records for whoever may read it, or the answer that says why not: the guard of its view. */
export async function readHistory<Kind extends VaultHistoryKind>(
  context: Context<Env>,
  request: HistoryPage & { readonly kind: Kind },
): Promise<Result<HistoryOfKind<Kind>, Response>> {
  const vault = vaultOf(context);
  if (vault === null) return err(answerProblem(context, "bad-request", "expected the address of a vault"));
  const proof = proofOf(context);
  if (proof !== undefined) {
    const signed = await vault.stub.historySigned(proof, request);
    return signed.ok ? ok(signed.value as HistoryOfKind<Kind>) : err(answerFault(context, signed.error));
  }
  const read = await vault.stub.history(tokenOf(context), request);
  return read.ok ? ok(read.value as HistoryOfKind<Kind>) : err(answerRead(context, read));
}

type HistoryOfKind<Kind extends VaultHistoryKind> = Extract<VaultHistory, { readonly kind: Kind }>;

/** Records of a vault as JSON, the newest first; `next` leads to the older ones. */
async function answerHistory(context: Context<Env>, kind: VaultHistoryKind): Promise<Response> {
  const page = Page.safeParse(context.req.query());
  if (!page.success) return answerProblem(context, "bad-request", "expected before, and limit from 1 to 200");
  const { before = null, limit } = page.data;
  const read = await readHistory(context, { kind, before, limit });
  if (!read.ok) return read.error;
  return context.json({ records: read.value.records, next: read.value.next }, 200, noStore);
}

/** The view of a vault for whoever may read it, or the answer that says why not. */
async function readView(context: Context<Env>): Promise<Result<VaultView, Response>> {
  const vault = vaultOf(context);
  if (vault === null) return err(answerProblem(context, "bad-request", "expected the address of a vault"));
  const proof = proofOf(context);
  if (proof !== undefined) {
    const signed = await vault.stub.viewSigned(proof);
    return signed.ok ? ok(signed.value as VaultView) : err(answerFault(context, signed.error));
  }
  const read = await vault.stub.view(tokenOf(context));
  return read.ok ? ok(read.value as VaultView) : err(answerRead(context, read));
}

type VaultStub = ReturnType<EdgeEnv["VAULT"]["getByName"]>;

async function withBody(
  context: Context<Env>,
  call: (vault: VaultStub, body: unknown) => Promise<Result<unknown, VaultFault>>,
): Promise<Response> {
  const vault = vaultOf(context);
  if (vault === null) return answerProblem(context, "bad-request", "expected the address of a vault");
  const body = await readBody(context);
  if (!body.ok) return answerProblem(context, "bad-request", body.error);
  return answerResult(context, await call(vault.stub, body.value));
}

/** What a view token reads. */
function answerRead(
  context: Context<Env>,
  result: Result<unknown, { readonly code: string; readonly message: string }>,
): Response {
  if (result.ok) return context.json(result.value as object, 200, noStore);
  const { code, message } = result.error;
  if (code === "not-allowed") return answerProblem(context, code, message);
  const problem = code === "chain-unreachable" ? ("unavailable" as const) : ("vault-refused" as const);
  return answerProblem(context, problem, `${code}: ${message}`);
}

const tokenOf = (context: Context<Env>): string =>
  /^Bearer (\S+)$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";

function answerResult(context: Context<Env>, result: Result<unknown, VaultFault>): Response {
  return result.ok ? context.json(result.value as object, 200, noStore) : answerFault(context, result.error);
}

/** The vault's refusal in its own words, under the status that it means. */
function answerFault(context: Context<Env>, fault: VaultFault): Response {
  const { code, message, retryAfterMs } = fault;
  if (retryAfterMs !== undefined) context.header("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
  const problem =
    code === "rate-limited"
      ? code
      : code === "chain-unreachable"
        ? ("unavailable" as const)
        : ("vault-refused" as const);
  return answerProblem(context, problem, `${code}: ${message}`, { fault: { ...fault } });
}

/** A signed request in `authorization: Proof <base64url of JSON>`, for reads. */
function proofOf(context: Context<Env>): unknown {
  const text = /^Proof (\S{1,40000})$/.exec(context.req.header("authorization") ?? "")?.[1];
  const bytes = text === undefined ? undefined : fromBase64Url(text);
  return bytes === undefined ? undefined : parseJson(new TextDecoder().decode(bytes));
}

/** Keeps strangers apart in a vault's rate limit; nothing else rests on it. */
const senderOf = (context: Context<Env>): string => context.req.header("cf-connecting-ip") ?? "";
const noStore = { "cache-control": "private, no-store" };

function vaultOf(context: Context<Env>) {
  const address = VaultAddress.safeParse(context.req.param("address")?.toLowerCase());
  return address.success ? { address: address.data, stub: context.env.VAULT.getByName(address.data) } : null;
}
