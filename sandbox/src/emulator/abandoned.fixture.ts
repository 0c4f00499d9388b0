// A program of its own, to be killed. Arguments: the state folder, and an address. It starts an emulator, makes a table,
// starts a function that calls the address and then never ends, and writes the emulator's process id.
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { testAccount, testRegion } from "../test-account.fixture.js";
import { as, handler, trustOfService } from "./emulator.fixture.js";
import { prepareEmulator } from "./emulator.js";
import { installEmulator } from "./packages.js";

const [stateDir = "", address = ""] = process.argv.slice(2);
const emulator = await prepareEmulator({
  packages: await installEmulator(),
  stateDir,
  accountId: testAccount,
  region: testRegion,
});
await emulator.open(address);
const client = as(emulator);
await new DynamoDBClient(client).send(
  new CreateTableCommand({
    TableName: "kept",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  }),
);
const { Role } = await new IAMClient(client).send(
  new CreateRoleCommand({
    RoleName: "endless",
    AssumeRolePolicyDocument: trustOfService("lambda.amazonaws.com"),
  }),
);
const lambda = new LambdaClient(client);
await lambda.send(
  new CreateFunctionCommand({
    FunctionName: "endless",
    Role: Role?.Arn,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Timeout: 600,
    Code: {
      ZipFile: handler("await fetch(process.env.AWS_ENDPOINT_URL); for (;;);"),
    },
  }),
);
await lambda.send(new InvokeCommand({ FunctionName: "endless", InvocationType: "Event" }));
console.log(JSON.stringify({ pid: emulator.pid }));
