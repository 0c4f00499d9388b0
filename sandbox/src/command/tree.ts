/** A line of a tree and what hangs below it. */
export interface Node {
  readonly label: string;
  readonly children?: readonly Node[];
}

/** Draws a tree with box-drawing characters, one line per node. */
export function drawTree(roots: readonly Node[]): string {
  return roots.flatMap((root) => [root.label, ...drawChildren(root.children ?? [])]).join("\n");
}

function drawChildren(children: readonly Node[]): string[] {
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    const below = drawChildren(child.children ?? []).map((line) => `${isLast ? "   " : "│  "}${line}`);
    return [`${isLast ? "└─ " : "├─ "}${child.label}`, ...below];
  });
}
