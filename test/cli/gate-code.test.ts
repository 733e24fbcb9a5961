import { describe, expect, it } from "vitest";
import { functionText } from "../../src/gate/code.ts";
import { COUNTER, counterConfig, type Outcome, World } from "./world.ts";

const CODE = `/* counts: up(int x) { } is only said here */
static int up(int x);

static int up(int x)
{
	if (x < TOP && c != '}') { // not yet
		return x + 1;
	}
	return up(x) + strlen("up(x) {");
}

int again(void) { return 0; }
`;

const LINKED = COUNTER.replace("Up ==", "\\* One more.\n\\* @implements lib/count.c:up\nUp ==").replace(
  "Again ==",
  "(* Starts again.\n   @implements lib/count.c:again *)\nAgain ==",
);

async function recorded(spec = LINKED): Promise<World> {
  const world = new World({
    "specs/Counter.tla": spec,
    "specs/Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
    "src/lib/count.c": CODE,
  });
  expect((await world.run("gate specs --update --code src")).exitCode).toBe(0);
  return world;
}

async function gate(world: World): Promise<Outcome> {
  return await world.run("gate specs --code src");
}

describe("gate --code", () => {
  it("is green while the code is what it was, comments and white space aside", async () => {
    const world = await recorded();
    expect(Object.keys(JSON.parse(world.read("specs/verdicts.json")).code)).toEqual([
      "lib/count.c:again",
      "lib/count.c:up",
    ]);
    expect(await gate(world)).toMatchObject({ exitCode: 0 });
    world.write(
      "src/lib/count.c",
      CODE.replace("// not yet", "/* still not */").replace("return x + 1", "return  x + 1"),
    );
    expect(await gate(world)).toMatchObject({ exitCode: 0 });
    expect(await world.run("gate specs")).toMatchObject({ exitCode: 0 });
  });

  it("says that recorded code is not looked at without it", async () => {
    const world = await recorded();
    expect((await gate(world)).out).not.toContain("not looked at");
    const { out } = await world.run("gate specs");
    expect(out).toContain("the code that actions implement is recorded, and not looked at without --code\n");
  });

  it("sees what stands behind a string that looks like a comment, and each definition of a function", () => {
    const text = (more: string): string | null => functionText(`void a(void) { get("http://x"); ${more}\n}`, "a");
    expect(text("b();")).toContain("b();");
    expect(text('/* " */ b(); // "')).toBe(text("b();"));
    const two = (second: string): string =>
      `#ifdef X\nint a(void) { return 1; }\n#else\nint a(void) { return ${second}; }\n#endif\n`;
    expect(functionText(two("2"), "a")).not.toBe(functionText(two("3"), "a"));
  });

  it("says what has changed, what is gone, and what is not recorded", async () => {
    const world = await recorded();
    const said = async (code: string): Promise<string> => {
      world.write("src/lib/count.c", code);
      const { exitCode, out } = await gate(world);
      expect(exitCode).toBe(20);
      return out;
    };
    expect(await said(CODE.replace("x + 1", "x + 2"))).toContain("lib/count.c:up: its text has changed since it was");
    expect(await said(CODE.replace("int again(void)", "int anew(void)"))).toContain(
      "lib/count.c:again: lib/count.c defines no function again",
    );
    world.write("src/lib/count.c", CODE);
    world.write("specs/Counter.tla", LINKED.replace("count.c:up", "other.c:up"));
    const { out } = await gate(world);
    expect(out).toContain("drift: lib/other.c:up: there is no file lib/other.c");
    expect(out).toContain("drift: lib/count.c:up: recorded, but no action implements it");
    world.write("specs/Counter.tla", LINKED.replace("lib/count.c:up", "../secret.c:up"));
    world.write("secret.c", CODE);
    expect((await gate(world)).out).toContain("there is no file ../secret.c");
    world.write("specs/Counter.tla", LINKED.replace("lib/count.c:up", "up"));
    expect((await gate(world)).out).toContain("drift: up: expected path/of/file.c:function");
  });

  it("lists actions without a link, and is not green where there is no link at all", async () => {
    const world = await recorded(LINKED.replace("@implements lib/count.c:again", ""));
    expect((await gate(world)).out).toContain("actions without a link to code: Again (specs/Counter.tla:11)");
    world.write("specs/Counter.tla", COUNTER);
    const { exitCode, out } = await gate(world);
    expect(exitCode).toBe(20);
    expect(out).toContain("drift: no action says what code it implements");
    expect(await world.run("gate specs --code nowhere")).toMatchObject({ exitCode: 2 });
  });

  it("shows the code in traces, lanes, mails and JSON", async () => {
    const world = await recorded();
    const { out } = await world.run("check specs/Counter.tla");
    expect(out).toContain("   2. Up  specs/Counter.tla:8:1\n      implements lib/count.c:up\n       x: 0 -> 1\n");
    expect(world.read("out/specs/Counter/Below2.lanes.svg")).toContain("implements lib/count.c:up");
    await world.run("check specs/Counter.tla --report mail=mail.txt --report html=page.html --report json=all.json");
    expect(world.read("mail.txt")).toContain("      implements lib/count.c:up\n");
    expect(world.read("page.html")).toContain("implements lib/count.c:up");
    const [result] = JSON.parse(world.read("all.json")).results;
    expect(result.actions[0]).toMatchObject({ name: "Up", implements: ["lib/count.c:up"] });
    expect(result.properties[1].trace.states[1].action.implements).toEqual(["lib/count.c:up"]);
  });
});

describe("the text of a function", () => {
  it("is its definition: no declaration, no call, no comment, no string", () => {
    expect(functionText(CODE, "up")).toBe(
      `up(int x) { if (x < TOP && c != '}') { return x + 1; } return up(x) + strlen("up(x) {"); }`,
    );
    expect(functionText(CODE, "again")).toBe("again(void) { return 0; }");
    expect(functionText(CODE, "strlen")).toBeNull();
    expect(functionText("fn go(x: u8) -> Result<u8> { x }", "go")).toBe("go(x: u8) -> Result<u8> { x }");
    expect(functionText("void f(int a)\n{", "f")).toBeNull();
  });
});
