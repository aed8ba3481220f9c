/**
 * @file Where this project lives. The maintainer's to set, here alone: `pnpm manifest --write` puts it into every
 * package.json.
 */

/** The repository on GitHub. `OWNER` is nobody: `pnpm release` refuses it. */
export const repository = 'OWNER/cnn'

export const author = 'The @cnn developers'
