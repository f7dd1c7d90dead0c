import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import { openLive } from "./live-connection.ts";

type Timer = { readonly run: () => void; readonly afterMs: number };

/** A real server, a real socket, and timers that run when the test says so. `next` waits for the next event. */
async function setUp(onConnection: (socket: ServerSocket, count: number) => void) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  let count = 0;
  let attempt = 0;
  server.on("connection", (socket) => onConnection(socket, ++count));
  const events: string[] = [];
  let wake = (): void => undefined;
  const note = (event: string): void => {
    events.push(event);
    wake();
  };
  const timers: Timer[] = [];
  const { port } = server.address() as AddressInfo;
  const connection = openLive(
    () => `ws://127.0.0.1:${port}/?attempt=${++attempt}`,
    { onOpen: () => note("open"), onText: note, onDown: (attempt) => note(`down ${attempt}`) },
    {
      createSocket: (url) => new WebSocket(url),
      setTimer: (run, afterMs) => {
        const timer = { run, afterMs };
        timers.push(timer);
        return () => {
          const index = timers.indexOf(timer);
          if (index >= 0) timers.splice(index, 1);
        };
      },
      random: () => 0.5,
    },
  );
  onTestFinished(() => {
    connection.close();
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const next = async (): Promise<string> => {
    while (events.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return events.shift() ?? "";
  };
  const fire = (): number => {
    const timer = timers.shift();
    timer?.run();
    return timer?.afterMs ?? -1;
  };
  return { next, fire, timers, connection, server };
}

test("comes back after the server closed, with a pause, and starts counting anew", async () => {
  const { next, fire } = await setUp((socket, count) => {
    socket.send(`hello ${count}`);
    if (count <= 2) socket.close();
  });
  expect([await next(), await next(), await next()]).toEqual(["open", "hello 1", "down 1"]);
  expect(fire()).toBe(375);
  expect([await next(), await next(), await next()]).toEqual(["open", "hello 2", "down 1"]);
  expect(fire()).toBe(375);
  expect([await next(), await next()]).toEqual(["open", "hello 3"]);
});

test("pauses grow while nobody answers", async () => {
  const { next, fire, server } = await setUp((socket) => socket.close());
  expect([await next(), await next()]).toEqual(["open", "down 1"]);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect([fire(), await next(), fire(), await next(), fire(), await next()]).toEqual([
    375,
    "down 2",
    750,
    "down 3",
    1_500,
    "down 4",
  ]);
});

test("pings a quiet line and gives it up when no answer comes", async () => {
  const heard: string[] = [];
  const { next, fire, timers } = await setUp((socket, count) => {
    socket.on("message", (data) => {
      heard.push(`${count}: ${String(data)}`);
      if (count === 1) socket.send("still here");
    });
  });
  expect(await next()).toBe("open");
  expect(fire()).toBe(20_000);
  // Any message shows that the line lives; the next ping is scheduled.
  expect(await next()).toBe("still here");
  expect(timers.map(({ afterMs }) => afterMs)).toEqual([20_000]);
  fire();
  expect(fire()).toBe(10_000);
  expect(await next()).toBe("down 1");
  fire();
  expect(await next()).toBe("open");
  expect(heard[0]).toBe("1: ping");
});

test("the address is asked anew at each attempt; a line on which something was lost is given up", async () => {
  const addresses: (string | undefined)[] = [];
  const { next, connection, fire, server } = await setUp(() => undefined);
  server.on("connection", (_, { url }) => addresses.push(url));
  expect(await next()).toBe("open");
  connection.reconnect();
  expect(await next()).toBe("down 1");
  expect(fire()).toBe(375);
  expect(await next()).toBe("open");
  expect(addresses.at(-1)).toBe("/?attempt=2");
});

test("retryNow does not wait; close is final", async () => {
  const { next, connection, timers } = await setUp((socket, count) => {
    if (count === 1) socket.close();
  });
  expect([await next(), await next()]).toEqual(["open", "down 1"]);
  connection.retryNow();
  expect(await next()).toBe("open");
  connection.close();
  expect(timers).toEqual([]);
});
