const holderTag = "holder:";
/** RFC 6455: it goes against the rules of this end. */
const policyViolation = 1008;

/**
 * Hibernating WebSockets: the object may be evicted while sockets stay open. A socket carries its topic as a tag and, where it has
 * one, its holder: whoever may stop being allowed to listen.
 * Pings are answered by the platform without waking the object.
 */
export class Sockets {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Accepts one end of a new pair under a topic and returns the answer for the client. */
  accept(topic: string, holder?: string): { response: Response; socket: WebSocket } {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, holder === undefined ? [topic] : [topic, `${holderTag}${holder}`]);
    return { response: new Response(null, { status: 101, webSocket: client }), socket: server };
  }

  /**
   * Sends to every open socket of a topic; a socket that is already closing is left to close. With `holders`, only theirs: every other
   * one is closed and hears nothing.
   */
  broadcast(topic: string, text: string, holders?: readonly string[]): number {
    const allowed = holders === undefined ? undefined : new Set(holders.map((holder) => `${holderTag}${holder}`));
    let sent = 0;
    for (const socket of this.#ctx.getWebSockets(topic)) {
      try {
        if (allowed !== undefined && !this.#ctx.getTags(socket).some((tag) => allowed.has(tag))) {
          socket.close(policyViolation, "no longer allowed");
          continue;
        }
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
