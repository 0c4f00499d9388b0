/** Templates of applications: what the deployer role has to be able to make, beside what its services allow. */

const inline = "exports.handler = async () => {}";

/** A function, a state machine and a rule, each of which is given a role that is there. */
export const withRole = (role: string) => ({
  Resources: {
    Handler: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Role: role,
        Handler: "index.handler",
        Runtime: "nodejs22.x",
        Code: { ZipFile: inline },
      },
    },
    Machine: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        RoleArn: role,
        DefinitionString: JSON.stringify({ StartAt: "End", States: { End: { Type: "Succeed" } } }),
      },
    },
    Nightly: {
      Type: "AWS::Events::Rule",
      Properties: {
        ScheduleExpression: "rate(1 day)",
        Targets: [{ Id: "machine", Arn: { Ref: "Machine" }, RoleArn: role }],
      },
    },
  },
});

/** A stack in the stack, whose template lies where `package` puts it. */
export const nesting = (TemplateURL: string) => ({
  Resources: { Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } } },
});

export const serverless = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: { Orders: { Type: "AWS::Serverless::SimpleTable" } },
};
