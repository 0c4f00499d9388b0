/** The sandbox is a package of its own, which stagewright does not depend on: it is there in a checkout. */
export const loadSandbox = () => import("@stagewright/sandbox").catch(explainAbsence);

export const loadSandboxCommand = () => import("@stagewright/sandbox/command").catch(explainAbsence);

function explainAbsence(error: unknown): never {
  if (!isAbsence(error)) throw error;
  throw new Error(
    [
      "The sandbox is a package of its own, @stagewright/sandbox, and it is not installed beside stagewright.",
      "In a checkout of stagewright, `npm ci && npm run build` makes it.",
      "Elsewhere, pack it in a checkout (`npm pack --workspace sandbox`) and install the file that this writes.",
    ].join("\n"),
  );
}

/** Neither the package nor what was built of it. https://nodejs.org/api/errors.html#err_module_not_found */
function isAbsence(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND") return false;
  return /@stagewright\/sandbox|[\\/]sandbox[\\/]dist[\\/]/.test(error.message);
}
