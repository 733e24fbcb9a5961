/** SVG: drawings as records, their text, and GraphViz's language for graphs. */

import {
  apply,
  divide,
  domainOf,
  elements,
  type FunctionValue,
  field,
  isMember,
  placeAmong,
  print,
  printBrief,
  record,
  sequence,
  union,
  type Value,
} from "../../../values/index.ts";
import { domainElements, functionBy, functionOf, integer, sequenceOf, text, valuesOf } from "./argument.ts";
import { graphOf } from "./graphs.ts";
import { writeText } from "./io-utils.ts";
import { NativeError, type NativeModule, type OperatorValue, ofMany } from "./native.ts";

const elementNames = ["name", "attrs", "children", "innerText"] as const;
const pointNames = ["x", "y"] as const;
const none = sequence([]);

function element(name: Value, attributes: Value, children: Value, inner: Value): FunctionValue {
  return record(elementNames, [name, attributes, children, inner]);
}

/** The given attributes, with the others of `more`. */
function attributesWith(
  names: readonly string[],
  values: readonly Value[],
  more: Value,
  operator: string,
): FunctionValue {
  const own = record(names, values.slice());
  const others = functionOf(more, operator, 0);
  const domain = domainOf(own);
  return functionBy(union(domain, domainOf(others)), (key) => apply(isMember(key, domain) ? own : others, key));
}

const imageNames = ["xlink:href", "x", "y", "width", "height"] as const;
const documentNames = ["xmlns:xlink", "xmlns", "viewBox"] as const;

/** An element by its name, and the attributes that its operator takes in this order. */
interface Shape {
  readonly name: string;
  readonly attributes: readonly string[];
}

const LINE: Shape = { name: "line", attributes: ["x1", "y1", "x2", "y2"] };
const CIRCLE: Shape = { name: "circle", attributes: ["cx", "cy", "r"] };
const RECT: Shape = { name: "rect", attributes: ["x", "y", "width", "height"] };
const TEXT: Shape = { name: "text", attributes: pointNames };

/** An element with these values of its attributes as TLA+ text, as the module's ToString gives it. */
function drawn({ name, attributes }: Shape, values: readonly Value[], more: Value, inner: Value = ""): FunctionValue {
  return element(name, attributesWith(attributes, values.map(print), more, name), none, inner);
}

/** The SVG text of an element and its children. */
function elementText(value: Value): string {
  const operator = "SVGElemToString";
  const drawn = functionOf(value, operator, 0);
  const name = text(field(drawn, "name"), `${operator} (the field name)`, 0);
  const attributes = functionOf(field(drawn, "attrs"), `${operator} (the field attrs)`, 0);
  const written = domainElements(attributes).map((key) => {
    const attribute = text(key, `${operator} (an attribute)`, 0).replaceAll("_", "-");
    return ` ${attribute}='${text(apply(attributes, key), `${operator} (the attribute ${attribute})`, 0)}'`;
  });
  const inner = text(field(drawn, "innerText"), `${operator} (the field innerText)`, 0)
    .replaceAll("<<", "&lt;&lt;")
    .replaceAll(">>", "&gt;&gt;");
  const children = valuesOf(functionOf(field(drawn, "children"), `${operator} (the field children)`, 0));
  return `<${name}${written.join("")}>${inner}${children.map(elementText).join("")}</${name}>`;
}

function svgDocument(children: Value, box: readonly Value[], more: Value): FunctionValue {
  const view = box.map(print).join(" ");
  const values = ["http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg", view];
  const attributes = attributesWith(documentNames, values, more, "SVGDoc");
  return element("svg", attributes, sequence([children]), "");
}

function point(x: number, y: number): FunctionValue {
  return record(pointNames, [Math.trunc(x) + 0, Math.trunc(y) + 0]);
}

/** Node n of m on a circle, rounded towards zero. */
function ringNode([cx, cy, r, n, m]: FiveValues): FunctionValue {
  const operator = "NodeOfRingNetwork";
  const radius = integer(r, operator, 3);
  const angle = ((2 * Math.PI) / integer(m, operator, 5)) * integer(n, operator, 4);
  const x = integer(cx, operator, 1) + radius * Math.cos(angle);
  const y = integer(cy, operator, 2) + radius * Math.sin(angle);
  if (Number.isFinite(x)) return point(x, y);
  throw new NativeError("E410", `division by zero: ${operator} with a ring of ${printBrief(m)} nodes`);
}

function pointOnLine(from: Value, to: Value, segment: Value): FunctionValue {
  const operator = "PointOnLine";
  const parts = integer(segment, operator, 3);
  divide(1, parts);
  const [fx, fy] = pointNames.map((name) => integer(field(functionOf(from, operator, 1), name), operator, 1));
  const [tx, ty] = pointNames.map((name) => integer(field(functionOf(to, operator, 2), name), operator, 2));
  return point(fx! + (tx! - fx!) / parts, fy! + (ty! - fy!) / parts);
}

type FiveValues = readonly [Value, Value, Value, Value, Value];
type SixValues = readonly [...FiveValues, Value];

export const svg: NativeModule = (context) => ({
  SVGElem: element,
  Line: ofMany<FiveValues>(5, ([x1, y1, x2, y2, more]) => drawn(LINE, [x1, y1, x2, y2], more)),
  Circle: (cx: Value, cy: Value, r: Value, more: Value) => drawn(CIRCLE, [cx, cy, r], more),
  Rect: ofMany<FiveValues>(5, ([x, y, w, h, more]) => drawn(RECT, [x, y, w, h], more)),
  Text: (x: Value, y: Value, inner: Value, more: Value) => drawn(TEXT, [x, y], more, inner),
  Image: ofMany<SixValues>(6, ([x, y, w, h, href, more]) => {
    const values = [href, ...[x, y, w, h].map(print)];
    return element("image", attributesWith(imageNames, values, more, "Image"), none, "");
  }),
  Group: (children: Value, attributes: Value) => element("g", attributes, children, ""),
  Svg: (children: Value, attributes: Value) => element("svg", attributes, children, ""),
  SVGDoc: ofMany<SixValues>(6, ([children, x, y, w, h, more]) => svgDocument(children, [x, y, w, h], more)),
  SVGElemToString: elementText,
  NodeOfRingNetwork: ofMany<FiveValues>(5, ringNode),
  PointOnLine: pointOnLine,
  SVGSerialize: (picture: Value, prefix: Value, frame: Value) => {
    const path = `${text(prefix, "SVGSerialize", 2)}${print(frame)}.svg`;
    return writeText(context, elementText(picture), path, []);
  },
});

export const graphViz: NativeModule = () => ({
  /** Nodes are numbered in TLA+ order from 1; TLC uses fingerprints. */
  DotDiGraph: (g: Value, nodeLabel: OperatorValue, edgeLabel: OperatorValue) => {
    const { node, edge } = graphOf(g, "DotDiGraph", 1);
    const nodes = elements(node);
    const number = (n: Value | undefined) => (n === undefined ? 0 : Math.max(0, placeAmong(nodes, n, 0) + 1));
    const lines = nodes.map((n) => `${number(n)}[label=${print(nodeLabel(n))}];`);
    for (const e of elements(edge)) {
      const [from, to] = sequenceOf(e, "DotDiGraph (an edge)", 0).map(number);
      if (!from || !to) throw new NativeError("E461", `DotDiGraph: ${printBrief(e)} is no pair of nodes of the graph`);
      lines.push(`${from}->${to}[label=${print(edgeLabel(e))}];`);
    }
    return `digraph MyGraph {${lines.join("")}}`;
  },
});
