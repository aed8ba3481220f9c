/**
 * @file The reference of every package, from the doc comments. TypeDoc asks for a TypeScript with an API in JavaScript,
 * which version 7 has not, so it lives in a package of its own.
 */

import { join } from 'node:path'
import { ReflectionKind } from 'typedoc'
import { repository } from '../addresses.ts'
import { entriesOf, packages, root } from '../packages.ts'

/** What a person imports, by the file that it is: `@cnn/bench/node`. */
const names = new Map(packages.flatMap(entriesOf).map(({ name, file }) => [file, name]))

/** Calls every entry what a person imports. */
function nameModules(app) {
  app.converter.on('createDeclaration', (context, reflection) => {
    const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.fileName
    if (reflection.kindOf(ReflectionKind.Module) && names.has(file)) reflection.name = names.get(file)
  })
}

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: '@cnn',
  entryPoints: [...names.keys()],
  plugin: [nameModules],
  tsconfig: join(root, 'tsconfig.json'),
  out: join(root, 'docs/api'),
  readme: 'none',
  disableGit: true,
  sourceLinkTemplate: `https://github.com/${repository}/blob/main/{path}#L{line}`,
  blockTags: ['@file', '@defaultValue', '@param', '@returns', '@throws', '@example', '@see'],
  excludePrivate: true,
  excludeExternals: true,
  // A type that is not exported is written where it is used.
  validation: { invalidLink: true, notExported: false, notDocumented: false },
  treatWarningsAsErrors: true,
  skipErrorChecking: true,
}
