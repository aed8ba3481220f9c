/** @file Shows what a run of the benchmark measured: as text, Markdown, CSV, charts and one HTML file. */

export { Chart, chart, type ChartOptions } from './chart/chart.ts'
export { csv } from './csv.ts'
export { devicesReport, type DeviceRun } from './devices/devices-report.ts'
export { report } from './html/report.ts'
export { followLimits } from './limits/follow-limits.ts'
export { LimitsForm } from './limits/limits-form.ts'
export { pageStyle } from './limits/page-style.ts'
export { Table } from './html/table.ts'
export { comparisonMarkdown, comparisonTable } from './text/comparison.ts'
export { growingAccuracy, growingHead, growingRow } from './text/growing.ts'
export { markdownTable, table } from './text/table.ts'
export { backendNames, suiteNames } from './words/backends.ts'
