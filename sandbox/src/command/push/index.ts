export { type PushOptions, pushFolder } from "./push.js";
