import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A real server that stands where the emulator would. */
export interface TinyUpstream {
  readonly url: string;
  /** The connections that were ever made to it. */
  readonly sockets: readonly Socket[];
  close(): Promise<void>;
}

export async function startUpstream(listener: RequestListener): Promise<TinyUpstream> {
  const server = createServer(listener);
  const sockets: Socket[] = [];
  server.on("connection", (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
