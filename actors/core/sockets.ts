/**
 * Hibernating WebSockets: the object may be evicted while sockets stay open. A socket carries its topic as a tag, and what else
 * the object wants to know it by.
 * Pings are answered by the platform without waking the object.
 */
export class Sockets {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Accepts one end of a new pair under a topic, with further tags, and returns the answer for the client. */
  accept(...tags: [topic: string, ...more: string[]]): { response: Response; socket: WebSocket } {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, tags);
    return { response: new Response(null, { status: 101, webSocket: client }), socket: server };
  }

  /** Sends to every open socket of a topic; a socket that is already closing is left to close. */
  broadcast(topic: string, text: string): number {
    let sent = 0;
    for (const socket of this.#ctx.getWebSockets(topic)) {
      try {
        socket.send(text);
        sent += 1;
      } catch {
        // Closing sockets throw; their close event cleans them up.
      }
    }
    return sent;
  }

  count(topic?: string): number {
    return this.#ctx.getWebSockets(topic).length;
  }
}
