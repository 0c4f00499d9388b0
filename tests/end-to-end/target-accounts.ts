import { expect, it } from "vitest";
import type { ControlPlane } from "../../testing/installation/control-plane.js";
import { stacksOf } from "../../testing/stacks-of.js";
import { execute, propose, stackStatusOf } from "../accounts/pipeline-stack.js";
import { asTargetRole, mayTake, rolesOfAccount } from "../accounts/target-roles.js";
import { accounts, byProfile, shopPipeline } from "./shop.js";

const [formation, deployer, tests] = [
  "ChildAccountFormationRole",
  "ChildAccountDeployerRole",
  "ChildAccountTestRole",
] as const;
const denied = /not authorized to perform: cloudformation:CreateChangeSet/;

/** What the shop's roles may do in its target accounts, once these are prepared and the pipeline is there. */
export function inTargetAccounts(plane: () => ControlPlane): void {
  const pipeline = () => shopPipeline(plane().settings);
  const staging = () => firstEnvironment(plane());
  const act = (caller: string, account: string, role: string) =>
    asTargetRole(plane(), roleOf(caller, plane()), { account, role });
  const proposal = (stack: string) => proposalOf(stack, plane());

  it.each(accounts)("there are in %s exactly the roles of the model", async (account) => {
    const { settings, client, people } = plane();
    const {
      administrators: { [account]: credentials = client.credentials },
    } = people;
    const { model, held } = await rolesOfAccount(account, settings, { ...client, credentials });
    expect(held).toEqual(model);
  });

  it.each(accounts)("it takes the formation role of %s, and no other role there", async (account) => {
    expect(await taken(pipeline().roles.pipeline, account, plane())).toEqual([formation]);
  });

  it("its tests take the test role of their own account, and nothing else", async () => {
    const { environments } = pipeline();
    expect(environments.map(({ accountId }) => accountId)).toEqual(accounts);
    for (const {
      tests: [test],
      accountId,
    } of environments)
      for (const account of accounts)
        expect(await taken(test?.role ?? "", account, plane())).toEqual(account === accountId ? [tests] : []);
  });

  it("it deploys its stack with the deployer role; its tests see what came of it, and change nothing", async () => {
    const { stackName, tests: own } = staging();
    const change = proposal(stackName);
    const deployment = await act(pipeline().roles.pipeline, byProfile, formation);
    await propose(change, deployment);
    await execute(change, deployment);
    const test = await act(own[0]?.role ?? "", byProfile, tests);
    expect(await stackStatusOf(stackName, test)).toBe("CREATE_COMPLETE");
    await expect(propose(change, test)).rejects.toThrow(denied);
  });

  it("it touches no stack that is not of a pipeline", async () => {
    const deployment = await act(pipeline().roles.pipeline, byProfile, formation);
    await expect(propose(proposal("stagewright-network"), deployment)).rejects.toThrow(denied);
  });
}

function firstEnvironment({ settings }: ControlPlane) {
  const pipeline = shopPipeline(settings);
  const [first] = pipeline.environments;
  const [stack] = stacksOf(pipeline);
  if (!first || !stack) throw new Error("The shop has no environment.");
  return { ...first, ...stack };
}

function proposalOf(StackName: string, plane: ControlPlane) {
  const { changeSetName: ChangeSetName } = firstEnvironment(plane);
  return { StackName, ChangeSetName, RoleARN: `arn:aws:iam::${byProfile}:role/${deployer}` };
}

/** Which of an account's roles a role of the central account may take. */
async function taken(caller: string, account: string, plane: ControlPlane): Promise<string[]> {
  const may: string[] = [];
  for (const role of [formation, deployer, tests])
    if (await mayTake(plane, roleOf(caller, plane), { account, role })) may.push(role);
  return may;
}

function roleOf(name: string, { sandbox }: ControlPlane): string {
  return `arn:aws:iam::${sandbox.accountId}:role/${name}`;
}
