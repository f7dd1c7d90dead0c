const patienceMs = 3_000;

/**
 * At a load: whether a newer build waits and takes over now, so that this document is about to be loaded anew with it. Nothing stands
 * on the page yet, so nothing that was typed is lost.
 */
export async function takeWaitingBuild(container: ServiceWorkerContainer | undefined): Promise<boolean> {
  if (container?.controller == null) return false;
  const waiting = (await container.getRegistration().catch(() => undefined))?.waiting ?? null;
  if (waiting === null) return false;
  const taken = new Promise<boolean>((resolve) => {
    container.addEventListener("controllerchange", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), patienceMs);
  });
  container.controller.postMessage("step-aside");
  waiting.postMessage("take-over");
  return taken;
}
