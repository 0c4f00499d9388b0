import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/**
 * As much of OpenPGP (RFC 4880) as a detached signature of a release needs: version 4, RSA, SHA-256 to SHA-512. What is
 * anything else does not verify.
 */

/** A public key out of the body of its packet (section 5.5.2). */
export function publicKeyOf(packet: Uint8Array): KeyObject {
  const [n, e] = [numberAt(packet, 6), numberAt(packet, 6 + lengthAt(packet, 6))];
  return createPublicKey({ key: { kty: "RSA", n: base64url(n), e: base64url(e) }, format: "jwk" });
}

/** 40 hex digits (section 12.2). */
export function fingerprintOf(packet: Uint8Array): string {
  const head = Uint8Array.of(0x99, packet.length >> 8, packet.length & 0xff);
  return createHash("sha1").update(head).update(packet).digest("hex").toUpperCase();
}

/** Whether any of the signatures is one of any of these keys, of exactly these bytes. */
export function isSigned(data: Uint8Array, signatures: Uint8Array, keys: readonly KeyObject[]): boolean {
  try {
    return signaturesIn(signatures).some((signature) => keys.some((key) => fits(data, signature, key)));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const hashes: Readonly<Record<number, string>> = { 8: "sha256", 9: "sha384", 10: "sha512" };

/** Sections 5.2.3 and 5.2.4: hashed are the data, the head of the signature, and how long that is. */
function fits(data: Uint8Array, body: Uint8Array, key: KeyObject): boolean {
  const [version, type, algorithm, hash = 0] = body;
  const name = hashes[hash];
  if (version !== 4 || type !== 0 || algorithm !== 1 || name === undefined) return false;
  const view = viewOf(body);
  const head = 6 + view.getUint16(4);
  const unhashed = 2 + view.getUint16(head);
  const trailer = new Uint8Array(6);
  trailer.set([4, 0xff]);
  viewOf(trailer).setUint32(2, head);
  const signed = Buffer.concat([data, body.subarray(0, head), trailer]);
  const value = numberAt(body, head + unhashed + 2);
  if (value.length !== lengthAt(body, head + unhashed + 2) - 2) return false;
  const bytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  return verify(name, signed, key, Buffer.concat([Buffer.alloc(Math.max(0, bytes - value.length)), value]));
}

const signatureTag = 2;

/** The bodies of all signature packets (section 4.2). Throws a RangeError for what is no sequence of packets. */
function signaturesIn(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { tag, start, end } = packetAt(bytes, at);
    if (tag === signatureTag && end <= bytes.length) found.push(bytes.subarray(start, end));
    at = end;
  }
  return found;
}

function packetAt(bytes: Uint8Array, at: number): { tag: number; start: number; end: number } {
  const head = bytes[at] ?? 0;
  if ((head & 0x80) === 0) throw new RangeError("no packet");
  const { size, length } = head & 0x40 ? newLength(bytes, at + 1) : oldLength(bytes, at + 1, head & 3);
  const tag = head & 0x40 ? head & 0x3f : (head >> 2) & 0xf;
  const start = at + 1 + size;
  return { tag, start, end: start + length };
}

function oldLength(bytes: Uint8Array, at: number, kind: number): { size: number; length: number } {
  const view = viewOf(bytes);
  if (kind === 0) return { size: 1, length: view.getUint8(at) };
  if (kind === 1) return { size: 2, length: view.getUint16(at) };
  if (kind === 2) return { size: 4, length: view.getUint32(at) };
  throw new RangeError("a packet of unknown length");
}

function newLength(bytes: Uint8Array, at: number): { size: number; length: number } {
  const view = viewOf(bytes);
  const first = view.getUint8(at);
  if (first < 192) return { size: 1, length: first };
  if (first < 224) return { size: 2, length: ((first - 192) << 8) + view.getUint8(at + 1) + 192 };
  if (first === 255) return { size: 5, length: view.getUint32(at + 1) };
  throw new RangeError("a packet in parts");
}

/** A multiprecision integer: its length in bits, then its bytes (section 3.2). */
function numberAt(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.subarray(at + 2, at + lengthAt(bytes, at));
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return 2 + Math.ceil(viewOf(bytes).getUint16(at) / 8);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
