/** What a proof makes for itself, beside an installation. No underscore is in a prefix, so none of these is an installation's. */
export function proofNames(prefix: string) {
  const named = (what: string) => `${prefix}_prove-${what}`;
  return {
    operator: named("operator"),
    editor: named("editor"),
    /** Makes the roles of the target account, where that is the central account. */
    administrator: named("administrator"),
    formation: named("formation"),
    deployer: named("deployer"),
    tests: named("tests"),
    site: named("site"),
    /** The project whose build shows that the account runs any, and its role. */
    build: named("build"),
    /** What a pipeline of the proof's own acts as: one whose project has no source. */
    pipeline: named("pipeline"),
    /** What the function of the deployed stack runs as: of those that deployers may pass by default. */
    application: `${prefix}-prove-application`,
    /** The queue that hears of failures. */
    queue: named("failures"),
  };
}
