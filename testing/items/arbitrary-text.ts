import fc from "fast-check";

export const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const digits = "0123456789";
export const wordCharacters = `${letters}${digits}._-`;

export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** A name of these characters, starting with one that is a letter or digit. */
export const arbitraryName = (characters: string, maxLength: number) =>
  fc
    .tuple(
      fc.constantFrom(...letters, ...digits),
      fc.string({ unit: fc.constantFrom(...characters), maxLength: maxLength - 1 }),
    )
    .map(([first, rest]) => first + rest);

export const hexadecimal = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

export const accountId = fc.oneof(
  fc.constantFrom("111111111111", "222222222222", "012345678901"),
  fc.string({ unit: fc.constantFrom(...digits), minLength: 12, maxLength: 12 }),
);

/** Text that is code to something on its way: Terraform, CDKTF, a shell, YAML, HTML, a path. */
export const hostileTexts = [
  '${file("/etc/passwd")}',
  "$${escaped}",
  "%{ if true }yes%{ endif }",
  "%%{escaped}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.1]}",
  '"; rm -rf / #',
  "$(touch /tmp/x)",
  "`id`",
  "two\nlines",
  "tab\there",
  "key: [value, {",
  "- &a *a !!binary",
  "</script><script>alert(1)</script>",
  "{{handlebars}}",
  "../../outside",
  "__proto__",
  "constructor",
  "back\\slash",
  "日本語 ünïcödé 🚀",
  " leading and trailing ",
  "null",
  "012",
  "true",
] as const;

/** Any printable, composed text that is no placeholder such as `<name>`. */
export const freeText = (maxLength: number) =>
  fc
    .oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "grapheme", minLength: 1, maxLength }))
    .map((text) => text.normalize("NFC"))
    .filter((text) => !/^<[^<>]*>$/.test(text) && !/[\u2028\u2029]/.test(text));
