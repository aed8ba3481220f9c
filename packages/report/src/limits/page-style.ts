/** @file What page and report have in common in their looks: the form of limits, and the charts on dark paper. */

import { darkSeries } from '../chart/style.ts'

/**
 * CSS for `LimitsForm`, for what does not fit, and for charts on dark pages. It takes the variables `--muted`,
 * `--line`, `--problem` and `--accent` of the page that it stands in.
 */
export const pageStyle = `
@media screen and (prefers-color-scheme: dark) { :root { ${darkSeries} } }
.limits { border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1rem; display: grid; gap: .9rem }
.limits .row {
  display: flex; flex-wrap: wrap; gap: .6rem 1.5rem; align-items: center; margin: 0; padding: 0; border: 0
}
.limits label { white-space: nowrap }
.limits legend, .limits label > span { color: var(--muted); font-weight: 400; padding: 0 }
.limits legend { float: left }
.limits p { margin: 0; max-width: none }
.limits a { white-space: nowrap }
.limits + .charts { margin-top: 1.25rem }
.limits input, .limits select, .limits button { font: inherit; color: inherit; background: none }
.limits input[type=number], .limits select, .limits button {
  width: auto; min-height: 0; margin: 0; border: 1px solid var(--muted); border-radius: .35rem; padding: .2rem .5rem
}
.limits select option { background: Canvas; color: CanvasText }
.limits input[type=number] { width: 5.5em }
.limits input:invalid { border-color: var(--problem) }
.limits :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.limits output { font-weight: 600 }
.cnn-chart .faded, tr.faded > :not(.network, .published), tbody:not(:has(tr:not(.faded))) > tr > * { opacity: .25 }
@media print {
  .limits button, .limits .to-choice { display: none }
}
@media (max-width: 30em) {
  .limits div.row { display: grid; gap: .5rem }
  .limits div.row label { display: grid; grid-template-columns: 1fr 6em 2em; align-items: center; gap: .4rem }
  .limits div.row input, .limits div.row select { width: 100% }
}
`
