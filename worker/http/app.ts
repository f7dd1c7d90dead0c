import { Hono } from "hono";
import type { EdgeEnv } from "../bindings.ts";
import { analyticsRoutes } from "./analytics-routes.ts";
import { consoleRoutes } from "./console-routes.ts";
import { deadLetterRoutes } from "./dead-letter-routes.ts";
import { exportRoutes } from "./export-routes.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { priceBarRoutes } from "./price-bar-routes.ts";
import { answerProblem } from "./problem.ts";
import { readRoutes } from "./read-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { spellRoutes } from "./spell-routes.ts";
import { statusRoutes } from "./status-routes.ts";
import { triggerRoutes } from "./trigger-routes.ts";
import { vaultRoutes } from "./vault-routes.ts";
import { worldRoutes } from "./world-routes.ts";

/** Every route of the edge Worker; what is no route is the dashboard's. */
export const app = new Hono<{ Bindings: EdgeEnv }>()
  .route("/", statusRoutes)
  .route("/v1", readRoutes)
  .route("/v1", priceBarRoutes)
  .route("/v1", worldRoutes)
  .route("/v1", analyticsRoutes)
  .route("/v1", exportRoutes)
  .route("/v1", consoleRoutes)
  .route("/v1", triggerRoutes)
  .route("/v1", spellRoutes)
  .route("/v1", operatorRoutes)
  .route("/v1", deadLetterRoutes)
  .route("/v1", runRoutes)
  .route("/v1", vaultRoutes)
  .notFound((context) => {
    if (!new URL(context.req.url).pathname.startsWith("/v1/")) return context.env.ASSETS.fetch(context.req.raw);
    return answerProblem(context, "not-found", `There is no route ${new URL(context.req.url).pathname}.`);
  })
  .onError((cause, context) => {
    console.error(JSON.stringify({ level: "error", path: context.req.path, cause: String(cause) }));
    return answerProblem(context, "unavailable", "Something behind this route failed; try again.");
  });
