import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

export type WebsocketBridge = {
  /** `host:port/path` for the Neon driver's `wsProxy`. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and frees the port. */
  stop(): Promise<void>;
};

/** Bytes that may wait on the WebSocket side before reading from Postgres pauses. */
const highWaterBytes = 1 << 20;
const connectTimeoutMs = 2_000;

/**
 * What Neon's proxy is in production: a WebSocket on loopback, each one a TCP connection to the one local Postgres.
 * Bytes pass unchanged and in order, both directions pause when the other end is slow, and each end closes the
 * other. Where Postgres does not answer the socket closes at once, so that the driver fails fast.
 */
export async function startWebsocketBridge(options: {
  readonly postgresPort: number;
  readonly port?: number;
}): Promise<WebsocketBridge> {
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port: options.port ?? 0,
    path: "/v1",
    perMessageDeflate: false,
    // Pages in a browser have no business here; they always name their origin.
    verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.origin === undefined,
  });
  server.on("connection", (socket) => joinEnds(socket, connect(options.postgresPort, "127.0.0.1")));
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has an address with a port");

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of server.clients) socket.terminate();
    });
    return stopped;
  };
  return { url: `127.0.0.1:${address.port}/v1`, port: address.port, stop };
}

function joinEnds(socket: WebSocket, tcp: Socket): void {
  tcp.setNoDelay(true);
  tcp.setTimeout(connectTimeoutMs, () => tcp.destroy());
  tcp.on("connect", () => tcp.setTimeout(0));

  socket.on("message", (data: Buffer, isBinary) => {
    if (!isBinary) return socket.close(1003, "binary only");
    if (!tcp.write(data)) socket.pause();
  });
  tcp.on("drain", () => socket.resume());

  tcp.on("data", (chunk) => {
    socket.send(chunk, { binary: true }, () => {
      if (tcp.isPaused() && socket.bufferedAmount < highWaterBytes / 2) tcp.resume();
    });
    if (socket.bufferedAmount > highWaterBytes) tcp.pause();
  });

  tcp.on("error", () => {});
  tcp.on("close", () => {
    // A paused WebSocket would not see the closing handshake.
    socket.resume();
    socket.close(1011, "Postgres closed the connection");
  });
  socket.on("error", () => tcp.destroy());
  socket.on("close", () => tcp.end().destroySoon());
}
