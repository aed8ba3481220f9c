/** @file The look of the report, light and dark. */

import { pageStyle } from '../limits/page-style.ts'

export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --muted: #59636e; --line: #dfe3e8; --tint: #f5f7f9; --accent: #0a5cad;
  --warn: #8a4b00; --warn-tint: #fff6e5; --problem: #b3261e;
  --cnn-paper: var(--paper); --cnn-ink: var(--ink); --cnn-muted: var(--muted); --cnn-grid: #e3e6ea;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e6e9ed; --muted: #9aa4b0; --line: #2f353d; --tint: #1b1f25; --accent: #78b4f0;
    --warn: #f0b860; --warn-tint: #2b2417; --problem: #ff8a80;
    --cnn-grid: #2a3038;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif
}
main { max-width: 1280px; margin: 0 auto; padding: 40px 28px 96px }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 6px }
h2 { font-size: 20px; letter-spacing: -.01em; margin: 56px 0 14px }
h3 { font-size: 15px; margin: 28px 0 10px }
p { max-width: 70ch; margin: 0 0 12px }
a { color: var(--accent) }
time { white-space: nowrap }
code { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.lead { max-width: none; color: var(--muted); font-size: 16px }
.warning {
  max-width: none; margin: 20px 0 0; padding: 10px 14px; border-left: 3px solid var(--warn);
  background: var(--warn-tint); color: var(--warn); border-radius: 0 6px 6px 0
}
.gap { color: var(--muted) }

dl { margin: 0; display: grid; gap: 6px }
dl div { display: grid; grid-template-columns: 150px 1fr; gap: 16px }
dt { color: var(--muted) }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
.method dd { max-width: 75ch }

.chart { display: none; margin: 56px 0 0 }
.chart svg { display: block; max-width: 100%; height: auto; margin-left: -12px }
.chart-1080 { display: block }
@media (max-width: 1120px) { .chart-1080 { display: none } .chart-740 { display: block } }
@media (max-width: 780px) { .chart-740 { display: none } .chart-420 { display: block } }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px }
table {
  border-collapse: separate; border-spacing: 0; width: 100%; font-size: 12.5px; line-height: 1.4;
  font-variant-numeric: tabular-nums; white-space: nowrap
}
th, td { padding: 5px 7px; text-align: right; vertical-align: baseline }
.left { text-align: left }
thead th {
  position: sticky; top: 0; z-index: 2; background: var(--tint); color: var(--muted); font-weight: 500;
  border-bottom: 1px solid var(--line); white-space: normal; text-wrap: balance; vertical-align: bottom
}
tbody th { font-weight: 600 }
th.network.left { position: sticky; left: 0; z-index: 1; background: var(--paper) }
thead th.network.left { z-index: 3; background: var(--tint) }
tbody + tbody > tr:first-child > * { border-top: 1px solid var(--line) }
td.gap { white-space: normal; min-width: 12em }
td.failed { color: var(--problem) }
td.published { white-space: normal; min-width: 8.5em; font-style: italic; color: var(--muted) }
td.samples { padding-block: 0; vertical-align: middle }
th.network.left { padding-left: 12px }
sup { line-height: 0; font-size: 10px; margin-left: 2px }
sup a { text-decoration: none }
.strip { display: block; overflow: visible }
.strip path { fill: none; stroke: var(--accent); stroke-opacity: .65; stroke-width: 1 }
.strip .axis { stroke: var(--line); stroke-opacity: 1 }
.notes { color: var(--muted); font-size: 13px; padding-left: 24px; margin: 0; overflow-wrap: anywhere }
.notes li:target { color: var(--ink); background: var(--warn-tint) }

@media print {
  main { max-width: none; padding: 0 }
  .scroll { overflow: visible; border: 0 }
  thead th, th.network.left { position: static }
  .chart-1080 { display: none }
  .chart-740 { display: block }
  .chart, tbody { break-inside: avoid }
}
@media (max-width: 620px) {
  main { padding: 24px 16px 64px }
  h1 { font-size: 25px }
  dl { gap: 10px }
  dl div { grid-template-columns: 1fr; gap: 0 }
  dt { font-size: 13px }
  table, thead, tbody { display: block; }
  tr { display: grid; grid-template-columns: 1fr 1fr 1.3fr; }
  table.devices { display: table } .devices thead { display: table-header-group }
  .devices tbody { display: table-row-group } .devices tr { display: table-row }
  table:not(.devices) :is(th, td):not(.first) { display: none; }
  :is(th, td).first { position: static; grid-row: 2; min-width: 0; white-space: normal; }
  .first.network { grid-area: 1 / 1 / 2 / 3; }
  .first.published { grid-area: 1 / 3; text-align: right; }
  .first.backend { grid-column: 1; padding-left: 0.75rem; }
  .first.latency { grid-column: 2; }
  .first.accuracy { grid-column: 3; }
}
${pageStyle}`
