export type {
  Config,
  ConfigValue,
  ConstantEntry,
  ConstantOperator,
  ConstantValue,
  Flag,
} from "./config.ts";
export { hasConfigSection, parseConfig } from "./reader.ts";
