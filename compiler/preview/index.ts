export type { Against, Previewed } from "./compared.js";
export { htmlIndex, htmlPage, pageName } from "./html/page.js";
export { style } from "./html/style.js";
export { markdown } from "./markdown.js";
export { code, markdownTable } from "./markup.js";
export type * from "./preview.js";
export { previewOf } from "./preview-of.js";
