import Handlebars from "handlebars";
import type { Settings } from "../../../compiler/index.js";
import { buildspecTemplate } from "./templates/buildspec.js";
import { verifyPackage } from "./verify-package.js";

/** Of the images that AWS keeps, which have several; any other image brings the Node that it has. */
const nodeVersion = 22;

/** What a build does, once it knows its package: one command, which reads from the ledger what is to be done. */
export function buildspecOf({ controller }: Pick<Settings, "controller">, packageSha256: string): string {
  const isOfAws = controller.image.startsWith("aws/codebuild/");
  return render(buildspecTemplate, {
    runtime: isOfAws ? nodeVersion : undefined,
    commands: [verifyPackage(packageSha256), "node dist/stagewright.js reconcile"],
  });
}

/** Values are quoted as JSON, which YAML reads, and not as HTML. */
function render(template: string, values: object): string {
  const handlebars = Handlebars.create();
  handlebars.registerHelper("json", (value: unknown) => JSON.stringify(value));
  return handlebars.compile(template, { noEscape: true, strict: true })(values);
}
