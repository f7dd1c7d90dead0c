import { answerRoute } from "./answer-route.ts";
import type { Build } from "./build.ts";
import { answerEngine, isEngine } from "./console-engine.ts";
import { answerFile, forgetOutdated, keepBuild } from "./keep-build.ts";
import { isKeptRoute } from "./kept-route.ts";
import type { WorkerScope } from "./worker-scope.ts";

/** The first line of the built file, see `local/build-list.ts`. */
const scope = self as unknown as WorkerScope & { readonly portentBuild: Build };
const build = scope.portentBuild;
const files = new Set(build.files.map(({ path }) => path));
const { origin } = scope.location;

// A new build takes over once the worker before has nothing left to do. Open pages go on with the files that they began with: these are
// named by their content, and the caches of earlier builds still have them.
scope.addEventListener("install", (event) => event.waitUntil(keepBuild(build).then(() => void scope.skipWaiting())));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOutdated(build).then(() => scope.clients.claim())));
scope.addEventListener("message", ({ data, ports }) => {
  if (data === "which-build") ports[0]?.postMessage(build.id);
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin: asked, pathname } = new URL(request.url);
  if (request.method !== "GET" || asked !== origin) return;
  if (isKeptRoute(request, origin)) event.respondWith(answerRoute(request, (work) => event.waitUntil(work)));
  else if (isEngine(pathname)) event.respondWith(answerEngine(pathname, request));
  else if (files.has(pathname) || pathname.startsWith("/assets/")) {
    event.respondWith(answerFile(build, pathname, request));
  }
});
