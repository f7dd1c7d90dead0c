import { Hono } from "hono";
import type { EdgeEnv } from "../bindings.ts";
import { answerProblem } from "./problem.ts";
import { readBody } from "./read-body.ts";

/** The one object that holds the trading state of all vaults. */
const allVaults = "global";
const noStore = { "cache-control": "no-store" };
/** Of an order that reads well: nobody but an operator gives one, and it counts once. */
export const refusedTitle = "An order counts once, and only when an operator has just signed it.";

/** Who the operators are, and the trading state of all vaults. Who carries an order here can neither make nor change one: the object checks it itself. */
export const operatorRoutes = new Hono<{ Bindings: EdgeEnv }>()
  .get("/operators", async (context) =>
    context.json(await context.env.TRADING_STATE.getByName(allVaults).operators(), 200, noStore),
  )
  .get("/trading-state", async (context) =>
    context.json(await context.env.TRADING_STATE.getByName(allVaults).read(), 200, noStore),
  )
  .post("/trading-state", async (context) => {
    const body = await readBody(context);
    if (!body.ok) return answerProblem(context, "bad-request", body.error);
    const entry = await context.env.TRADING_STATE.getByName(allVaults).order(body.value);
    if (entry.ok) return context.json(entry.value, 200, noStore);
    const { code, message } = entry.error;
    if (code === "bad-order") return answerProblem(context, "bad-request", `${code}: ${message}`);
    return answerProblem(context, "not-allowed", `${code}: ${message}`, { title: refusedTitle });
  });
