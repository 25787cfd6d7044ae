// SPDX-License-Identifier: GPL-2.0-or-later
import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

// As much of RFC 6455 as a test needs that plays a server: whole binary messages either way.
export class WebSocketPeer {
  readonly received: Buffer[] = [];
  private unread = Buffer.alloc(0);

  constructor(private readonly stream: Duplex) {
    stream.on("data", (bytes: Buffer) => {
      this.unread = Buffer.concat([this.unread, bytes]);
      while (this.readFrame());
    });
    stream.on("error", () => stream.destroy());
  }

  send(message: Uint8Array): void {
    const length = message.byteLength;
    const header =
      length < 126 ? Buffer.alloc(2) : length < 65536 ? Buffer.alloc(4) : Buffer.alloc(10);
    header[0] = 0x82; // final, binary
    if (length < 126) header[1] = length;
    else if (length < 65536) {
      header[1] = 126;
      header.writeUInt16BE(length, 2);
    } else {
      header[1] = 127;
      header.writeBigUInt64BE(BigInt(length), 2);
    }
    this.stream.write(Buffer.concat([header, message]));
  }

  // As a broken network does: without a word.
  cut(): void {
    this.stream.destroy();
  }

  close(code: number): void {
    this.stream.end(Buffer.from([0x88, 2, code >> 8, code & 255]));
  }

  // A client's frames are masked (5.3); those of a page's input are short.
  private readFrame(): boolean {
    const length = (this.unread[1] ?? 0) & 127;
    if (length > 125) throw new Error("the page sent a long message");
    if (this.unread.length < 6 + length) return false;
    const mask = this.unread.subarray(2, 6);
    const payload = Buffer.from(this.unread.subarray(6, 6 + length));
    payload.forEach((byte, index) => (payload[index] = byte ^ (mask[index % 4] ?? 0)));
    if (((this.unread[0] ?? 0) & 15) === 2) this.received.push(payload);
    this.unread = this.unread.subarray(6 + length);
    return true;
  }
}

export function acceptWebSockets(server: Server, accepted: (peer: WebSocketPeer) => void): void {
  server.on("upgrade", (request, stream: Duplex) => {
    const key = `${request.headers["sec-websocket-key"] ?? ""}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const answer = createHash("sha1").update(key).digest("base64");
    stream.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${answer}\r\n\r\n`,
    );
    accepted(new WebSocketPeer(stream));
  });
}
