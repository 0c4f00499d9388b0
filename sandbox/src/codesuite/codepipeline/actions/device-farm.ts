import { type ActionType, none, ofAws, one } from "./action-type.js";

export const deviceFarm: readonly ActionType[] = [
  ofAws("Test", "DeviceFarm", {
    inputs: one,
    outputs: none,
    required: ["AppType", "ProjectId", "App", "TestSpec", "DevicePoolArn"],
    optional: ["AppiumVersion", "FuzzEventCount", "FuzzEventThrottle", "Test", "TestType"],
  }),
];
