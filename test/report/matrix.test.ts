import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { type MatrixCell, type MatrixPage, matrixBlocks, matrixMarkdown, matrixSvg } from "../../src/report/index.ts";

const CELLS: readonly MatrixCell[] = [
  { row: "D0 Block", column: "N1", text: "violated 4", link: "../specs/D0/N1.svg" },
  { row: "D0 Block", column: "N2", text: "holds", link: null },
  { row: "D5 Exclude", column: "N1", text: "holds", link: null },
  { row: "D5 Exclude", column: "G_2 <any>", text: "protocol", link: "../specs/D5/G2.svg" },
];

const PAGE: MatrixPage = {
  title: "specs/vfio, profile fast",
  cells: CELLS,
  variants: [
    {
      row: "D0 Block",
      variant: "big | lock",
      environment: "any",
      violated: [{ row: "D0 Block", column: "N4", text: "violated 6", link: "../specs/D0.lock/N4.svg" }],
      holds: ["R2", "R3"],
    },
  ],
  notes: ["A note."],
};

describe("matrixBlocks", () => {
  it("is one table where it fits, with n/a for what is missing", () => {
    expect(matrixBlocks(CELLS, 100)).toBe(
      [
        "            N1          N2     G_2 <any>\n",
        "D0 Block    violated 4  holds  n/a\n",
        "D5 Exclude  holds       n/a    protocol\n",
      ].join(""),
    );
  });

  it("is several tables where it does not, each with the rows", () => {
    const blocks = matrixBlocks(CELLS, 24).split("\n\n");
    expect(blocks).toHaveLength(3);
    for (const block of blocks) {
      expect(block).toContain("D0 Block");
      expect(block).toContain("D5 Exclude");
      expect(Math.max(...block.split("\n").map((line) => line.length))).toBeLessThanOrEqual(24);
    }
    expect(blocks[0]).toContain("violated 4");
    expect(blocks[2]).toContain("protocol");
  });

  it("keeps a column that is wider than the page", () => {
    expect(matrixBlocks(CELLS, 1)).toContain("violated 4");
  });

  it("is nothing without cells", () => expect(matrixBlocks([], 100)).toBe(""));
});

describe("matrixMarkdown", () => {
  const text = matrixMarkdown(PAGE);

  it("links each violated cell to its diagram", () => {
    expect(text).toContain("| D0 Block | [violated 4](../specs/D0/N1.svg) | holds | n/a |");
    expect(text).toContain("| D5 Exclude | holds | n/a | [protocol](../specs/D5/G2.svg) |");
  });

  it("lists the variants and the notes", () => {
    expect(text).toContain("| D0 Block | big \\| lock | any | [N4 violated 6](../specs/D0.lock/N4.svg) | R2, R3 |");
    expect(text).toContain("A note.");
  });

  it("keeps signs of Markdown out of the cells", () => expect(text).toContain("G\\_2 \\<any\\>"));
});

describe("matrixSvg", () => {
  it("is a picture with a link behind each violated cell", () => {
    const svg = matrixSvg(PAGE);
    expect(svg.match(/<a href="/g)).toHaveLength(2);
    expect(svg).toContain('<a href="../specs/D0/N1.svg">');
    expect(svg).toContain("G_2 &lt;any&gt;");
    const { width, height } = new Resvg(svg).render();
    expect(width).toBeGreaterThan(200);
    expect(height).toBeGreaterThan(80);
  });
});
