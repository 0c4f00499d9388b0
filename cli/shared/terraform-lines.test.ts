import { expect, it } from "vitest";
import { transcript } from "../../testing/expect/transcript.js";
import { terraformLines } from "./terraform-lines.js";

const shop = { repository: "webshop", branch: "main" };
const blog = { repository: "blog", branch: "main" };

it("a build's log counts what is done in Terraform's own words, for each pipeline by itself", () => {
  const out = transcript();
  const tell = terraformLines(out, true);
  tell(shop, "Plan: 2 to add, 0 to change, 0 to destroy.");
  tell(blog, "Plan: 0 to add, 1 to change, 0 to destroy.");
  tell(shop, "a.b: Creating...");
  tell(shop, "a.b: Creation complete after 4s [id=1]");
  tell(blog, "c.d: Modifications complete after 1s [id=2]");
  expect(out.lines.slice(2)).toEqual([
    "webshop main │ a.b: Creating...",
    "webshop main │ [1 of 2] a.b: Creation complete after 4s [id=1]",
    "blog main │ [1 of 1] c.d: Modifications complete after 1s [id=2]",
  ]);
});

it("a person sees what passes in place, and everything else as it is", () => {
  const passing: string[] = [];
  const out = { ...transcript(), progress: (line: string) => void passing.push(line) };
  const tell = terraformLines(out, false);
  const lines = [
    "Plan: 2 to add, 0 to change, 0 to destroy.",
    "a.b: Creating...",
    "a.b: Creation complete after 4s [id=1]",
    "Apply complete! Resources: 1 added.",
  ];
  for (const line of lines) tell(shop, line);
  expect(passing).toEqual(["webshop main │ a.b: Creating...", "webshop main │ [1 of 2] created a.b 4 s"]);
  expect(out.lines).toEqual([`webshop main │ ${lines[0]}`, `webshop main │ ${lines[3]}`]);
});
