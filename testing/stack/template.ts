/**
 * What Terraform makes of a string of its JSON, after its own description (Terraform language, "JSON
 * Configuration Syntax" and "Strings and Templates"): `$${` and `%%{` are text, `${…}` is an expression,
 * `%{…}` a directive. Written without a look at the compiler, so that the two check each other.
 */
export function evaluate(template: string, resolve: (expression: string) => string): string {
  return template.replace(tokens, (token, expression: string | undefined) => {
    if (token === "$${" || token === "%%{") return token.slice(1);
    if (expression !== undefined) return resolve(expression);
    throw new Error(`Terraform would run what begins with ${token} in ${template}`);
  });
}

/** From left to right: the two escapes, an expression without braces of its own, the start of anything else. */
const tokens = /\$\$\{|%%\{|\$\{((?:[^{}"]|"[^"]*")*)\}|\$\{|%\{/g;
