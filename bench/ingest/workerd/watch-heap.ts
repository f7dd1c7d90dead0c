type HeapUsage = { readonly usedSize: number; readonly backingStorageSize?: number };

const intervalMs = 5;

/**
 * The most that V8 counted as used in the Worker's isolate while `run` ran, in bytes: its heap, garbage that is not collected
 * yet included, and the memory behind its array buffers. Looked at every few milliseconds by the inspector, between turns.
 */
export async function watchHeap(inspectorUrl: URL, run: () => Promise<unknown>): Promise<number> {
  const socket = await openSocket(inspectorUrl);
  try {
    let peak = 0;
    let samples = 0;
    const look = async () => {
      const { usedSize, backingStorageSize = 0 } = await ask(socket, samples);
      peak = Math.max(peak, usedSize + backingStorageSize);
      samples += 1;
    };
    let isRunning = true;
    const running = run().finally(() => {
      isRunning = false;
    });
    while (isRunning) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
    await running;
    return peak;
  } finally {
    socket.close();
  }
}

async function openSocket(inspectorUrl: URL): Promise<WebSocket> {
  const list = await fetch(new URL("/json", inspectorUrl.href.replace(/^ws/, "http")));
  const targets = (await list.json()) as readonly { readonly id: string; readonly webSocketDebuggerUrl: string }[];
  // Others are the platform's own: its cache, its queues.
  const target = targets.find(({ id }) => id.startsWith("core:user:"));
  if (target === undefined) throw new Error("the inspector does not show the Worker");
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("the inspector did not answer")), { once: true });
  });
  return socket;
}

/** One question at a time. */
function ask(socket: WebSocket, id: number): Promise<HeapUsage> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      socket.removeEventListener("message", onMessage);
      socket.removeEventListener("close", onClose);
      act();
    };
    const onMessage = ({ data }: MessageEvent) => {
      const answer = JSON.parse(String(data)) as { readonly id?: number; readonly result?: HeapUsage };
      if (answer.id !== id) return;
      const { result } = answer;
      if (result === undefined) settle(() => reject(new Error("the inspector does not tell the use of the heap")));
      else settle(() => resolve(result));
    };
    const onClose = () => settle(() => reject(new Error("workerd ended while its heap was watched")));
    socket.addEventListener("message", onMessage);
    socket.addEventListener("close", onClose);
    socket.send(JSON.stringify({ id, method: "Runtime.getHeapUsage" }));
  });
}
