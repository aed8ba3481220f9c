/** @file Figures as people read them. */

/** `25,557,032` */
export const formatCount = (value: number): string => value.toLocaleString('en-US')

/** `4.089 G`, `40.6 M`, `0.417 M` */
export function formatMacs(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(3)} G`
  return `${(value / 1e6).toFixed(value >= 1e7 ? 1 : 3)} M`
}

/** `97.5 MiB` */
export const formatMebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 3 : 1)} MiB`

/** One number where height and width agree. */
export const pair = ([height, width]: readonly [number, number]): number | [number, number] =>
  height === width ? height : [height, width]

/** `312 ms`, `9.4 s` */
export const formatDuration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`

/** `48 s`, `12 min`, `3 h 05 min` */
export function formatTime(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
