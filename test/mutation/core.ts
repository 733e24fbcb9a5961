/** Slips in what a name means: overrides, instances, parts of formulas. */

import { type Mutation, slips } from "./mutation.ts";

const NAMES = "test/models/tla/names.test.ts";

export const coreMutations: readonly Mutation[] = [
  ...slips("src/models/tla/core/overrides.ts", NAMES, [
    [
      "an override replaces one definition, not what an instance shows of it",
      "if (a.symbol !== b.symbol || a.chain.length !== b.chain.length) return false;",
      "if (a.symbol !== b.symbol) return false;",
      "does not reach a definition that is named through an instance",
    ],
    [
      "an override for a module replaces a text",
      'return symbol.kind === "operator" ? (this.texts.get(symbol) ?? null) : null;',
      "return null;",
      "for a module reaches its texts wherever they are seen",
    ],
  ]),
  ...slips("src/models/tla/core/instance.ts", NAMES, [
    [
      "a substitution of an instance goes before what the cfg says",
      "if (by !== undefined) return { by, at };",
      'if (by !== undefined && at.symbol?.target.constants[0]?.module.name !== "Par") return { by, at };',
      "replaces a constant of a module that the root extends, too",
    ],
    [
      "an instance in an instance is read where it stands",
      "const parameters = [...this.parameters, ...symbol.parameters];",
      "const parameters = symbol.parameters;",
      "of instances inside instances replaces step by step",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", NAMES, [
    [
      "an operator of an instance with parameters is an operator of the rest",
      "const missing = symbol.parameters.slice(lifted.length + args.length);",
      "const missing = symbol.parameters.slice(args.length);",
      "with parameters takes operators",
    ],
    [
      "an INSTANCE in a LET leaves its definitions there",
      "home.push(this.definition(made));",
      "this.topLevel.add(made);",
      "in a LET sees the names around it",
    ],
  ]),
  ...slips("src/models/tla/conjuncts.ts", NAMES, [
    [
      "[]P behind a call is an invariant",
      'if (this.facts.levelOf(operand) <= 1) return [{ ...plain, form: "always", expression: operand }];',
      'if (bare && this.facts.levelOf(operand) <= 1) return [{ ...plain, form: "always", expression: operand }];',
      "is decided without fairness where [] stands behind a call with arguments",
    ],
    [
      "\\A of []P is an invariant",
      'if (expression.quantifier !== "\\\\A" || !constant) return [plain];',
      "return [plain];",
      "is decided without fairness where [] stands under a quantifier",
    ],
    ["~<> is []~", 'case "~": {', 'case "no ~": {', "is decided without fairness where [] stands as ~<>"],
    [
      "a formula whose arguments are temporal is no state predicate",
      "return pieces.some(isWrong) ? [whole] : pieces;",
      "return pieces;",
      "is temporal where an argument is",
    ],
  ]),
];
