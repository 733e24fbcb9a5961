/** CSV: tables as text files, one record a line. */

import { print, record, sequence, type Value } from "../../../values/index.ts";
import { boolean, domainElements, functionOf, sequenceOf, text, valuesOf } from "./argument.ts";
import { fileText, linesOf } from "./file.ts";
import { formatted } from "./format.ts";
import { NativeError, type NativeModule, volatile } from "./native.ts";

/** Field names as they are; other domain elements by their TLA+ text. */
function header(key: Value): string {
  return typeof key === "string" ? key : print(key);
}

export const csv: NativeModule = (context) => ({
  CSVWrite: volatile((template: Value, values: Value, file: Value) => {
    const args = sequenceOf(values, "CSVWrite", 2).map(print);
    const line = formatted(text(template, "CSVWrite", 1), args, "CSVWrite");
    context.writeFile(text(file, "CSVWrite", 3), `${line}\n`, true);
    return true;
  }),
  CSVWriteRecord: volatile((value: Value, delimiter: Value, headers: Value, file: Value) => {
    const fields = functionOf(value, "CSVWriteRecord", 1);
    const between = text(delimiter, "CSVWriteRecord", 2);
    const lines = [valuesOf(fields).map(print).join(between)];
    if (boolean(headers, "CSVWriteRecord", 3)) lines.unshift(domainElements(fields).map(header).join(between));
    context.writeFile(text(file, "CSVWriteRecord", 4), `${lines.join("\n")}\n`, true);
    return true;
  }),
  CSVRead: volatile((columns: Value, delimiter: Value, file: Value) => {
    const names = sequenceOf(columns, "CSVRead", 1).map((name) => text(name, "CSVRead (a column)", 0));
    const between = text(delimiter, "CSVRead", 2);
    const path = text(file, "CSVRead", 3);
    const lines = linesOf(fileText(context, path, "CSVRead") ?? "");
    const records = lines.map((line, i) => {
      const fields = line.split(between);
      if (fields.length === names.length) return record(names, fields);
      const message = `CSVRead: line ${i + 1} of ${path} has ${fields.length} fields, expected ${names.length}`;
      throw new NativeError("E467", message);
    });
    return sequence(records);
  }),
  CSVRecords: volatile((file: Value) => {
    const content = fileText(context, text(file, "CSVRecords", 0), "CSVRecords");
    return content === null ? 0 : linesOf(content).length;
  }),
});
