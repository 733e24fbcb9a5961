export type {
  Config,
  ConstantEntry,
} from "./config.ts";
export { hasConfigSection, parseConfig } from "./reader.ts";
