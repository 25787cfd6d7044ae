// SPDX-License-Identifier: GPL-2.0-or-later
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

import { acceptWebSockets, type WebSocketPeer } from "./web_socket_server";

// The gateway's policy: no script, style or connection but the page's own.
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

export interface PageServer {
  readonly address: string;
  close(): void;
}

// Serves the built page alone, and JSON where a test gives some.
export async function servePage(
  folder: string,
  answers: Readonly<Record<string, unknown>>,
  accepted?: (peer: WebSocketPeer) => void,
): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    const file = path === "/" ? "/index.html" : normalize(path);
    if (Object.hasOwn(answers, path)) {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify(answers[path]));
      return;
    }
    readFile(join(folder, file)).then(
      (content) => {
        response.writeHead(200, {
          "Content-Type": types[extname(file)] ?? "application/octet-stream",
          "Content-Security-Policy": policy,
          "Cross-Origin-Opener-Policy": "same-origin",
          "Cross-Origin-Embedder-Policy": "require-corp",
        });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  if (accepted) acceptWebSockets(server, accepted);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
