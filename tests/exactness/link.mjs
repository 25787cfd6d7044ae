// SPDX-License-Identifier: GPL-2.0-or-later
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { get } from "node:http";
import { connect } from "node:net";

// A viewer's link to a session: the printed address becomes a cookie, then a WebSocket (RFC 6455).
// Emits "frame" with each binary message, and "end".
export class Link extends EventEmitter {
  static async open(address) {
    const cookie = await new Promise((found, failed) => {
      get(address, (answer) => {
        const cookies = answer.headers["set-cookie"];
        answer.resume();
        if (cookies) found(cookies[0].split(";")[0]);
        else failed(new Error(`no cookie, but ${answer.statusCode}`));
      }).on("error", failed);
    });
    return new Link(new URL(address), cookie);
  }

  constructor(address, cookie) {
    super();
    this.received = Buffer.alloc(0);
    this.open = false;
    this.parts = [];
    this.socket = connect(address.port, address.hostname);
    this.socket.setNoDelay();
    this.socket.on("data", (bytes) => this.take(bytes));
    this.socket.on("close", () => this.emit("end"));
    this.socket.on("error", () => {}); // a close follows
    this.socket.write(
      `GET /session HTTP/1.1\r\nHost: ${address.host}\r\nOrigin: ${address.origin}\r\n` +
        `Cookie: ${cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
  }

  send(bytes, opcode = 2) {
    const mask = randomBytes(4);
    const masked = Buffer.from(bytes).map((byte, i) => byte ^ mask[i & 3]);
    const size = masked.length;
    const head = Buffer.alloc(size < 126 ? 2 : 4);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (size < 126 ? size : 126);
    if (size >= 126) head.writeUInt16BE(size, 2);
    if (this.socket.writable) this.socket.write(Buffer.concat([head, mask, masked]));
  }

  close() {
    this.socket.destroy();
  }

  take(bytes) {
    this.received = Buffer.concat([this.received, bytes]);
    if (!this.open) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const status = this.received.subarray(0, end).toString().split("\r\n")[0];
      if (!status.includes(" 101 ")) throw new Error(`no WebSocket: ${status}`);
      this.received = this.received.subarray(end + 4);
      this.open = true;
      this.emit("open");
    }
    while (this.takeMessage());
  }

  takeMessage() {
    if (this.received.length < 2) return false;
    const code = this.received[1] & 0x7f; // the size itself, or how many bytes tell it
    const head = code === 126 ? 4 : code === 127 ? 10 : 2;
    if (this.received.length < head) return false;
    let size = code;
    if (code === 126) size = this.received.readUInt16BE(2);
    if (code === 127) size = Number(this.received.readBigUInt64BE(2));
    if (this.received.length < head + size) return false;
    const opcode = this.received[0] & 15;
    const last = (this.received[0] & 0x80) !== 0;
    const body = this.received.subarray(head, head + size);
    this.received = this.received.subarray(head + size);
    if (opcode === 9) this.send(body, 10); // ping, pong
    if (opcode > 2) return true;
    this.parts.push(body);
    if (last) this.emit("frame", Buffer.concat(this.parts.splice(0)));
    return true;
  }
}
