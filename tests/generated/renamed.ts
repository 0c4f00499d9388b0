/** Terraform addresses of the examples that decision 0001 changed, as the parts of an address: before → after. Nothing else of them changed. */
export const renamedModules: Readonly<Record<string, string>> = {
  Alpha: "alpha",
  Beta: "beta",
  Dev: "dev",
  Prod: "prod",
  "Prod-EU": "prod-eu",
  "Prod-US": "prod-us",
  QA: "qa",
  Staging: "staging",
  prod_2e_eu: "prod-eu--uursvesy",
  prod_2e_us: "prod-us--vf2mtn5x",
};

/** Keys of tests within their environment's module. */
export const renamedTests: Readonly<Record<string, string>> = {
  Accessibility: "accessibility",
  Archive: "archive",
  Browser: "browser",
  Contract: "contract",
  "End-to-End": "end-to-end",
  Load: "load",
  Smoke: "smoke",
};
