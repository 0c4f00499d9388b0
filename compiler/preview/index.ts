export type { Against, Previewed } from "./compared.js";
export { htmlIndex, htmlPage, pageName } from "./html/page.js";
export { code, markdown } from "./markdown.js";
export type * from "./preview.js";
export { previewOf } from "./preview-of.js";
