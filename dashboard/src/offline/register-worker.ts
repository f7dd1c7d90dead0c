/** The one script that this page may run as its service worker. */
const workerUrl = "/service-worker.js";

type ScriptPolicy = { readonly createScriptURL: (url: string) => string };
type TrustedTypes = { readonly createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy };

/** As the page's Content-Security-Policy has it; it can be made once. */
const policyName = "portent-service-worker";
let policy: ScriptPolicy | undefined;

/** Null where the browser has none, or forbids it: the page then works all the same, and not offline. */
export async function registerWorker(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | null> {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy(policyName, {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError("this page has no other service worker");
      return url;
    },
  });
  // Without a connection it cannot be fetched anew; the one that is there goes on.
  await container
    .register(policy?.createScriptURL(workerUrl) ?? workerUrl, { updateViaCache: "none" })
    .catch(() => undefined);
  return (await container.getRegistration().catch(() => undefined)) ?? null;
}
