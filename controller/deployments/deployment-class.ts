/** How much a plan does, the least first: nothing, outputs alone, changes, or something is destroyed or replaced. */
export const deploymentClasses = ["none", "outputs", "changes", "destroys"] as const;

export type DeploymentClass = (typeof deploymentClasses)[number];

/** From which class on a person is asked. */
export const askFromWords = ["always", "changes", "destroys"] as const;

export type AskFrom = (typeof askFromWords)[number];

/** Of each word, the least class that asks: outputs are what others build on, so they ask as changes do. */
const leastThatAsks: Readonly<Record<AskFrom, DeploymentClass>> = {
  always: "none",
  changes: "outputs",
  destroys: "destroys",
};

/** Whether a plan of a class needs a person, by what an item wants and by what its installation wants at least. */
export function needsPerson(found: DeploymentClass, ...wanted: readonly AskFrom[]): boolean {
  const rank = (one: DeploymentClass) => deploymentClasses.indexOf(one);
  return wanted.length === 0 || wanted.some((word) => rank(found) >= rank(leastThatAsks[word]));
}
