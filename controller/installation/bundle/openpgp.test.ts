import { describe, expect, it } from "vitest";
import { hashicorpKeys } from "./hashicorp-keys.js";
import { fingerprintOf, isSigned, publicKeyOf } from "./openpgp.js";

/** Made by GnuPG 2: a key, and its signatures of one line. */
const packet = bytes([
  "BGsKL0kBCADjdXFYhWkV//FPOmKPcPNzykAZpUwHQyv1AgEkTMppvHuOBBJC2OIrscxmiaNhpD2o3v5oXA3A4Q9frLEZgKhB",
  "ou4p53oYy9cfP1zA8bX1ksg7mY9ZiJH+2hyt9vlyhPo1NuLiVo96PEveoBEjdsJt2rr7xRjnHQAqkdy4xasUjb22T1HLhqCc",
  "z2lmavYmlSnPKCkEy3awuWMBtBkPSncGCFHTKqV+xMZ/eFgbW6gFTT5bJMfdaQ4GUJwl9nCkxc7y+Sk3U0Y9TGdgKu4kXUac",
  "mhD+lIoHjMSIu6td7QEvOG84pAz0lSnll1IgOgVRM5Foky98SQsXKVpZQrkvEElVABEBAAE=",
]);
const data = Buffer.from("abc  terraform.zip\n");
const signatures = {
  "SHA-256": bytes([
    "iQEzBAABCgAdFiEEhzeS+WFl4YRUTua/JeH4zfbn4MsFAmsKL0oACgkQJeH4zfbn4MsjsAgAzZDCyvWzOqQZMwhPTZishaKM",
    "ohIZO4fFAqsRWWU5/DK0oeBrc2bSelFACeWTie/n7LHfjuDxGoZn8sBZcL7+xsfiUt8/2gmkHOEK1yDWBjsMRCxTK+9OkcJs",
    "wQlMB7OmK6eT7S1zJoMYO9ODS4W4REbsyF4FVaYWLsL6q1CwwQeC67nAafgrc1VxnFnya+dXJHU9WxIHy5haM3CCri+vINFw",
    "vZcl9/zlEfV8wDmNkPAUeqLYGNohj0wxQLV55e7AUt0eg7MK/sEo55/6+eMwjHZ54mSLrFtGNl/4b+ZtGX5d7NT+AT831igx",
    "5LqtgWk0Vq+9sRF5erH4AkNil2zj+g==",
  ]),
  "SHA-512": bytes([
    "iQEzBAABCgAdFiEEhzeS+WFl4YRUTua/JeH4zfbn4MsFAmsKL0oACgkQJeH4zfbn4MsjsAgAzZDCyvWzOqQZMwhPTZishaKM",
    "ohIZO4fFAqsRWWU5/DK0oeBrc2bSelFACeWTie/n7LHfjuDxGoZn8sBZcL7+xsfiUt8/2gmkHOEK1yDWBjsMRCxTK+9OkcJs",
    "wQlMB7OmK6eT7S1zJoMYO9ODS4W4REbsyF4FVaYWLsL6q1CwwQeC67nAafgrc1VxnFnya+dXJHU9WxIHy5haM3CCri+vINFw",
    "vZcl9/zlEfV8wDmNkPAUeqLYGNohj0wxQLV55e7AUt0eg7MK/sEo55/6+eMwjHZ54mSLrFtGNl/4b+ZtGX5d7NT+AT831igx",
    "5LqtgWk0Vq+9sRF5erH4AkNil2zj+g==",
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
