/** The name by which people call the command line, where nobody says another: hints begin with it. */
export const defaultProgram = "stagewright-sandbox";
