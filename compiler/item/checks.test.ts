import { describe, expect, it } from "vitest";
import { cases } from "../../testing/expect/cases.js";
import { diagnosticsOf, problemsOf } from "../../testing/expect/problems.js";
import { environment, item, itemWith, itemWithTest, test } from "../../testing/items/items.js";
import { checkSettings, type Settings } from "../settings/index.js";

const prod = (keys: Record<string, unknown>) => itemWith({ Prod: environment(keys) });
const base = "/DeploymentConfigurations/Prod";
const smoke = `${base}/Tests/Smoke`;

function settingsOf(written: object): Settings {
  const { settings } = checkSettings(written);
  if (!settings) throw new Error("unsound settings in a test");
  return settings;
}

describe("a branch", () => {
  it("may be any that git takes", () => {
    expect(problemsOf(item({ RepoTag: "feature/${x}/日本語" }))).toEqual([]);
  });

  it.each(cases("two words", "a..b", "../../etc", "-x", "main\n", "x".repeat(256), "", 5))(
    "may not be %j",
    (branch) => {
      const wrong = problemsOf(item({ RepoTag: branch }));
      expect(wrong).toHaveLength(1);
      expect(wrong[0]).toMatch(/ \/RepoTag$/);
      expect(problemsOf(itemWithTest({ Branch: branch }))).toHaveLength(1);
    },
  );
});

describe("a running test", () => {
  it.each(["Repository", "Branch"])("needs %s", (key) => {
    expect(diagnosticsOf(itemWithTest({ [key]: undefined }))).toMatchObject([
      { code: "item.missing-key", path: `${smoke}/${key}`, hint: `Add ${key}, or set Run to false.` },
    ]);
  });

  it("needs neither if its source is in S3, or if it does not run", () => {
    const source = { Type: "S3", Bucket: "acme-tests", Key: "tests.zip" };
    expect(problemsOf(itemWithTest({ Repository: undefined, Branch: undefined, Source: source }))).toEqual(
      [],
    );
    expect(problemsOf(itemWithTest({ Repository: undefined, Branch: undefined, Run: false }))).toEqual([]);
  });

  it("is not told to add what is there and wrong", () => {
    expect(problemsOf(itemWithTest({ Repository: 5 }))).toEqual([`item.wrong-type ${smoke}/Repository`]);
    expect(problemsOf(itemWithTest({ Branch: "<branch>" }))).toEqual([`item.placeholder ${smoke}/Branch`]);
  });
});

describe("names", () => {
  it.each(["prod.eu", "2nd", "Prod_US", "a-b", "constructor", "toString", "valueOf", "x".repeat(40)])(
    "the environment may be called %s",
    (name) => {
      expect(problemsOf(itemWith({ [name]: environment() }))).toEqual([]);
    },
  );

  it.each(["", "a b", "a/b", "_a", ".a", "-a", "ä", "x".repeat(41), "${x}", "a\nb", "..", "__proto__"])(
    "the environment may not be called %j",
    (name) => {
      const written = JSON.parse(JSON.stringify(item({ DeploymentConfigurations: {} })));
      written.DeploymentConfigurations = JSON.parse(
        `{${JSON.stringify(name)}: ${JSON.stringify(environment())}}`,
      );
      const wrong = problemsOf(written);
      expect(wrong).toHaveLength(1);
      expect(wrong[0]).toMatch(/^item\.(wrong-value|unprintable) \/DeploymentConfigurations\//);
    },
  );

  it.each(["Smoke", "2nd", "load.test", "constructor", "toString", "y".repeat(32)])(
    "the test may be called %s",
    (name) => {
      expect(problemsOf(prod({ Tests: { [name]: test() } }))).toEqual([]);
    },
  );

  it.each(["", "a b", "a/b", "y".repeat(33), "%{x}"])("the test may not be called %j", (name) => {
    expect(problemsOf(prod({ Tests: { [name]: test() } }))).toHaveLength(1);
  });

  it("that differ only in case are refused", () => {
    expect(problemsOf(itemWith({ Prod: environment(), PROD: environment() }))).toEqual([
      "item.same-but-for-case /DeploymentConfigurations/PROD",
    ]);
    expect(problemsOf(prod({ Tests: { Smoke: test(), smoke: test() } }))).toEqual([
      `item.same-but-for-case ${base}/Tests/smoke`,
    ]);
    expect(problemsOf(item({ Tags: { team: "a", Team: "b" } }))).toEqual([
      "item.same-but-for-case /Tags/Team",
    ]);
  });
});

describe("an account", () => {
  it.each(["222222222222", "012345678901"])("may be %s", (account) => {
    expect(problemsOf(prod({ AwsAccountId: account }))).toEqual([]);
  });

  it.each(cases("12345678901", "1234567890123", "12345678901a", 222222222222, ""))(
    "may not be %j",
    (account) => {
      expect(problemsOf(prod({ AwsAccountId: account }))).toHaveLength(1);
    },
  );

  it("must be among those of the installation, if it names any", () => {
    const settings = settingsOf({ limits: { accounts: ["333333333333"] } });
    expect(problemsOf(prod({}), { settings })).toEqual([`item.limit-account ${base}/AwsAccountId`]);
    expect(problemsOf(prod({ AwsAccountId: "333333333333" }), { settings })).toEqual([]);
  });
});

describe("an approval", () => {
  const topic = "arn:aws:sns:us-east-1:111111111111:approvals";
  const settings = settingsOf({ limits: { topics: ["arn:aws:sns:*:111111111111:*"] } });

  it.each(
    cases(
      true,
      false,
      "true",
      "false",
      "lead@example.com",
      ["a@example.com", "b@example.com"],
      topic,
      {},
      { Emails: ["a@example.com"], Message: "${file('/etc/passwd')}", TimeoutMinutes: 5 },
      { TopicArn: topic },
    ),
  )("may be %j", (approval) => {
    expect(problemsOf(prod({ ManualApproval: approval }), { settings })).toEqual([]);
  });

  it.each([
    ["yes", "item.wrong-value", ""],
    ["", "item.wrong-value", ""],
    ["two@example.com, three@example.com", "item.wrong-value", ""],
    ["<email-address>", "item.placeholder", ""],
    [5, "item.wrong-type", ""],
    [null, "item.wrong-type", ""],
    [[], "item.wrong-count", ""],
    [["a@example.com", "a@example.com"], "item.repeated", "/1"],
    [["a@example.com", "nobody"], "item.wrong-value", "/1"],
    [{ Email: "a@example.com" }, "item.unknown-key", "/Email"],
    [{ Emails: ["a@example.com"], TopicArn: topic }, "item.approval-twice", ""],
    [{ TimeoutMinutes: 4 }, "item.out-of-range", "/TimeoutMinutes"],
    ["arn:aws:sns:eu-west-1:111111111111:approvals", "item.topic-elsewhere", ""],
    [{ TopicArn: "arn:aws:sns:eu-west-1:111111111111:approvals" }, "item.topic-elsewhere", "/TopicArn"],
    ["arn:aws:sns:us-east-1:111111111111:stagewright_control-failures", "item.own-topic", ""],
    [
      { TopicArn: "arn:aws:sns:us-east-1:111111111111:stagewright-a--bcdefghijk_prod-approval" },
      "item.own-topic",
      "/TopicArn",
    ],
    ["arn:aws:sns:us-east-1:111111111111:approvals.fifo", "item.wrong-value", ""],
  ])("may not be %j", (approval, code, path) => {
    const problems = problemsOf(prod({ ManualApproval: approval }), { settings });
    expect(problems).toEqual([`${code} ${base}/ManualApproval${path}`]);
  });

  it("is told to a topic where the installation lists it, and to none by default", () => {
    const others = settingsOf({ limits: { topics: ["arn:aws:sns:us-east-1:111111111111:release-*"] } });
    for (const using of [others, settingsOf({})]) {
      expect(problemsOf(prod({ ManualApproval: { TopicArn: topic } }), { settings: using })).toEqual([
        `item.limit-topic ${base}/ManualApproval/TopicArn`,
      ]);
    }
  });

  it("must name a topic of the central account", () => {
    const settings = settingsOf({ centralAccount: "999999999999" });
    expect(problemsOf(prod({ ManualApproval: topic }), { settings })).toEqual([
      `item.topic-elsewhere ${base}/ManualApproval`,
    ]);
  });
});

describe("capabilities", () => {
  it("are bounded by the installation", () => {
    const settings = settingsOf({ limits: { capabilities: ["CAPABILITY_IAM"] } });
    const written = prod({ Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"] });
    expect(problemsOf(written)).toEqual([]);
    expect(problemsOf(written, { settings })).toEqual([`item.limit-capability ${base}/Capabilities/1`]);
  });

  it.each([[["CAPABILITY_ALL"]], [["CAPABILITY_IAM", "CAPABILITY_IAM"]]])("may not be %j", (capabilities) => {
    expect(problemsOf(prod({ Capabilities: capabilities }))).toHaveLength(1);
  });
});

describe("parameters of the template", () => {
  it("may hold any text", () => {
    expect(problemsOf(prod({ ParameterOverrides: { A: '${file("/etc/passwd")}', B: "" } }))).toEqual([]);
  });

  it("may be as long as CodePipeline takes, and no longer", () => {
    const overrides = (length: number) => ({
      ParameterOverrides: { A: "x".repeat(length - '{"A":""}'.length) },
    });
    expect(problemsOf(prod(overrides(1000)))).toEqual([]);
    expect(problemsOf(prod(overrides(1001)))).toEqual([`item.overrides-too-long ${base}/ParameterOverrides`]);
  });

  it.each(["a-b", "__proto__", "", "a b"])("may not be called %j", (name) => {
    const overrides = JSON.parse(`{${JSON.stringify(name)}: "x"}`);
    expect(problemsOf(prod({ ParameterOverrides: overrides }))).toEqual([
      `item.wrong-value ${base}/ParameterOverrides/${name}`,
    ]);
  });
});

describe("tags", () => {
  it.each(cases({}, { team: "checkout", "Häuser/x": "" }, { constructor: "x", toString: "y" }))(
    "may be %j",
    (tags) => {
      expect(problemsOf(item({ Tags: tags }))).toEqual([]);
    },
  );

  it.each([
    "aws:x",
    "AWS:x",
    "stagewright:x",
    "StageWright:x",
    "",
    "a\u0000",
    "x".repeat(129),
    "${x}",
    "__proto__",
  ])("may not be called %j", (key) => {
    expect(problemsOf(item({ Tags: JSON.parse(`{${JSON.stringify(key)}: "x"}`) }))).toHaveLength(1);
  });

  it("cannot change those of the installation", () => {
    const settings = settingsOf({ tags: { team: "platform" } });
    expect(problemsOf(item({ Tags: { team: "checkout" } }), { settings })).toEqual([
      "item.limit-tag /Tags/team",
    ]);
    expect(problemsOf(item({ Tags: { Team: "checkout" } }), { settings })).toEqual([
      "item.same-but-for-case /Tags/Team",
    ]);
  });

  it("are no more than AWS takes, together with those of the installation", () => {
    const tags = (prefix: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));
    const settings = settingsOf({ tags: tags("s", 40) });
    expect(problemsOf(item({ Tags: tags("i", 5) }), { settings })).toEqual([]);
    expect(problemsOf(item({ Tags: tags("i", 6) }), { settings })).toEqual(["item.too-many-tags /Tags"]);
  });
});

describe("paths", () => {
  it.each(["buildspec.yml", "ci/a b.yml", "..hidden/x.yml", "a..b/x.yml", "日本語/a+b@c.yml"])(
    "in a repository may be %j",
    (path) => {
      expect(problemsOf(item({ BuildSpecFile: path }))).toEqual([]);
    },
  );

  it.each([
    "/etc/passwd",
    "../x",
    "a/../../x",
    "..",
    "a/..",
    "a\\b",
    "",
    "a\u0000b",
    "arn:aws:s3:::x/spec.yml",
  ])("in a repository may not be %j", (path) => {
    expect(problemsOf(item({ BuildSpecFile: path }))).toHaveLength(1);
    expect(problemsOf(prod({ TemplatePath: path }))).toHaveLength(1);
    expect(problemsOf(itemWithTest({ BuildSpec: path }))).toHaveLength(1);
  });

  it.each([
    ["ci\\buildspec.yml", "no backslash"],
    ["version: 0.2\nphases: {}", "no buildspec in place of its path"],
    ['{"version": "0.2"}', "no buildspec in place of its path"],
    ["arn:aws:s3:::x/spec.yml", "no ARN"],
    ["../spec.yml", "no step upwards by two dots"],
  ])("of a buildspec may not be %j, and the hint says why", (path, reason) => {
    const [problem] = diagnosticsOf(item({ BuildSpecFile: path }));
    expect(`${problem?.message} ${problem?.hint}`).toContain(reason);
    expect(`${problem?.message} ${problem?.hint}`).not.toContain("...");
  });
});

describe("executions side by side", () => {
  it("are refused where anything is deployed, with what is allowed", () => {
    const written = itemWith({ Dev: environment(), Idle: environment({ Deploy: false }) });
    expect(diagnosticsOf({ ...written, ExecutionMode: "PARALLEL" })).toMatchObject([
      {
        code: "item.parallel-deployments",
        path: "/ExecutionMode",
        message: expect.stringMatching(/to Dev:/),
        hint: expect.stringContaining("QUEUED"),
      },
    ]);
  });

  it("are taken where nothing is deployed", () => {
    const written = itemWith({ Dev: environment({ Deploy: false }) });
    expect(problemsOf({ ...written, ExecutionMode: "PARALLEL" })).toEqual([]);
    expect(problemsOf({ ...item(), ExecutionMode: "PARALLEL" })).toEqual([]);
  });
});

describe("a bucket's name", () => {
  it.each(["xn--releases", "sthree-releases", "amzn-s3-demo-releases"])(
    "is none that S3 keeps: %s",
    (Bucket) => {
      const written = item({ Source: { Type: "S3", Bucket, Key: "source.zip" } });
      expect(problemsOf(written)).toEqual(["item.wrong-value /Source/Bucket"]);
    },
  );
});
