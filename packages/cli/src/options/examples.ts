/**
 * For Commander's `addHelpText('after', …)`: commands as a person types them. One that is too long for 80 columns is
 * given in parts, each with a line of its own.
 */
export const examples = (...commands: readonly (string | readonly string[])[]): string =>
  ['\nExamples:', ...commands.map((one) => `  $ ${typeof one === 'string' ? one : one.join(' \\\n      ')}`)].join('\n')
