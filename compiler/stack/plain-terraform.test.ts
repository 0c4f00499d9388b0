import { tmpdir } from "node:os";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryConfiguration } from "../../testing/items/arbitrary-item.js";
import { modelOf } from "../../testing/items/compile.js";
import { exampleItem, exampleItems } from "../../testing/items/examples.js";
import { plainFormOf } from "../../testing/items/item-forms.js";
import { item } from "../../testing/items/items.js";
import { permissiveSettings } from "../../testing/items/permissive-settings.js";
import { times } from "../../testing/items/times.js";
import { checkSettings, type Settings } from "../settings/index.js";
import { unescapeFromCdktf } from "./escape.js";
import { cdktfJson } from "./json.js";
import { overridesOf, PipelineStack } from "./pipeline-stack.js";
import { plainTerraform } from "./plain-terraform.js";
import { withoutStackTraces } from "./without-stack-traces.js";

function stackOf(written: unknown, settings: Settings = permissiveSettings): PipelineStack {
  const pipeline = modelOf(written, settings);
  return withoutStackTraces(() => new PipelineStack(new App({ outdir: tmpdir() }), { pipeline, settings }));
}

/** What CDKTF itself makes of the stack. */
function stock(stack: TerraformStack): unknown {
  return unescapeFromCdktf(withoutStackTraces(() => TerraformStack.prototype.toTerraform.call(stack)));
}

function plain(stack: TerraformStack, settings: Settings = permissiveSettings) {
  return plainTerraform(stack, overridesOf(settings));
}

/** The bytes of `cdk.tf.json`, as this compiler makes them and as CDKTF would. */
function bothOf(stack: PipelineStack): { ours: string; stocks: string } {
  return { ours: cdktfJson(stack.toTerraform()), stocks: cdktfJson(stock(stack)) };
}

describe("plain Terraform", () => {
  it.each([...exampleItems().keys()])("of the example %s is what CDKTF makes", (file) => {
    const stack = stackOf(exampleItem(file));
    expect(cdktfJson(plain(stack))).toBe(cdktfJson(stock(stack)));
  });

  it("of any configuration is what CDKTF makes", () => {
    fc.assert(
      fc.property(arbitraryConfiguration, (configuration) => {
        const stack = stackOf(plainFormOf(configuration));
        expect(cdktfJson(plain(stack))).toBe(cdktfJson(stock(stack)));
      }),
      { numRuns: times(100) },
    );
  });

  it.each(["dynamodb", "s3", "both"])("of an installation that locks with %s is what CDKTF makes", (lock) => {
    const { settings = permissiveSettings } = checkSettings({ state: { lock }, tags: { team: "x" } });
    const stack = stackOf(item(), settings);
    expect(settings.state.lock).toBe(lock);
    expect(cdktfJson(plain(stack, settings))).toBe(cdktfJson(stock(stack)));
  });

  it("leaves out what is undefined, also in lists, and keeps null", () => {
    const stack = new TerraformStack(new App({ outdir: tmpdir() }), "own");
    const topic = new SnsTopic(stack, "topic", {});
    topic.addOverride("value", [1, undefined, null, { a: undefined, b: null, c: false }]);
    const terraform = plainTerraform(stack, {});
    expect(terraform).toMatchObject({
      resource: { aws_sns_topic: { topic: { value: [1, null, { b: null, c: false }] } } },
    });
    expect(terraform).toMatchObject({ resource: (stock(stack) as { resource: object }).resource });
  });

  it.each([
    ["in a text", (topic: SnsTopic) => topic.arn],
    ["within a text", (topic: SnsTopic) => `see ${topic.arn}`],
    ["in a number", (topic: SnsTopic) => topic.signatureVersion],
    ["in a list", (topic: SnsTopic) => topic.getListAttribute("some_list")],
    ["in a key", (topic: SnsTopic) => ({ [topic.arn]: true })],
    ["as an object", (topic: SnsTopic) => topic.getStringMapAttribute("some_map")],
  ])("is not made of a stack that holds a token %s", (_, tokenOf) => {
    const stack = new TerraformStack(new App({ outdir: tmpdir() }), "own");
    const topic = new SnsTopic(stack, "topic", {});
    expect(plainTerraform(stack, {})).toBeDefined();
    new TerraformOutput(stack, "value", { value: tokenOf(topic) });
    expect(plainTerraform(stack, {})).toBeUndefined();
  });

  it("throws what a construct throws", () => {
    const stack = new TerraformStack(new App({ outdir: tmpdir() }), "own");
    const output = new TerraformOutput(stack, "broken", { value: "" });
    output.toTerraform = () => {
      throw new Error("no value yet");
    };
    expect(() => plainTerraform(stack, {})).toThrow("no value yet");
  });

  it("holds nothing of a stack within the stack", () => {
    const stack = stackOf(item());
    new TerraformOutput(new TerraformStack(stack, "inner"), "inner-output", { value: "inner" });
    const { ours, stocks } = bothOf(stack);
    expect(ours).not.toContain("inner-output");
    expect(ours).toBe(stocks);
  });
});

describe("a pipeline's stack with additions of a user", () => {
  it("resolves the tokens of an added construct and still keeps every text of the item as data", () => {
    const stack = stackOf(item({ RepoTag: "release/${x}" }));
    const region = new DataAwsRegion(stack, "here");
    new SnsTopic(stack, "news", { name: `news-${region.name}` });
    expect(plain(stack)).toBeUndefined();
    const terraform = JSON.parse(bothOf(stack).ours);
    expect(terraform.resource.aws_sns_topic.news.name).toBe("news-${data.aws_region.here.name}");
    expect(terraform.output.branch.value).toBe("release/$${x}");
    expect(terraform.terraform.required_version).toBe(">= 1.10");
  });

  it("honours what is overridden in the stack", () => {
    const stack = stackOf(item());
    stack.addOverride("terraform.required_version", ">= 1.12");
    stack.addOverride("terraform.required_providers.aws.version", "5.100.0");
    stack.addOverride("resource.aws_s3_bucket.artifacts.force_destroy", false);
    const { terraform, resource } = JSON.parse(bothOf(stack).ours);
    expect(terraform.required_version).toBe(">= 1.12");
    expect(terraform.required_providers.aws).toEqual({ source: "hashicorp/aws", version: "5.100.0" });
    expect(resource.aws_s3_bucket.artifacts.force_destroy).toBe(false);
  });

  it("joins what CDKTF keeps in lists, such as several providers", () => {
    const stack = stackOf(item());
    new AwsProvider(stack, "other", { alias: "other", region: "eu-west-1" });
    const { ours, stocks } = bothOf(stack);
    expect(plain(stack)).toBeDefined();
    expect(JSON.parse(ours).provider.aws).toHaveLength(2);
    expect(ours).toBe(stocks);
  });

  it("honours what is overridden in one resource, as CDKTF does", () => {
    const stack = stackOf(item());
    new SnsTopic(stack, "news", { name: "news" }).addOverride("name", "other");
    const { ours, stocks } = bothOf(stack);
    expect(plain(stack)).toBeDefined();
    expect(JSON.parse(ours).resource.aws_sns_topic.news.name).toBe("other");
    expect(ours).toBe(stocks);
  });
});
