/** What the page does. It holds no text of a specification: that is in the page itself, as text. */

export const SCRIPT = `
for (const trace of document.querySelectorAll(".trace")) {
  const steps = [...trace.querySelectorAll(".state")];
  const at = trace.querySelector(".at");
  let current = 0;
  const go = (to) => {
    current = Math.max(0, Math.min(steps.length - 1, to));
    steps.forEach((step, index) => {
      if (index === current) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    at.textContent = (current + 1) + " of " + steps.length;
  };
  const move = (to) => {
    go(to);
    steps[current].scrollIntoView({ block: "nearest" });
  };
  trace.querySelector(".previous").addEventListener("click", () => move(current - 1));
  trace.querySelector(".next").addEventListener("click", () => move(current + 1));
  steps.forEach((step, index) => step.addEventListener("click", () => go(index)));
  trace.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowRight: current + 1, j: current + 1, ArrowLeft: current - 1, k: current - 1, Home: 0, End: steps.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  });
  const only = trace.querySelector(".only");
  const filter = trace.querySelector(".filter");
  const show = () => {
    const wanted = filter.value.toLowerCase();
    for (const row of trace.querySelectorAll(".state tr")) {
      const named = row.querySelector("th").textContent.toLowerCase().includes(wanted);
      row.hidden = !named || (only.checked && row.classList.contains("same"));
    }
  };
  only.addEventListener("change", show);
  filter.addEventListener("input", show);
  go(0);
  show();
}
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  target?.closest("details")?.setAttribute("open", "");
  target?.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
`;

export const STYLE = `
.matrix td, .matrix th { padding: 2px 10px; text-align: left; white-space: nowrap; }
.matrix tr:nth-child(even) { background: color-mix(in srgb, currentColor 6%, transparent); }
:root{color-scheme:light dark;--ink:#1b1f24;--faint:#5c6570;--paper:#fff;--soft:#f2f4f6;--line:#d5d9de;--good:#1d6b2c;--bad:#a5111b;--doubt:#7a5200;--mark:#dfe7f3}
@media (prefers-color-scheme:dark){:root{--ink:#e3e6ea;--faint:#9aa4b0;--paper:#16181d;--soft:#22262d;--line:#343a44;--good:#7ccf8a;--bad:#ff8f86;--doubt:#e5bd6b;--mark:#2b3d57}}
*{box-sizing:border-box}body{overflow-wrap:anywhere;margin:0 auto;max-width:1600px;padding:1rem;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem;margin:.2rem 0}a{color:inherit}
pre,code,.state th,.state td{font-family:DejaVu Sans Mono,Menlo,Consolas,monospace;font-size:13px}pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:4px}.wide svg{display:block}
.verdicts{border-top:1px solid var(--line);display:grid;grid-template-columns:18rem minmax(0,1fr);gap:.2rem 1rem;padding:.4rem 0;overflow-wrap:anywhere}@media (max-width:700px){.verdicts{display:block}}
.pair{display:grid;gap:.6rem}@media (min-width:1200px){.pair{grid-template-columns:minmax(0,3fr) minmax(0,2fr);align-items:start}}.pair>*{min-width:0}
.list{border-collapse:collapse;width:100%}.list td,.list th{border-top:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.verdict{display:inline-block;margin:0 .6rem .15rem 0}.holds{color:var(--good)}.violated,.error{color:var(--bad);font-weight:600}.unchecked,.inconclusive{color:var(--doubt)}
.trace,.source,.run{border:1px solid var(--line);border-radius:6px;padding:.6rem;margin:.8rem 0}.trace>summary h3{display:inline}.trace:focus-visible{outline:2px solid var(--bad)}
summary{cursor:pointer}.bar{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;padding:.4rem 0;position:sticky;top:0;background:var(--paper)}
.bar button,.bar input{font:inherit;color:inherit;background:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.15rem .6rem}.bar input[type=search]{max-width:11rem}
.states{list-style:none;margin:0;padding:0}.state{border:1px solid var(--line);border-left:5px solid var(--line);border-radius:4px;margin:.35rem 0;padding:.3rem .5rem}.state[aria-current]{border-color:var(--ink);background:var(--soft)}
.state table{border-collapse:collapse;width:100%;table-layout:fixed}.state th{width:32%;text-align:left;font-weight:normal;vertical-align:top;overflow-wrap:anywhere;padding-right:.6rem}.state td{vertical-align:top}
.changed{background:var(--mark)}.changed th{font-weight:bold}.same{color:var(--faint)}.place{color:var(--faint);font-size:13px}
.line{display:block;min-height:1.4em}.line::before{content:attr(data-n);display:inline-block;width:3.2em;color:var(--faint)}.line.taken{background:var(--mark);font-weight:bold}:target{outline:2px solid var(--bad)}
.plot rect{fill:#3565a8}@media (prefers-color-scheme:dark){.plot rect{fill:#7da7e0}}[hidden]{display:none}
`;
