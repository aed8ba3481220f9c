/** @file How notes become changelogs: each as it was written, where it belongs. All packages have one version, so that of a dependency says nothing. */

const getReleaseLine = async ({ summary }) => {
  const [first, ...others] = summary.trim().split('\n')
  return [`- ${first}`, ...others.map((line) => `  ${line}`.trimEnd())].join('\n')
}

const getDependencyReleaseLine = async () => ''

export default { getReleaseLine, getDependencyReleaseLine }
