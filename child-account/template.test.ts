import { expect, it } from "vitest";
import { childRoles, settingsForAccount } from "./child-account.js";
import { rolesVersion, rolesVersionTag } from "./roles-version.js";
import { choices, settingsWith, targetSite } from "./settings.fixture.js";
import { childAccountTemplate } from "./template.js";

/** As CloudFormation fills it in, in one account. */
function filledIn(template: object) {
  const values = { "${AWS::Partition}": targetSite.partition, "${AWS::AccountId}": targetSite.account };
  const text = JSON.stringify(template).replace(/\{"Fn::Sub":("(?:[^"\\]|\\.)*")\}/g, "$1");
  return JSON.parse(text.replace(/\$\{AWS::\w+\}/g, (name) => values[name as keyof typeof values] ?? name));
}

it.each(Object.entries(choices))("the template holds the roles of the model: %s", (_, childAccount) => {
  const settings = settingsWith(childAccount);
  const { Resources } = filledIn(childAccountTemplate(settings));
  const roles = childRoles(targetSite, settingsForAccount(settings, targetSite.account));
  expect(Object.values(Resources)).toEqual(
    roles.map(({ kind, name, description, trust, policy, boundary }) => ({
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: name,
        Description: description,
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: kind, PolicyDocument: policy }],
        ...(boundary && { PermissionsBoundary: boundary }),
        Tags: [{ Key: rolesVersionTag, Value: rolesVersion(settings) }],
      },
    })),
  );
});
