import { describe, expect, it } from "vitest";
import { childEnvironment } from "./environment.js";

describe("childEnvironment", () => {
  it("hands on where programs, home, proxies and certificates are", () => {
    const own = {
      PATH: "/bin",
      HOME: "/h",
      https_proxy: "http://p",
      NO_PROXY: "x",
      NODE_EXTRA_CA_CERTS: "/ca",
    };
    expect(childEnvironment(own)).toMatchObject(own);
  });

  it("hands on every AWS variable and every setting of this project", () => {
    const own = {
      AWS_ACCESS_KEY_ID: "1",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_CA_BUNDLE: "/ca",
      STAGEWRIGHT_CONFIG: "c",
    };
    expect(childEnvironment(own)).toMatchObject(own);
  });

  it("keeps everything else out, Terraform's and cdktf's own switches included", () => {
    const own = {
      TF_CLI_CONFIG_FILE: "/missing",
      TF_LOG: "TRACE",
      TF_WORKSPACE: "x",
      SECRET: "s",
      SENTRY_DSN: "d",
    };
    for (const name of Object.keys(own)) expect(childEnvironment(own)).not.toHaveProperty(name);
  });

  it("leaves out a name without a value", () => {
    expect(childEnvironment({ PATH: undefined })).not.toHaveProperty("PATH");
  });

  it("switches telemetry, version checks and the shared plugin cache off", () => {
    expect(childEnvironment({ CHECKPOINT_DISABLE: "" })).toMatchObject({
      CHECKPOINT_DISABLE: "1",
      DISABLE_VERSION_CHECK: "1",
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    });
  });

  it("lets Terraform collect garbage only when memory gets short", () => {
    expect(childEnvironment({ GOGC: "10" })).toMatchObject({ GOGC: "off", GOMEMLIMIT: "768MiB" });
  });

  it("says the same whether or not it runs in CI", () => {
    expect(childEnvironment({ CI: "1" })).toEqual(childEnvironment({}));
  });

  it("names our CLI configuration and the Terraform that cdktf is to run, when there are any", () => {
    expect(childEnvironment({}, { cliConfig: "/c", terraform: "/bin/tofu" })).toMatchObject({
      TF_CLI_CONFIG_FILE: "/c",
      TERRAFORM_BINARY_NAME: "/bin/tofu",
    });
    expect(childEnvironment({})).not.toHaveProperty("TERRAFORM_BINARY_NAME");
  });

  it("lets what one call needs win", () => {
    const environment = childEnvironment(
      { PATH: "/bin" },
      { extra: { PATH: "/own", TF_CLI_ARGS_apply: "-lock-timeout=20s" } },
    );
    expect(environment).toMatchObject({ PATH: "/own", TF_CLI_ARGS_apply: "-lock-timeout=20s" });
  });
});
