import { expect, it } from "vitest";
import { exportLines, profileLines } from "./shell.js";

it("each variable is one export line", () => {
  expect(exportLines({ A: "1", B: "http://127.0.0.1:1" })).toBe(
    "export A='1'\nexport B='http://127.0.0.1:1'\n",
  );
});

it("a quote in a value stays a quote in the shell", () => {
  expect(exportLines({ A: "it's $HOME" })).toBe("export A='it'\\''s $HOME'\n");
});

it("a profile is a section with the two keys, and no more", () => {
  const keys = { AWS_ACCESS_KEY_ID: "222222222222", AWS_SECRET_ACCESS_KEY: "s+/" };
  expect(profileLines("staging", { ...keys, AWS_REGION: "eu-central-1" })).toBe(
    "[staging]\naws_access_key_id = 222222222222\naws_secret_access_key = s+/\n",
  );
});
