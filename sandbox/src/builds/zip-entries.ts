import { inflateRawSync } from "node:zlib";

/** One file or folder of a zip archive; a folder's path ends with `/`. */
export interface ZipEntry {
  readonly path: string;
  /** As Unix has it, where the archive was made there: `0o100755`. */
  readonly mode: number;
  /** Throws where the archive is damaged. */
  content(): Uint8Array;
}

/** Headers, with the offsets of what is read of them: APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16. */
const localHeader = { length: 30, name: 26, extra: 28 };
const centralHeader = {
  ...{ signature: 0x02014b50, length: 46, method: 10, size: 20, fullSize: 24 },
  ...{ name: 28, extra: 30, comment: 32, attributes: 38, offset: 42 },
};
const endRecord = { signature: 0x06054b50, length: 22, directory: 16 };

const stored = 0;

/** What an archive's directory names, in its order. Throws where there is no directory. Archives over 4 GB have another. */
export function zipEntries(archive: Uint8Array): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries: ZipEntry[] = [];
  let at = directoryOf(view);
  while (view.getUint32(at, true) === centralHeader.signature) {
    const lengthOf = (part: "name" | "extra" | "comment") => view.getUint16(at + centralHeader[part], true);
    const name = archive.subarray(at + centralHeader.length).subarray(0, lengthOf("name"));
    const header = at;
    entries.push({
      path: new TextDecoder().decode(name),
      mode: view.getUint32(at + centralHeader.attributes, true) >>> 16,
      content: () => contentOf(archive, view, header),
    });
    at += centralHeader.length + lengthOf("name") + lengthOf("extra") + lengthOf("comment");
  }
  return entries;
}

/** The last record, before a comment of any length. */
function directoryOf(view: DataView): number {
  for (let at = view.byteLength - endRecord.length; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === endRecord.signature)
      return view.getUint32(at + endRecord.directory, true);
  }
  throw new Error("it has no directory, as a zip archive has at its end");
}

function contentOf(archive: Uint8Array, view: DataView, header: number): Uint8Array {
  const offset = view.getUint32(header + centralHeader.offset, true);
  const size = view.getUint32(header + centralHeader.size, true);
  const skipped =
    view.getUint16(offset + localHeader.name, true) + view.getUint16(offset + localHeader.extra, true);
  const bytes = archive.subarray(offset + localHeader.length + skipped).subarray(0, size);
  if (view.getUint16(header + centralHeader.method, true) === stored) return bytes;
  return inflateRawSync(bytes, {
    maxOutputLength: Math.max(1, view.getUint32(header + centralHeader.fullSize, true)),
  });
}
