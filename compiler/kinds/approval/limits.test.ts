import { describe, expect, it } from "vitest";
import { environment, itemWith } from "../../../testing/items/items.js";
import { testSettings } from "../../../testing/items/settings.js";
import { safeParseItem } from "../../item/index.js";

const account = "333333333333";

function problems(keys: object, limits: object): string[] {
  const settings = testSettings({ limits: { topics: [topic], ...limits } });
  const parsed = safeParseItem(itemWith({ Prod: environment({ AwsAccountId: account, ...keys }) }), {
    settings,
  });
  return parsed.ok ? [] : parsed.diagnostics.map(({ code, path }) => `${code} ${path}`);
}

const at = "/DeploymentConfigurations/Prod/ManualApproval";
const topic = "arn:aws:sns:us-east-1:111111111111:release-approvals";

describe("an account that the installation asks approvals for", () => {
  it.each(["always", "changes", "destroys"])("takes no deployment without one: %s", (when) => {
    const limits = { approvals: { [account]: { when } } };
    expect(problems({}, limits)).toEqual([`item.limit-approval ${at}`]);
    expect(problems({ ManualApproval: false }, limits)).toEqual([`item.limit-approval ${at}`]);
    expect(problems({ ManualApproval: true }, limits)).toEqual([]);
    expect(problems({ Deploy: false }, limits)).toEqual([]);
    expect(problems({ AwsAccountId: "222222222222" }, limits)).toEqual([]);
  });

  it("is approved by those whom the installation names, and by nobody else beside them", () => {
    const limits = {
      approvals: { [account]: { notify: ["*@release.example.com", "arn:aws:sns:*:release-*"] } },
    };
    const wrong = [`item.limit-approvers ${at}`];
    expect(problems({ ManualApproval: "ann@release.example.com" }, limits)).toEqual([]);
    expect(problems({ ManualApproval: topic }, limits)).toEqual([]);
    expect(problems({ ManualApproval: "me@example.com" }, limits)).toEqual(wrong);
    expect(problems({ ManualApproval: ["ann@release.example.com", "me@example.com"] }, limits)).toEqual(
      wrong,
    );
    expect(problems({ ManualApproval: true }, limits)).toEqual(wrong);
  });
});

describe("the addresses that mails go to", () => {
  it("are all, or those that the installation names", () => {
    const stranger = { ManualApproval: { Emails: ["stranger@elsewhere.example", "lead@example.com"] } };
    expect(problems(stranger, {})).toEqual([]);
    expect(problems(stranger, { emails: ["*@example.com"] })).toEqual([`item.limit-email ${at}`]);
    expect(problems({ ManualApproval: topic }, { emails: [] })).toEqual([]);
  });
});
