import type { TerraformModule, TerraformResource } from "cdktf";

/**
 * Makes a resource or a module wait for others, named by address. Set as plain text: given to the constructor, CDKTF would
 * wrap each address in a token.
 */
export function dependOn<R extends TerraformModule | TerraformResource>(
  resource: R,
  addresses: readonly string[],
): R {
  resource.dependsOn = [...addresses];
  return resource;
}
