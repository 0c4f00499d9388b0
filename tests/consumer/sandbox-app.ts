import { type Sandbox, startSandbox } from "@stagewright/sandbox";
import { runSandboxCommand } from "@stagewright/sandbox/command";

const sandbox: Sandbox = await startSandbox({ stateDir: "state", region: "eu-west-1" });
sandbox.gateway.records.list().map(({ service, action, status }) => `${service} ${action} ${status}`);
await sandbox.close();
process.exitCode = await runSandboxCommand(["show", "--json"], "account");
