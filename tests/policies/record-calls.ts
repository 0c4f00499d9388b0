import { writeFile } from "node:fs/promises";
import { type ControlPlane, startControlPlane } from "../../testing/installation/control-plane.js";
import { recordFile } from "./recorded-calls.js";
import { liveOnce, target } from "./recorded-life.js";
import { rolesOf, toRecord } from "./to-record.js";

/** Lives an installation's life in the sandbox, and writes down what IAM was asked meanwhile. Some minutes. */
const plane: ControlPlane = await startControlPlane({}, [target], {
  codePipeline: { startsItself: true },
});
try {
  await liveOnce(plane, (step) => console.error(`${new Date().toISOString()} ${step}`));
  const roots = plane.rootCalls();
  if (roots.length > 0) throw new Error(`An account's root called: ${roots.join(", ")}`);
  const calls = toRecord(await plane.sandbox.decisions(), rolesOf(plane.names));
  await writeFile(recordFile, calls.map((call) => `${JSON.stringify(call)}\n`).join(""));
  console.error(`${calls.length} calls.`);
} finally {
  const denied = (await plane.sandbox.decisions()).filter(({ allowed }) => !allowed);
  for (const { principal, action, resource } of denied)
    console.error(`Denied to ${principal}: ${action} on ${resource}`);
  await plane.close();
}
