import { flush, linesOf, pktLine, pktLineAt } from "./pkt-lines.js";

/** What a push asks of one reference; an id of zeros is none. */
export interface RefUpdate {
  /** `refs/heads/main` */
  readonly ref: string;
  readonly from: string;
  readonly to: string;
}

/** What a push asks: https://git-scm.com/docs/pack-protocol#_reference_update_request_and_packfile_transfer */
export interface PushRequest {
  readonly updates: readonly RefUpdate[];
  readonly capabilities: readonly string[];
  /** What has been read of it, all of which git is to get too. */
  readonly head: Buffer;
}

/** Bytes: ten thousand references and more. */
const longestHead = 4 * 2 ** 20;

/** Reads a push up to its contents. Nothing is given of what is no push. */
export async function readPush(chunks: AsyncIterator<Buffer>): Promise<PushRequest | undefined> {
  let head: Buffer = Buffer.alloc(0);
  const lines: string[] = [];
  for (let at = 0; at <= longestHead; ) {
    const line = pktLineAt(head, at);
    if (line && !line.content) return requestOf(lines, head);
    if (line?.content) lines.push(line.content.toString());
    at = line?.end ?? at;
    const more = line ? undefined : await chunks.next();
    if (more?.done) return undefined;
    if (more) head = Buffer.concat([head, more.value]);
  }
  return undefined;
}

/** Nothing, if a line is not what git's clients write: git itself takes other forms, in which a reference would go unjudged. */
function requestOf(lines: readonly string[], head: Buffer): PushRequest | undefined {
  const commands = lines.filter((line) => !/^shallow [0-9a-f]{40}\n?$/.test(line));
  const updates = commands.flatMap((line) => updateIn(line) ?? []);
  if (updates.length < commands.length) return undefined;
  const capabilities = commands[0]?.split("\0")[1]?.trim().split(" ") ?? [];
  return { updates, capabilities, head };
}

function updateIn(line: string): RefUpdate | undefined {
  const [, from, to, ref] = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)(?:\0[^\n]*)?\n?$/.exec(line) ?? [];
  return from === undefined || to === undefined || ref === undefined ? undefined : { ref, from, to };
}

/** The references that git's answer to a push says have moved. Every git of today asks for this report. */
export function acceptedRefs(answer: Buffer, { capabilities }: PushRequest): ReadonlySet<string> {
  const report = capabilities.includes("side-band-64k") ? firstBand(answer) : answer;
  const words = linesOf(report).map((line) => line.toString().trim());
  return new Set(words.filter((line) => line.startsWith("ok ")).map((line) => line.slice(3)));
}

/** The answer that refuses a whole push, with a reason for each reference, as a hook's refusal would look. */
export function refusedPush(
  { updates, capabilities }: PushRequest,
  reasonOf: (ref: string) => string,
): Buffer {
  const refusals = updates.map(({ ref }) => pktLine(`ng ${ref} ${reasonOf(ref).replaceAll("\n", " ")}\n`));
  const report = Buffer.concat([pktLine("unpack ok\n"), ...refusals, flush]);
  if (!capabilities.includes("side-band-64k")) return report;
  return Buffer.concat([...inBand(report), flush]);
}

/** Bytes of one line, without its length and the number of its band. */
const longestLine = 65_515;

function* inBand(report: Buffer): Generator<Buffer> {
  for (let at = 0; at < report.length; at += longestLine) {
    yield pktLine(Buffer.concat([Buffer.of(1), report.subarray(at, at + longestLine)]));
  }
}

/** https://git-scm.com/docs/pack-protocol#_packfile_data: the first of three bands is data, the others are for people. */
function firstBand(answer: Buffer): Buffer {
  const lines = linesOf(answer).filter((line) => line[0] === 1);
  return Buffer.concat(lines.map((line) => line.subarray(1)));
}
