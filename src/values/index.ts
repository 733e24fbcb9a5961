/** The universe of TLA+ values: what other folders may use of it. */

export {
  bigUnion,
  difference,
  functionSet,
  intersection,
  makeSet,
  powerSet,
  predicateSet,
  productSet,
  sequenceSet,
  union,
} from "./algebra.ts";
export {
  apply,
  except,
  field,
  isSequence,
  joined,
  lambdaFunction,
  makeFunction,
  placeOf,
  replaced,
  requireArgument,
  sequenceElements,
  valuesInOrder,
} from "./application.ts";
export { add, divide, modulo, multiply, power, subtract } from "./arithmetic.ts";
export { cardinality, ENUMERATION_LIMIT, isEnumerable, isFiniteSet as isFinite, mostElements } from "./cardinality.ts";
export { elements, functionOver, isListed, iterate } from "./enumeration.ts";
export { equal } from "./equality.ts";
export { ValueError } from "./error.ts";
export { domainOf, type RecordShape, RecordValue, sequence } from "./function.ts";
export { hash, mix } from "./hash.ts";
export { IdTable } from "./id-table.ts";
export { fromImmutable, type ImmutableValue, toImmutable } from "./immutable.ts";
export { ABSENT, type Composition, grown, Interner } from "./intern.ts";
export { fromItf, toItf, toWholeItf } from "./itf.ts";
export { isMember, isSubset } from "./membership.ts";
export { compare, placeAmong, same } from "./order.ts";
export { parseValue } from "./parse.ts";
export { dependsOnForm, FOLDED, print, printBrief, printBuilt, printFolded, printPretty } from "./print.ts";
export { record, recordSet } from "./record.ts";
export { ANY, BOOLEAN, EMPTY_SET, INT, imageByRule, interval, NAT, REAL, STRING } from "./set.ts";
export { FunctionValue, kindName, ModelValue, modelValue, SetValue, type Value } from "./value.ts";
export { NodeWriter, readNodes, type WrittenValues } from "./written.ts";
