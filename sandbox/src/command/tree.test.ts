import { expect, it } from "vitest";
import { drawTree } from "./tree.js";

it("children hang below their parent, the last one at a corner", () => {
  const tree = [
    {
      label: "a",
      children: [
        { label: "b", children: [{ label: "c" }] },
        { label: "d", children: [{ label: "e" }] },
      ],
    },
    { label: "f" },
  ];
  expect(drawTree(tree)).toBe(["a", "├─ b", "│  └─ c", "└─ d", "   └─ e", "f"].join("\n"));
});

it("no roots make no lines", () => {
  expect(drawTree([])).toBe("");
});
