// Runs inside a build, with the build's own credentials: tries each escalation and prints how it ended, one JSON line each.
import { createRequire } from "node:module";
import { join } from "node:path";

// The clients are those of the package under test; a build has no node_modules of its own.
const clients = createRequire(join(process.env.CLIENTS, "package.json"));
const targets = JSON.parse(process.env.TARGETS);

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
});
const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

const object = (location) => ({
  Bucket: location.slice(0, location.indexOf("/")),
  Key: location.slice(location.indexOf("/") + 1),
});
const role = (RoleArn) => ({ RoleArn, RoleSessionName: "attempt" });

/** What is tried: a name, the service, its operation, its input. */
const attempts = [
  ["read its own artifacts", "s3", "GetObject", object(targets.ownObject)],
  ["take the test role of its account", "sts", "AssumeRole", role(targets.testRole)],
  ["write a package", "s3", "PutObject", { ...object(targets.packages), Body: "x" }],
  ["write the build's output", "s3", "PutObject", { ...object(targets.output), Body: "x" }],
  ["write a source", "s3", "PutObject", { ...object(targets.source), Body: "x" }],
  ["write a test's source", "s3", "PutObject", { ...object(targets.testSource), Body: "x" }],
  ["read the application's source", "s3", "GetObject", object(targets.source)],
  ["read another pipeline's artifacts", "s3", "GetObject", object(targets.otherObject)],
  ["read the state of pipelines", "s3", "GetObject", object(targets.state)],
  ["take the formation role", "sts", "AssumeRole", role(targets.formationRole)],
  ["take a role of another account", "sts", "AssumeRole", role(targets.strangeRole)],
  ["start another pipeline's project", "codebuild", "StartBuild", { projectName: targets.otherProject }],
  [
    "change its own project",
    "codebuild",
    "UpdateProject",
    { name: targets.ownProject, timeoutInMinutes: 10 },
  ],
  [
    "create a role without boundary",
    "iam",
    "CreateRole",
    { RoleName: "backdoor", AssumeRolePolicyDocument: trust },
  ],
  [
    "widen its own role",
    "iam",
    "PutRolePolicy",
    { RoleName: targets.ownRole, PolicyName: "all", PolicyDocument: everything },
  ],
  ["shake off its boundary", "iam", "DeleteRolePermissionsBoundary", { RoleName: targets.ownRole }],
  [
    "change the boundary",
    "iam",
    "CreatePolicyVersion",
    { PolicyArn: targets.boundary, PolicyDocument: everything, SetAsDefault: true },
  ],
  ["start its pipeline", "codepipeline", "StartPipelineExecution", { name: targets.pipeline }],
  [
    "put an item into the config table",
    "dynamodb",
    "PutItem",
    {
      TableName: targets.table,
      Item: { RepoName: { S: "evil" }, RepoTag: { S: "main" } },
    },
  ],
];

for (const [name, service, operation, input] of attempts) {
  const sdk = clients(`@aws-sdk/client-${service}`);
  const [client] = Object.keys(sdk).filter((key) => /^[A-Z].*[a-z]Client$|^[A-Z]+\w*Client$/.test(key));
  try {
    await new sdk[client]({ maxAttempts: 1 }).send(new sdk[`${operation}Command`](input));
    console.log(JSON.stringify({ name, outcome: "allowed" }));
  } catch (error) {
    console.log(JSON.stringify({ name, outcome: error.name, message: error.message }));
  }
}
