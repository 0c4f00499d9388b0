import { installedMatrix } from "./installed-matrix.js";
import { drawMatrix, matrix } from "./matrix.js";

const rows = [...(await matrix()), ...(await installedMatrix())];
console.log(drawMatrix(rows));
for (const { role, wrong } of rows) for (const what of wrong) console.error(`${role} is ${what}`);
process.exitCode = rows.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
