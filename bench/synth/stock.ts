import { App, TerraformStack } from "cdktf";
import { compileFiles } from "../../compiler/compile.js";
import { readSettings } from "../../compiler/reading/index.js";
import { unescapeFromCdktf } from "../../compiler/stack/escape.js";
import { PipelineStack } from "../../compiler/stack/index.js";

/**
 * The same stacks through CDKTF as it comes: one app that holds them all, `app.synth()`, every value resolved by
 * CDKTF itself. `stock.ts ITEMS OUT`
 */
class StockStack extends PipelineStack {
  override toTerraform(): unknown {
    return unescapeFromCdktf(TerraformStack.prototype.toTerraform.call(this));
  }
}

const [items = "", outdir = ""] = process.argv.slice(2);
const read = readSettings({ environment: {}, folder: outdir });
if (!read.ok) throw new Error("There are settings here that are not sound.");
const { settings } = read.value;
const { pipelines } = compileFiles([items], { settings });
const app = new App({ outdir });
for (const pipeline of pipelines) new StockStack(app, { pipeline, settings });
app.synth();
