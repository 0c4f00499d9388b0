import { randomInt } from "node:crypto";

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The last part of an artifact's key: seven characters. */
export function newKey(): string {
  return Array.from({ length: 7 }, () => characters[randomInt(characters.length)]).join("");
}
