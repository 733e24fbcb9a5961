/** Trees as compact s-expressions, so that a test can show the shape it expects. */

import type {
  Bound,
  Definition,
  ExceptStep,
  Expression,
  Module,
  Parameter,
  PathStep,
  Substitution,
  Unit,
} from "../../../src/tla/syntax/tree.ts";

function list(...parts: (string | readonly string[])[]): string {
  return `(${parts.flat().join(" ")})`;
}

const all = (nodes: readonly Expression[]): string[] => nodes.map(sexp);

function bound({ pattern, names, set }: Bound): string {
  const joined = names.map(({ name }) => name).join(" ");
  const bare = pattern === "tuple" ? `<<${joined}>>` : joined;
  return set === null ? `[${bare}]` : `[${bare} in ${sexp(set)}]`;
}

function step(path: PathStep): string {
  const shown = path.kind === "name" ? path.name : `!${path.selector}`;
  return path.args.length === 0 ? shown : list(shown, all(path.args));
}

function exceptStep(path: ExceptStep): string {
  return path.kind === "field" ? `.${path.name}` : `[${all(path.args).join(" ")}]`;
}

/** An expression. Infix `a + b` is `(+ a b)`, the nonfix call `+(a, b)` is `(call + a b)`. */
export function sexp(node: Expression): string {
  switch (node.kind) {
    case "reference": {
      const { name, args, fix, path } = node;
      const symbol = !/^[\w<>*+]*$/.test(name) || /^[<>*+]+$/.test(name);
      const own = args.length === 0 ? name : list(...(fix === "name" && symbol ? ["call"] : []), name, all(args));
      if (path.length === 0) return own;
      return list("!", path.map(step), ...(name === "" ? [] : [own]));
    }
    case "junction":
      return list(node.operator === "/\\" ? "and" : "or", all(node.items));
    case "number":
      return node.value === null ? `${node.text}?` : String(node.value);
    case "string":
      return JSON.stringify(node.value);
    case "at":
      return "@";
    case "quantifier":
      return list(node.quantifier, node.bounds.map(bound), sexp(node.body));
    case "temporalQuantifier":
      return list(node.quantifier, `[${node.names.map(({ name }) => name).join(" ")}]`, sexp(node.body));
    case "choose":
      return list("choose", bound(node.bound), sexp(node.body));
    case "setEnumeration":
      return list("set", all(node.elements));
    case "setFilter":
      return list("filter", bound(node.bound), sexp(node.predicate));
    case "setMap":
      return list("map", sexp(node.body), node.bounds.map(bound));
    case "functionLiteral":
      return list("fn", node.bounds.map(bound), sexp(node.body));
    case "functionSet":
      return list("->", sexp(node.domain), sexp(node.range));
    case "application":
      return list("apply", sexp(node.fn), all(node.args));
    case "record":
    case "recordSet":
      return list(
        node.kind,
        node.fields.map(({ name, value }) => `${name}=${sexp(value)}`),
      );
    case "fieldAccess":
      return list(".", sexp(node.record), node.field.name);
    case "except": {
      const updates = node.updates.map(({ path, value }) => `${path.map(exceptStep).join("")}=${sexp(value)}`);
      return list("except", sexp(node.base), updates);
    }
    case "tuple":
      return list("tuple", all(node.elements));
    case "product":
      return list("\\X", all(node.factors));
    case "actionSubscript":
      return list(node.form, sexp(node.action), sexp(node.subscript));
    case "fairness":
      return list(node.strength, sexp(node.subscript), sexp(node.action));
    case "if":
      return list("if", sexp(node.condition), sexp(node.then), sexp(node.else));
    case "case": {
      const arms = node.arms.map(({ guard, value }) => `[${sexp(guard)} ${sexp(value)}]`);
      return list("case", arms, ...(node.other === null ? [] : [`[other ${sexp(node.other)}]`]));
    }
    case "let":
      return list("let", node.definitions.map(unitSexp), sexp(node.body));
    case "lambda":
      return list("lambda", `[${node.parameters.map(({ name }) => name).join(" ")}]`, sexp(node.body));
    case "label":
      return list("label", [node.name, ...node.parameters.map(({ name }) => name)].join(" "), sexp(node.body));
    case "assumeProve":
      return list("assume", all(node.assumptions), "prove", sexp(node.goal));
    case "newSymbol": {
      const { parameter, level, set } = node;
      return list("new", level, parameterSexp(parameter), ...(set === null ? [] : ["in", sexp(set)]));
    }
  }
}

function parameterSexp({ name, arity, fix }: Parameter): string {
  return fix === "name" ? (arity === 0 ? name : `${name}/${arity}`) : `${fix}:${name}`;
}

function substitution({ name, value }: Substitution): string {
  return `${name}<-${sexp(value)}`;
}

function definitionSexp(unit: Definition): string {
  if (unit.kind === "recursive") return list("recursive", unit.declarations.map(parameterSexp));
  const local = unit.local ? ["local"] : [];
  switch (unit.kind) {
    case "operator": {
      const fix = unit.fix === "name" ? [] : [unit.fix];
      return list(...local, "def", ...fix, [unit.name, ...unit.parameters.map(parameterSexp)], sexp(unit.body));
    }
    case "function":
      return list(...local, "function", unit.name, unit.bounds.map(bound), sexp(unit.body));
    case "instance": {
      const name = unit.name === null ? [] : [[unit.name, ...unit.parameters.map(parameterSexp)].join(" "), "="];
      return list(...local, ...name, "instance", unit.module.name, unit.substitutions.map(substitution));
    }
  }
}

/** A unit of a module or a definition in LET. */
export function unitSexp(unit: Unit): string {
  switch (unit.kind) {
    case "constants":
      return list("constants", unit.declarations.map(parameterSexp));
    case "variables":
      return list(
        "variables",
        unit.names.map(({ name }) => name),
      );
    case "assume":
    case "theorem":
      return list(unit.kind, ...(unit.name === null ? [] : [`${unit.name}:`]), sexp(unit.body));
    case "module":
      return moduleSexp(unit.module);
    default:
      return definitionSexp(unit);
  }
}

/** A module, one unit after the other. */
export function moduleSexp({ name, extends: extended, units }: Module): string {
  const imports = extended.length === 0 ? [] : [`extends:${extended.map((module) => module.name).join(",")}`];
  return list("module", name, ...imports, units.map(unitSexp));
}
