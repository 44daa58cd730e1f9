"""The style of the HTML report: one column on a phone, draft and findings side by side on a desk, and on paper."""

STYLE = """
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5a00; --note: #1d5fa8; --ink: #1d1b20;
  --paper: #fff; --edge: #d5d2da; --soft: #625b71; }
@media (prefers-color-scheme: dark) { :root { --error: #ff9a92; --warning: #f0b64c; --note: #8fc2f7; --ink: #e8e3ea;
  --paper: #17161a; --edge: #47444d; --soft: #b7b0c2; } }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 86rem; padding: 0 1rem 4rem; overflow-wrap: anywhere; }
header { padding: 1rem 0 .5rem; } h1 { font-size: 1.4rem; margin: 0; } header p { margin: .25rem 0; }
h2 { font-size: 1.15rem; border-bottom: 2px solid var(--edge); margin: 2rem 0 1rem; padding-bottom: .2rem; }
h3 { font-size: 1rem; line-height: 1.4; margin: 0 0 .3rem; } code { font-family: ui-monospace, monospace; font-size:
  .85em; }
.quiet { color: var(--soft); font-size: .875rem; font-weight: 400; }
.error { --hue: var(--error); } .warning { --hue: var(--warning); } .note { --hue: var(--note); }
.filters { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; align-items: baseline; padding: .5rem 0; margin: 0; }
.filters[hidden], .card[hidden] { display: none; }
.filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; }
.filters legend { float: left; padding: .3rem .6rem 0 0; color: var(--soft); }
.filters label { white-space: nowrap; padding: .3rem 0; } .filters label.error, .filters label.warning,
.filters label.note { color: var(--hue); font-weight: 600; }
.draft { position: relative; border: 1px solid var(--edge); border-radius: .4rem; padding: .8rem .8rem .8rem 3.2rem; }
.draft > div, .draft > table { margin: 0 0 .7rem; } .draft .head { font-weight: 700; margin-top: 1.1rem; }
.draft .l1 { font-size: 1.3em; } .draft .l2 { font-size: 1.15em; }
.draft .item { margin-bottom: .3rem; padding-left: calc(1.1rem * var(--depth, 1)); }
.draft .item::before { content: "•"; position: absolute; margin-left: -.9rem; color: var(--soft); }
.draft .aside { border-left: 3px solid var(--edge); padding-left: .6rem; color: var(--soft); font-size: .9em; }
.draft .aside .mark { color: var(--ink); }
.draft td { border: 1px solid var(--edge); padding: .2rem .5rem; vertical-align: top; }
.draft table { border-collapse: collapse; }
.no { position: absolute; left: 0; width: 2rem; text-align: right; color: var(--soft); font: .75rem/2.07 ui-monospace,
  monospace; user-select: none; }
.link { position: absolute; left: 2.25rem; width: .75rem; border: 2px solid var(--hue); border-right: 0;
  border-radius: .3rem 0 0 .3rem; pointer-events: none; }
.mark { color: inherit; text-decoration: none; border-bottom: 2px solid var(--hue);
  background: color-mix(in srgb, var(--hue) 16%, transparent); border-radius: .15rem .15rem 0 0; }
.mark.off { border-color: transparent; background: none; }
.mark.on { background: color-mix(in srgb, var(--hue) 40%, transparent); outline: 2px solid var(--hue); }
.ref { color: var(--hue); text-decoration: none; font-weight: 600; } .ref.off { display: none; } .ref + .ref {
  margin-left: .25em; } sup { line-height: 0; }
.cards { list-style: none; padding: 0; margin: 1rem 0; display: grid; gap: .8rem; align-content: start; }
.card { border: 1px solid var(--edge); border-left: .4rem solid var(--hue); border-radius: .4rem; padding: .7rem
  .9rem;
  background: var(--paper); } .card h3 b { color: var(--hue); }
.card.on { border-color: var(--hue); box-shadow: 0 0 0 2px var(--hue); }
.card ul { margin: .4rem 0 0; padding-left: 1.1rem; } .card p { margin: .2rem 0; } .card .role { color: var(--soft); }
.card mark { background: color-mix(in srgb, var(--hue) 20%, transparent); color: inherit; }
.card button { display: none; float: right; font: inherit; color: inherit; background: none; border: 1px solid
  var(--edge); border-radius: .3rem; min-width: 2.75rem; min-height: 2.75rem; margin: 0 0 .3rem .6rem; }
a { color: var(--note); } :focus-visible { outline: 3px solid var(--note); outline-offset: 2px; }
:target { scroll-margin: 30vh; } [id] { scroll-margin: 30vh; }
@media (min-width: 64rem) { .pair { display: grid; grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); gap:
  1.2rem;
  align-items: start; } .cards { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; margin: 0;
  padding: .3rem .3rem 1rem; } .cards [id] { scroll-margin: 1rem; } .filters { position: static; } }
@media (max-width: 63.99rem) { .js .mark, .js .ref { scroll-margin: 15vh 0 52vh; } .js .card.on { position: fixed;
  inset: auto 0 0; max-height: 45vh; overflow-y: auto;
  margin: 0; border-radius: .8rem .8rem 0 0; z-index: 2; box-shadow: 0 -4px 24px #0006; border-left-width: 1px;
  border-top: .35rem solid var(--hue); } .js .card.on button { display: block; } }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --edge: #999; --soft: #444; --error: #b3261e;
  --warning: #8a5a00; --note: #1d5fa8; } body { font-size: 10.5pt; max-width: none; padding: 0; }
  .filters, .card button, .link { display: none; } .pair { display: block; }
  .cards { position: static; max-height: none; overflow: visible; } .card { break-inside: avoid; box-shadow: none;
  position: static; } .card a[href^="http"]::after { content: " <" attr(href) ">"; font-size: .8em; }
  h2, .draft .head { break-after: avoid; } .mark, .mark.on { background: none; outline: 0; } }
"""
