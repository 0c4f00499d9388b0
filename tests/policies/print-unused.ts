import { installedRoles } from "./installed-roles.js";
import { recordedCalls } from "./recorded-calls.js";
import { reasons, unusedForAReason } from "./unused-for-a-reason.js";
import { usageOf } from "./used-permissions.js";

const calls = recordedCalls();
let isExplained = true;
for (const [role, policy] of Object.entries(installedRoles)) {
  const { used, unused } = await usageOf(role, policy, calls);
  console.log(`${role}: ${used.length} permissions used, ${unused.length} unused`);
  for (const permission of unused.filter((one) => !reasons.has(one))) {
    console.log(`  without a reason: ${permission}`);
    isExplained = false;
  }
}
for (const [reason, permissions] of Object.entries(unusedForAReason)) {
  console.log(`\n${reason}:`);
  for (const permission of permissions) console.log(`  ${permission}`);
}
process.exitCode = isExplained ? 0 : 1;
