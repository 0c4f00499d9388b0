export { json, renderStack } from "./render.js";
export { writeStacks } from "./write-stacks.js";
