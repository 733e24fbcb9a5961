/** What somebody asks of a specification in a state of his choice: what an expression is, and why an action has no step. */

import { readQuestion } from "../../tla/semantics/question.ts";
import type { ConstantSymbol, Level } from "../../tla/semantics/symbol.ts";
import type { ModelValue, Value } from "../../values/index.ts";
import { type Diagnostic, EvaluationError, type FalsePart, type Model } from "../model.ts";
import type { Formula } from "./behavior.ts";
import { modelValuesIn } from "./constants.ts";
import { whyRefused } from "./core/asking.ts";
import { reached } from "./core/reached.ts";
import { Executor, type State } from "./executor.ts";
import { diagnosticOf, isSpecError } from "./interpret/error.ts";
import type { Interpreter } from "./interpret/interpreter.ts";
import { Watch } from "./interpret/watch.ts";
import { TlaModel } from "./model.ts";

/** An expression that can be evaluated. Of level 2, it needs a step; else a state, or nothing. */
interface AskedExpression extends Formula {
  readonly level: Level;
}

/** An action with values for its parameters, in one state: it has a step, or these parts of its text are false. */
interface TriedAction {
  readonly parameters: readonly (readonly [string, Value])[];
  readonly enabled: boolean;
  /** One for each way in which it was tried. */
  readonly parts: readonly FalsePart[];
}

/** A state of a trace, by its index. */
interface InTrace {
  readonly states: readonly State[];
  readonly at: number;
}

/** Asks a specification that `loadTlaModel` made for the engine "interpreter". */
export class Inquiry {
  private readonly model: TlaModel;
  private readonly executor: Executor;

  /** Model values have no name in a module, but traces show them: each as a constant that has it. */
  private readonly modelValues = new Map<ConstantSymbol, ModelValue>();

  constructor(model: Model) {
    if (!(model instanceof TlaModel)) throw new TypeError("only a specification in TLA+ can be asked");
    this.model = model;
    const { setup, formulas } = model.parts;
    const { root } = setup.program;
    const nowhere = { source: root.tree.source, span: root.tree.nameSpan };
    const values = new Map([...setup.constants.values()].flatMap(modelValuesIn).map((value) => [value.name, value]));
    for (const [name, value] of values)
      this.modelValues.set({ kind: "constant", name, arity: 0, module: root, ...nowhere }, value);
    const constants = new Map<ConstantSymbol, Value>([...setup.constants, ...this.modelValues]);
    this.executor = new Executor({ ...setup, constants }, formulas, true);
  }

  /** Reads an expression in which all names of the root module and the model values may stand; what is wrong with it is the answer else. */
  expression(text: string): AskedExpression | { readonly diagnostics: readonly Diagnostic[] } {
    const { program, lowering, facts } = this.model.parts.setup;
    const read = readQuestion(program, text, [...this.modelValues.keys()]);
    if (read.expression === null) return read;
    const expression = lowering.top(read.expression);
    const { source } = read;
    for (const text of reached([{ expression, source }], program.tables)) {
      const refused = lowering.refused.get(text.expression);
      if (refused === undefined) continue;
      const message = whyRefused(refused.name);
      const location = refused.source.locate(refused.span);
      return { diagnostics: [{ code: "E364", severity: "error", message, location, notes: [] }] };
    }
    const level = facts.levelOf(expression);
    if (level < 3) return { expression, source, level };
    const message = "expected a state predicate or an action, found a temporal formula";
    const location = source.locate(read.expression.span);
    return { diagnostics: [{ code: "E352", severity: "error", message, location, notes: [] }] };
  }

  /** The value of an expression in a state of which no more is known. Throws EvaluationError. */
  value(asked: AskedExpression, state: State): Value {
    return this.located(() => this.executor.value(asked, state, null));
  }

  /** The value of an expression in a state of a trace; of an action, on the step to `next`. Throws EvaluationError. */
  valueIn(asked: AskedExpression, { states, at }: InTrace, next: State | null): Value {
    return this.model.inTrace(states, at, () => this.located(() => this.executor.value(asked, states[at] ?? [], next)));
  }

  /** What became of each instance of an action in a state of a trace, in the order of Next. Throws EvaluationError. */
  tried(action: number, { states, at }: InTrace): TriedAction[] {
    const { setup, formulas } = this.model.parts;
    const found: TriedAction[] = [];
    const executor: Executor = new Executor(setup, formulas, true, (following: Interpreter) => {
      const wanted = (): boolean => following.runtime.action === action;
      following.watch = new Watch(following, wanted, (tried) => {
        found.push({ ...tried, parameters: executor.parameters() });
      });
    });
    this.model.inTrace(states, at, () => this.located(() => executor.next(states[at] ?? [], () => false)));
    return found;
  }

  private located<T>(run: () => T): T {
    try {
      return this.model.parts.quietly(run);
    } catch (error) {
      if (!isSpecError(error)) throw error;
      const { kind, diagnostic } = diagnosticOf(error);
      throw new EvaluationError(kind, diagnostic);
    }
  }
}
