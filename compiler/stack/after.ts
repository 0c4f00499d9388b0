import type { TerraformResource } from "cdktf";

/**
 * Makes a resource wait for others, named by address. Set as plain text: given to the constructor, CDKTF would
 * wrap each address in a token.
 */
export function after<R extends TerraformResource>(resource: R, addresses: readonly string[]): R {
  resource.dependsOn = [...addresses];
  return resource;
}
