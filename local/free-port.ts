import { createServer } from "node:net";

/** A loopback port that was free a moment ago. */
export const findFreePort = (): Promise<number> => listenOnce(0);

export async function isPortFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      if (address === null || typeof address === "string") throw new Error("a TCP server has an address with a port");
      probe.close(() => resolve(address.port));
    });
  });
}
