const form = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/**
 * The one way to write a number of DynamoDB's, which has up to 38 digits: `1500`, `1.5E+3` and `01500.0` are all
 * `15e2`. What is no number stays as it is.
 */
export function decimal(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = form.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return whole + fraction === "" ? text : "0e0";
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === "-" ? "-" : ""}${significant}e${power}`;
}

/** Whether JavaScript's number is this very number, and the document client writes it back. */
export function isExact(text: string): boolean {
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER && decimal(String(number)) === decimal(text);
}
