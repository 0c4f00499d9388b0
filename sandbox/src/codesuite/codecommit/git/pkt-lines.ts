import { AwsError } from "../../core/index.js";

/** A line of git's protocol, or a mark between lines: https://git-scm.com/docs/protocol-common#_pkt_line_format */
export interface PktLine {
  /** Absent of a mark. */
  readonly content?: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** The line that begins here; nothing if it is not whole, and an error if it is none. */
export function pktLineAt(bytes: Buffer, at: number): PktLine | undefined {
  if (bytes.length < at + 4) return undefined;
  const length = bytes.toString("latin1", at, at + 4);
  if (!/^[0-9a-f]{4}$/i.test(length)) throw noProtocol();
  const size = Number.parseInt(length, 16);
  if (size < 4) return { end: at + 4 };
  return bytes.length < at + size
    ? undefined
    : { content: bytes.subarray(at + 4, at + size), end: at + size };
}

/** All lines up to the first mark, or as far as they are whole. */
export function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let line = pktLineAt(bytes, 0);
  while (line?.content) {
    lines.push(line.content);
    line = pktLineAt(bytes, line.end);
  }
  return lines;
}

export function pktLine(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, "0")), bytes]);
}

/** The mark that ends a list. */
export const flush = Buffer.from("0000");

function noProtocol(): AwsError {
  return new AwsError("InvalidRequest", "There is no line of git's protocol.", 400);
}
