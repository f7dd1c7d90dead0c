/** Asks again until the answer is yes or the time is over. A question that fails counts as no. */
export async function waitUntil(timeoutMs: number, isTrue: () => Promise<boolean>, pollMs = 40): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await isTrue().catch(() => false)) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
