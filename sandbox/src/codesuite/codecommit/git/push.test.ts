import { describe, expect, it } from "vitest";
import { flush, linesOf, pktLine } from "./pkt-lines.js";
import { acceptedRefs, readPush, refusedPush } from "./push.js";

const [none, one, two] = ["0", "1", "2"].map((digit) => digit.repeat(40));
const sideBand = "report-status-v2 side-band-64k agent=git/2.39.5";

function asked(capabilities = sideBand): Buffer {
  const updates = [
    `${none} ${one} refs/heads/main\0 ${capabilities}`,
    `${one} ${two} refs/heads/a b"$(x)`,
    `${two} ${none} refs/tags/v1`,
  ];
  return listOf(...updates);
}

function listOf(...lines: readonly string[]): Buffer {
  return Buffer.concat([...lines.map(pktLine), flush]);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (bytes: Buffer, size = 7) => readPush(inPieces(bytes, size));

describe("a push", () => {
  it.each([1, 7, 10_000])("is read up to its contents, in pieces of %s bytes", async (size) => {
    const bytes = Buffer.concat([asked(), Buffer.from("PACK and the rest")]);
    const push = await read(bytes, size);
    expect(push?.updates).toEqual([
      { ref: "refs/heads/main", from: none, to: one },
      { ref: 'refs/heads/a b"$(x)', from: one, to: two },
      { ref: "refs/tags/v1", from: two, to: none },
    ]);
    expect(push?.capabilities).toEqual(sideBand.split(" "));
    expect(bytes.indexOf(push?.head ?? "")).toBe(0);
  });

  it("of a shallow clone says so first", async () => {
    const push = await read(Buffer.concat([pktLine(`shallow ${two}`), asked()]));
    expect([push?.updates.length, push?.capabilities]).toEqual([3, sideBand.split(" ")]);
  });

  it("that asks for nothing is one: so git tries whether it may", async () => {
    expect((await read(flush))?.updates).toEqual([]);
  });

  it.each([
    ["ends too early", asked().subarray(0, 50)],
    ["is empty", Buffer.alloc(0)],
    ["writes an id as git's clients do not", listOf(`${none} ${"A".repeat(40)} refs/heads/main`)],
    ["has two updates on one line", listOf(`${none} ${one} refs/heads/a\n${none} ${one} refs/heads/main\n`)],
    [
      "hides updates in a certificate",
      listOf("push-cert\0", `version 0.1\n\n${none} ${one} refs/heads/main\n`),
    ],
    ["asks for something beside its updates", listOf(`${none} ${one} refs/heads/a`, "refs/heads/main")],
  ])("that %s is none", async (_, bytes) => {
    expect(await read(bytes)).toBeUndefined();
  });

  it("that is something else is refused", async () => {
    await expect(read(Buffer.from("<html>"))).rejects.toThrow("no line of git's protocol");
  });

  it("is never read without an end", async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield pktLine("x".repeat(60_000));
    }
    expect(await readPush(endless())).toBeUndefined();
  });
});

describe("the answer to a push", () => {
  const report = [
    pktLine("unpack ok\n"),
    pktLine("ok refs/heads/main\n"),
    pktLine("ng refs/heads/x no\n"),
    flush,
  ];

  it("says which references have moved, in bands or without", async () => {
    const [first, ...rest] = report.map((part) => pktLine(Buffer.concat([Buffer.of(1), part])));
    const progress = pktLine(Buffer.concat([Buffer.of(2), Buffer.from("ok refs/heads/x\n")]));
    const banded = Buffer.concat([first ?? flush, progress, ...rest, flush]);
    const push = await read(asked());
    const plain = await read(asked("report-status"));
    if (!push || !plain) throw new Error("That is a push.");
    expect([...acceptedRefs(banded, push)]).toEqual(["refs/heads/main"]);
    expect([...acceptedRefs(Buffer.concat(report), plain)]).toEqual(["refs/heads/main"]);
  });

  it("that refuses it gives a reason for each reference, on one line", async () => {
    const push = await read(asked("report-status"));
    if (!push) throw new Error("That is a push.");
    const lines = linesOf(refusedPush(push, (ref) => `not\n${ref}`)).map(String);
    expect(lines).toEqual([
      "unpack ok\n",
      "ng refs/heads/main not refs/heads/main\n",
      'ng refs/heads/a b"$(x) not refs/heads/a b"$(x)\n',
      "ng refs/tags/v1 not refs/tags/v1\n",
    ]);
    const banded = await read(asked());
    const [line] = linesOf(refusedPush(banded ?? push, (ref) => ref));
    expect(line?.[0]).toBe(1);
  });
});
