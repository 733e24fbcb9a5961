/** IOUtils: files, the environment and programs. Programs are never run. */

import {
  field,
  fromItf,
  functionOver,
  lambdaFunction,
  makeSet,
  predicateSet,
  record,
  STRING,
  toWholeItf,
  type Value,
} from "../../../values/index.ts";
import { functionOf, integer, natural, outOfRange, sequenceOf, text } from "./argument.ts";
import { fileText, requiredText } from "./file.ts";
import { effect, type NativeContext, NativeError, type NativeModule, volatile } from "./native.ts";

/** What an operation on files answers: its success as an exit value, and two texts. */
const resultNames = ["exitValue", "stdout", "stderr"] as const;

function done(output: string): Value {
  return record(resultNames, [0, output, ""]);
}

function failed(message: string): Value {
  return record(resultNames, [1, "", message]);
}

function refuseProgram(operator: string): never {
  throw new NativeError("E466", `${operator} would start a program; specs never may`);
}

/** The environment: a record when the names that may be read are known, else a function on those that answer. */
function environment(context: NativeContext): Value {
  const { environmentNames: names } = context;
  if (names === undefined) {
    const known = predicateSet(STRING, (name) => context.environment(name as string) !== null);
    return lambdaFunction(known, (name) => context.environment(name as string) ?? "");
  }
  const present = names.filter((name) => context.environment(name) !== null);
  const domain = makeSet(present.slice().sort());
  return functionOver(
    domain,
    present.sort().map((name) => context.environment(name)!),
  );
}

/** The options' format; only plain text is supported. */
function checkFormat(options: Value, operator: string, position: 2 | 3): void {
  const format = field(functionOf(options, operator, position), "format");
  if (format !== "TXT") throw outOfRange(format, '"TXT"', `${operator} (the option format)`, 0);
}

/** Writes text as Java's open options say. Refusals are part of the answer, as in TLC. */
export function writeText(context: NativeContext, content: string, path: string, options: readonly Value[]): Value {
  try {
    context.writeFile(path, content, options.includes("APPEND"));
    return done(`wrote ${path}`);
  } catch (error) {
    if (error instanceof NativeError) return failed(error.message);
    throw error;
  }
}

export const ioUtils: NativeModule = (context) => ({
  /** The format of the file is our own, ITF; `compress` is accepted and does nothing. */
  IOSerialize: (value: Value, path: Value, _compress: Value) => {
    context.writeFile(text(path, "IOSerialize", 2), `${JSON.stringify(toWholeItf(value))}\n`, false);
    return true;
  },
  IODeserialize: volatile((path: Value, _compressed: Value) => {
    const name = text(path, "IODeserialize", 1);
    const content = requiredText(context, name, "IODeserialize");
    try {
      return fromItf(JSON.parse(content));
    } catch (error) {
      const reason = (error as Error).message;
      throw new NativeError(
        "E467",
        `IODeserialize cannot read ${name}, which IOSerialize must have written: ${reason}`,
      );
    }
  }),
  Serialize: effect((value: Value, path: Value, options: Value) => {
    checkFormat(options, "Serialize", 3);
    const open = sequenceOf(field(functionOf(options, "Serialize", 3), "openOptions"), "Serialize (openOptions)", 0);
    return writeText(context, text(value, "Serialize", 1), text(path, "Serialize", 2), open);
  }),
  Deserialize: volatile((path: Value, options: Value) => {
    checkFormat(options, "Deserialize", 2);
    const name = text(path, "Deserialize", 1);
    const content = fileText(context, name, "Deserialize");
    return content === null ? failed(`Deserialize cannot read ${name}`) : done(content);
  }),
  IOExec: (_command: Value) => refuseProgram("IOExec"),
  IOEnvExec: (_env: Value, _command: Value) => refuseProgram("IOEnvExec"),
  IOExecTemplate: (_command: Value, _parameters: Value) => refuseProgram("IOExecTemplate"),
  IOEnvExecTemplate: (_env: Value, _command: Value, _parameters: Value) => refuseProgram("IOEnvExecTemplate"),
  IOEnv: () => environment(context),
  atoi: (value: Value) => {
    const digits = text(value, "atoi", 0);
    const number = Number(digits);
    if (/^[+-]?\d+$/.test(digits) && Number.isSafeInteger(number)) return number + 0;
    throw outOfRange(value, "an integer in decimal digits", "atoi", 0);
  },
  zeroPadN: (n: Value, width: Value) =>
    String(natural(n, "zeroPadN", 1)).padStart(Math.max(0, integer(width, "zeroPadN", 2)), "0"),
});
