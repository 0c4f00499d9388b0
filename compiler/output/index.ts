export { writeStacks } from "./write-stacks.js";
