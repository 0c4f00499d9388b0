/** Whether an argument is an account; else it is a path of items. */
export function isAccount(name: string): boolean {
  return /^[0-9]{12}$/.test(name);
}
