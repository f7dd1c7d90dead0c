import { createUpdates } from "./updates.ts";

/** Undefined where the page was not loaded in safety: browsers have service workers there alone. */
export const workerContainer: ServiceWorkerContainer | undefined = (
  navigator as { readonly serviceWorker?: ServiceWorkerContainer }
).serviceWorker;

export const updates = createUpdates(workerContainer);
