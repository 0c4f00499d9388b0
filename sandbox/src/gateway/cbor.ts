/** A CBOR map of texts (RFC 8949), which is all that an error needs. */
export function encodeCborMap(fields: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(fields);
  return Buffer.concat([head(majorMap, entries.length), ...entries.flat().map(encodeText)]);
}

const majorText = 3;
const majorMap = 5;

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([head(majorText, bytes.length), bytes]);
}

/** A major type with a length: within the first byte below 24, else in the two bytes after it. */
function head(major: number, length: number): Buffer {
  const kind = major << 5;
  return length < 24 ? Buffer.from([kind | length]) : Buffer.from([kind | 25, length >> 8, length & 0xff]);
}
