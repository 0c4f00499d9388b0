import { describe, expect, it } from "vitest";
import { hashicorpKeys } from "./hashicorp-keys.js";
import { fingerprintOf, isSigned, publicKeyOf } from "./openpgp.js";

/** Made by GnuPG 2: a key, and its signatures of one line. */
const packet = bytes([
  "BGsKXyoBCADCqzSwZQMkZFtMcxUQ2pJDxcOMXoUZAsX/Pjr7T2Tvolb1a/SSTEOSgMySlpP7OCVnKQ6MtznMg0p5GKkLfxMp",
  "81d9frJm0OGGhP4nwIxVp4yxnStneN9c6A4adDOxR2TTQwuVvM385Kwqr0fUGqsLpihKSgUnEo1LpSrHbhKLcMnV0YqYdJS7",
  "36SO/cOcNA+Z/Vcxx2L7LB8kAGNALZHl3CMe7NCrbvBuxmQKbF8/HRNlyL49admjTzMPgoTdGRjnOsTJPmgMh0qA2G0R/PSJ",
  "eRRPrKk6OMIJlhMK5V4lZJCED1fsloHKeH1HqvqqQ7IDLzQfArsfVc7JomnwoWeXABEBAAE=",
]);
const data = Buffer.from("abc  terraform.zip\n");
const signatures = {
  "SHA-256": bytes([
    "iQEzBAABCAAdFiEEvV7o1LIbXIO2cjoV6ZxR8/KYom8FAmsKXyoACgkQ6ZxR8/KYom8mHwf/d8JNSVISzRObLnUH3lThGM2M",
    "w2rHt9n8B8a4R89xZpDvNzzMPkYrzIpeWrv0EQOrTotXLUAaY6Ymcq2qnbyPu4wEaBNMlIj1T1DsM9JS80ftCr+WXr3LVi34",
    "iORzfLAwIAMg+VJC5YykYG260pCfjl+zKR5Y2/UijIR0IvW+N/bPLS2FseK5FDhscvJRAdxM4TDYbs3ItEZl4GkNBBPZYkWD",
    "FsrZbroUCM7qEOA2cP+tNpDMb0+HV/+dfrcplVBqMFpnvzZSWG5TnBwUEx90beSkgmBQBtOW2EGVDFsHRjtYs3f+l8GZ7O7A",
    "Yhj5FLveM6kr9O+f/o9SO+XOpMKm8A==",
  ]),
  "SHA-512": bytes([
    "iQEzBAABCgAdFiEEvV7o1LIbXIO2cjoV6ZxR8/KYom8FAmsKXyoACgkQ6ZxR8/KYom+Udgf/Q6Haim9XuqmlqIr70qzqPdR2",
    "3M/FlQ9Fnm+Mb0bVysuM9g3qw5Wbvy56Nmrj47aCEoNBayskWMkfJhQxXhQMZ8d/G48XsYiBs9V/APPOzeESoGC6m6fpmMht",
    "Ff0V30IKMidhoUoRxW9H1OLIr6L9s4r6kbKlJDy09JOU5RkdBPjV+cMFcRHxlslGJdpEb9zcbkE6OucBtEZuJgii/Zvr5iWz",
    "2eAAN6iwQFeVC2MIFRh6lbXt0gsaSWhYrlJqvjyE56y8HlhW/PsdfBHOyYeI4RSqRX/+nYkYbS1wxg+fZ/6HH0jT1raUza9G",
    "lCKbIkj6UMMG8MrtchJ2Zkv0JJYxBA==",
  ]),
};
const key = publicKeyOf(packet);

function bytes(base64: readonly string[]): Uint8Array {
  return Buffer.from(base64.join(""), "base64");
}

describe("a signature that GnuPG made", () => {
  it.each(Object.entries(signatures))("is known by its key, of %s", (_, signature) => {
    expect(isSigned(data, signature, [key])).toBe(true);
  });

  it("is none of other bytes, and none of another key", () => {
    const signature = signatures["SHA-512"];
    expect(isSigned(Buffer.from("abc  evil.zip\n"), signature, [key])).toBe(false);
    const others = hashicorpKeys.map((other) => publicKeyOf(Buffer.from(other.packet, "base64")));
    expect(isSigned(data, signature, others)).toBe(false);
    expect(isSigned(data, signature, [])).toBe(false);
  });

  it("is none with one byte of what is hashed changed, nor cut short", () => {
    const signature = signatures["SHA-512"];
    const hashed = 3 + 6 + ((signature[7] ?? 0) << 8) + (signature[8] ?? 0);
    for (let at = 0; at < signature.length; at += 1) {
      const changed = Uint8Array.from(signature, (byte, index) => (index === at ? byte ^ 1 : byte));
      if (at < hashed || at >= signature.length - 256) expect(isSigned(data, changed, [key])).toBe(false);
      expect(isSigned(data, signature.subarray(0, at), [key])).toBe(false);
    }
  });

  it.each(["", "-----BEGIN PGP SIGNATURE-----", "\u00ff\u00ff\u00ff"])("is not %j", (text) => {
    expect(isSigned(data, Buffer.from(text, "latin1"), [key])).toBe(false);
  });
});

describe("HashiCorp's keys", () => {
  it.each(hashicorpKeys)(
    "are those of the fingerprint $fingerprint",
    ({ fingerprint, packet: published }) => {
      expect(fingerprintOf(Buffer.from(published, "base64"))).toBe(fingerprint);
    },
  );
});
