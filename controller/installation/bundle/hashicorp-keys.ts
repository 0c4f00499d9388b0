import type { KeyObject } from "node:crypto";
import { publicKeyOf } from "./openpgp.js";

/**
 * The keys that HashiCorp signs its releases with: the body of each OpenPGP packet of a public key, as HashiCorp publishes it,
 * with its fingerprint. https://www.hashicorp.com/trust/security ("Public PGP keys")
 */
export const hashicorpKeys: readonly PublishedKey[] = [
  {
    fingerprint: "C874011F0AB405110D02105534365D9472D7468F",
    packet: [
      "BGB9+xkBEACabYZOWKmgZsHTdRDiyPJxhbuUiKX65GUWkyRMJKi/1dviVxOXPG6hBPtF48IFnVgxKpIb7G6NjBousAV+CuLlv5yq",
      "FKpOZEGC6sBV+Gx8Vu1CICplZm+HpQPcIzwBpN+Ar4l/exCG/f/MZq/oxGgH+TyRF3XcYDjG8dbJCpHO5nQ5Cy9hQIp3/Bh09kET",
      "6lk+4QlofNgHKVT2epV8iK1cXlbQe2tZtfCUtxk+pxvU0UHXp+AB0xc3/gIhjZp/dePmCOyQyGPJbp5bpO4UeAJ6frqhexmNlaw9",
      "Z897ltZmRLGq1p4aRnWL8FPkBz9SCSKXS8uNyV5oMNVn4G1obCkc106iWuKBTibffYQzq5TG8FYVJKrhRwWB6piacEB8hl20IIWS",
      "xIM3J9tT7CPSnk5RYYCTRHgA5OOrqZhC7JefudrP8n+MpxkDgNORDu7GCfAuisrf7dXYjLsxG4tu22DBJJC0c/IpRpXDnOuJN1Q5",
      "e/3VUKKWmypNumuQpP5lc1ZFG64TRzb1HR6oIdHfbrVQfdiQXpvdcFx+Fl57WuUraXRV6qfb4ZmKHX1JEwM/7tu21QE4F1dz0jro",
      "LSricZxfaCTHHWNfvGJoZ30/MZUrpSC0IfB3iQutxbZrwIlTBt+fGLtm3vDtwMFNWM+Rb1lrOxEQd2eijdxhvBOHtlIcswARAQAB",
    ].join(""),
  },
  {
    fingerprint: "374EC75B485913604A831CC7C820C6D5CD27AB87",
    packet: [
      "BGCAXCYBEADW6RNrZVGNXvHVBqSiOWaxl1XOiEoiHPt50Aijt25yXbG+0kHIFSoR+1g6Lh20JTCChgfQkGGjzQvEuG1HTw07Yhsv",
      "Lc0pkjNMfu6gJqFox/ogc53mz69OxXauzUQ/TZ27GDVpUBu+EhDKt1s3OtA6Bjz/csop/Um7gT0+ivHyvJ/jGdnPEZv8tNuSE/Uo",
      "+hn/Q9hg8SbveZzo3C+U4KcabCESEFl8Gq6aRi9vAfa65oxD5jKaIz7cy+pwb0lizqlW7H9tQlr3dBfdIcdzgR55hTFC5/XrcwJ6",
      "/nHVH/xGskEasnfCQX8RYKMuy0UADJy72TkZbYaCx+XXIcVB8GTOmJVoAhrTSSVLAZspfCnjwnSxisDn3ZzsYrq3cV6sU8b+QlIX",
      "7VAjurE+5cZiVlaxgCjyhKqlGgmonnReWOBacCgL/UvuwMmMp5TTLmiLXLT7uxeGojEyoCk4sMrqrU1jevHyGlDJH9Taux15GILD",
      "wnYFfAvPF9WCid4UZ4Ouwjcaxfys3LxNiZIlUsXNKwS3mhiMRL4TRsbs4k4QE+LIMOsauIvcvm8/frydvQ/kUwIhVTH80XGOH909",
      "bYtJvY3fudK7ShIwm7ZFTduBJUG473E/Fn3VkhTmBX6+PjOC50HR/HybwaRCzfDruMe3TAcE/tSP5CUOb9C7+P+hPzQcDwARAQAB",
    ].join(""),
  },
];

export interface PublishedKey {
  /** 40 hex digits. */
  readonly fingerprint: string;
  /** In base64. */
  readonly packet: string;
}

/** As they verify. */
export function releaseKeys(): KeyObject[] {
  return hashicorpKeys.map(({ packet }) => publicKeyOf(Buffer.from(packet, "base64")));
}
