const rules: readonly { readonly breaks: (name: string) => boolean; readonly reason: string }[] = [
  {
    breaks: (name) => /[ ~^:?*[\\\p{Cc}]/u.test(name),
    reason: "it holds a space, a control character or one of ~^:?*[\\",
  },
  { breaks: (name) => name.includes(".."), reason: "it holds two dots in a row" },
  { breaks: (name) => name.includes("@{"), reason: "it holds @{" },
  { breaks: (name) => name === "@" || name === "HEAD", reason: "git keeps this name for its own" },
  { breaks: (name) => name.includes("//"), reason: "it holds two slashes in a row" },
  { breaks: (name) => /^[/-]|[/.]$/.test(name), reason: "it starts with / or - or ends with / or ." },
  {
    breaks: (name) => name.split("/").some((part) => part.startsWith(".")),
    reason: "a part of it starts with a dot",
  },
  {
    breaks: (name) => name.split("/").some((part) => part.endsWith(".lock")),
    reason: "a part of it ends with .lock",
  },
];

/** Why git refuses a branch name (git-check-ref-format), or undefined if it takes it. */
export function whyNoBranch(name: string): string | undefined {
  return rules.find((rule) => rule.breaks(name))?.reason;
}
