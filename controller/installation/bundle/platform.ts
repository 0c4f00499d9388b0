/** CodeBuild's standard images are Linux on x86. As Terraform spells that. */
export const platformOfBuilds = "linux_amd64";

/** The same in Node's own words, as packages name their prebuilt programs. */
export const nodePlatformOfBuilds = "linux-x64";
