/** IOUtils, CSV, SVG: examples of every operator, and of every error. */

import type { Case, Failure } from "../harness.ts";

const circle =
  '[name |-> "circle", attrs |-> [fill_rule |-> "x", r |-> "1"], children |-> <<>>, innerText |-> "<<1>>"]';
const group = `[name |-> "g", attrs |-> <<>>, children |-> <<${circle}, ${circle}>>, innerText |-> ""]`;
const circleText = "<circle fill-rule='x' r='1'>&lt;&lt;1&gt;&gt;</circle>";
const txt = '[format |-> "TXT", charset |-> "UTF-8", openOptions |-> <<"WRITE", "CREATE">>]';

function drawn(name: string, attributes: string, inner = '""'): string {
  return `[name |-> "${name}", attrs |-> ${attributes}, children |-> <<>>, innerText |-> ${inner}]`;
}

export const fileCases: Readonly<Record<string, readonly Case[]>> = {
  IOUtils: [
    ["IOSerialize", ["<<1, {2}>>", '"v"', "TRUE"], "TRUE"],
    ["Serialize", ['"text"', '"t.txt"', txt], '[exitValue |-> 0, stdout |-> "wrote t.txt", stderr |-> ""]'],
    [
      "Serialize",
      ['"text"', '"forbidden.txt"', txt],
      '[exitValue |-> 1, stdout |-> "", stderr |-> "writing forbidden.txt is not allowed"]',
    ],
    [
      "Deserialize",
      ['"absent"', '[format |-> "TXT", charset |-> "UTF-8"]'],
      '[exitValue |-> 1, stdout |-> "", stderr |-> "Deserialize cannot read absent"]',
    ],
    ["atoi", ['"42"'], "42"],
    ["atoi", ['"-17"'], "-17"],
    ["atoi", ['"-0"'], "0"],
    ["zeroPadN", ["42", "5"], '"00042"'],
    ["zeroPadN", ["999", "2"], '"999"'],
  ],
  CSV: [
    ["CSVWrite", ['"%1$s#%2$s"', '<<1, "a">>', '"f.csv"'], "TRUE"],
    ["CSVWriteRecord", ["[b |-> 1, a |-> 2]", '","', "TRUE", '"f.csv"'], "TRUE"],
    ["CSVRead", ['<<"A">>', '"#"', '"absent.csv"'], "<<>>"],
    ["CSVRecords", ['"absent.csv"'], "0"],
  ],
  SVG: [
    ["SVGElem", ['"circle"', '[fill_rule |-> "x", r |-> "1"]', "<<>>", '"<<1>>"'], circle],
    ["Line", ["1", "2", "3", "4", "<<>>"], drawn("line", '[x1 |-> "1", y1 |-> "2", x2 |-> "3", y2 |-> "4"]')],
    [
      "Circle",
      ["1", "2", "3", '[r |-> "9", fill |-> "red"]'],
      drawn("circle", '[cx |-> "1", cy |-> "2", r |-> "3", fill |-> "red"]'),
    ],
    ["Rect", ["1", "2", "3", "4", "<<>>"], drawn("rect", '[x |-> "1", y |-> "2", width |-> "3", height |-> "4"]')],
    ["Text", ["1", "2", '"hello"', "<<>>"], drawn("text", '[x |-> "1", y |-> "2"]', '"hello"')],
    [
      "Image",
      ["1", "2", "3", "4", '"a.png"', "<<>>"],
      drawn("image", '("xlink:href" :> "a.png" @@ "x" :> "1" @@ "y" :> "2" @@ "width" :> "3" @@ "height" :> "4")'),
    ],
    ["Group", [`<<${circle}, ${circle}>>`, "<<>>"], group],
    ["Svg", ["<<>>", "<<>>"], drawn("svg", "<<>>")],
    [
      "SVGDoc",
      [circle, "0", "1", "20", "30", '[viewBox |-> "no", class |-> "c"]'],
      `[name |-> "svg", children |-> <<${circle}>>, innerText |-> "", attrs |-> ("xmlns:xlink" :> "http://www.w3.org/1999/xlink" @@ "xmlns" :> "http://www.w3.org/2000/svg" @@ "viewBox" :> "0 1 20 30" @@ "class" :> "c")]`,
    ],
    ["SVGElemToString", [group], `"<g>${circleText}${circleText}</g>"`],
    ["NodeOfRingNetwork", ["10", "10", "5", "1", "4"], "[x |-> 10, y |-> 15]"],
    ["NodeOfRingNetwork", ["10", "10", "5", "1", "8"], "[x |-> 13, y |-> 13]"],
    ["PointOnLine", ["[x |-> 0, y |-> 10]", "[x |-> 10, y |-> 0]", "4"], "[x |-> 2, y |-> 7]"],
    ["SVGSerialize", [circle, '"frame_"', "3"], '[exitValue |-> 0, stdout |-> "wrote frame_3.svg", stderr |-> ""]'],
    [
      "SVGSerialize",
      [circle, '"forbidden_"', "3"],
      '[exitValue |-> 1, stdout |-> "", stderr |-> "writing forbidden_3.svg is not allowed"]',
    ],
  ],
};

export const fileFailures: Readonly<Record<string, readonly Failure[]>> = {
  IOUtils: [
    ["IOSerialize", ["1", '"forbidden"', "FALSE"], "E465", /not allowed/],
    ["IODeserialize", ['"absent"', "FALSE"], "E464", /cannot read absent/],
    ["Serialize", ['"x"', '"f"', '[format |-> "JSON"]'], "E461", /must be "TXT"; found "JSON"/],
    ["Deserialize", ['"f"', "1"], "E460", /second argument of Deserialize/],
    ["IOExec", ['<<"ls">>'], "E466", /IOExec would start a program/],
    ["IOEnvExec", ["<<>>", '<<"ls">>'], "E466", /IOEnvExec/],
    ["IOExecTemplate", ['<<"ls">>', "<<>>"], "E466", /IOExecTemplate/],
    ["IOEnvExecTemplate", ["<<>>", '<<"ls">>', "<<>>"], "E466", /IOEnvExecTemplate/],
    ["atoi", ['""'], "E461", /decimal digits/],
    ["atoi", ['"foo"'], "E461", /found "foo"/],
    ["atoi", ["1"], "E460", /must be a string/],
    ["zeroPadN", ["-1", "3"], "E461", /natural number/],
  ],
  CSV: [
    ["CSVWrite", ['"%1$s"', "<<>>", '"f"'], "E467", /has no argument/],
    ["CSVWrite", ['"%d"', "<<1>>", '"f"'], "E467", /%d in the template is not supported/],
    ["CSVWrite", ['"x"', "1", '"f"'], "E460", /second argument of CSVWrite must be a sequence/],
    ["CSVWriteRecord", ["[a |-> 1]", '","', "1", '"f"'], "E460", /third argument of CSVWriteRecord must be a Boolean/],
    ["CSVRead", ["<<1>>", '","', '"f"'], "E460", /a column/],
    ["CSVRecords", ["1"], "E460", /must be a string/],
  ],
  SVG: [
    ["Line", ["1", "2", "3", "4", "5"], "E460", /must be a function/],
    ["SVGElemToString", ["[name |-> 1]"], "E460", /the field name\) must be a string/],
    ["SVGElemToString", ["<<>>"], "E406", /./],
    [
      "SVGElemToString",
      ['[name |-> "g", attrs |-> [a |-> 1], children |-> <<>>, innerText |-> ""]'],
      "E460",
      /the attribute a/,
    ],
    ["NodeOfRingNetwork", ["1", "1", "1", "1", "0"], "E410", /ring of 0 nodes/],
    ["PointOnLine", ["[x |-> 0, y |-> 10]", "[x |-> 10, y |-> 0]", "0"], "E410", /division by zero/],
  ],
};
