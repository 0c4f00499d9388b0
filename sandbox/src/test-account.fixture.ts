/** The account and the region of tests that need no other. */
export const testAccount = "111111111111";
export const testRegion = "eu-central-1";
