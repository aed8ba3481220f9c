/**
 * @file What a person can afford: rows and marks that do not fit fade, and the best that fits is named. These functions
 * refer to nothing but each other, since the report carries their text as its script.
 */

// Public API

/**
 * Follows the form of `LimitsForm` inside the root, and keeps the choice in the address. What is drawn anew meanwhile
 * is looked at anew. Returns what ends that.
 */
export function followLimits(root: HTMLElement): () => void {
  const over = new AbortController()
  const { signal } = over
  const formOf = () => root.querySelector<HTMLFormElement>('form.limits')
  const follow = () => {
    const form = formOf()
    if (!form) return
    apply(root, form)
    writeAddress(form)
  }
  const read = () => {
    const form = formOf()
    if (!form) return
    readAddress(form)
    apply(root, form)
  }
  const drawn = new MutationObserver(read)
  drawn.observe(root, { childList: true, subtree: true })
  signal.addEventListener('abort', () => drawn.disconnect())
  root.addEventListener('input', follow, { signal })
  // The fields are empty only after everybody has heard of it.
  root.addEventListener('reset', () => setTimeout(follow), { signal })
  root.addEventListener('submit', (event) => event.target === formOf() && event.preventDefault(), { signal })
  addEventListener('hashchange', () => (location.hash.includes('=') && formOf()?.reset(), read()), { signal })
  read()
  return () => over.abort()
}

/** The script of a page that stands alone; it names its functions as a bundler may have renamed them. */
export const limitsScript = (): string =>
  `${[
    fieldsOf,
    numberOf,
    checkedOf,
    searchOf,
    readAddress,
    writeAddress,
    rowsOf,
    apply,
    nameBest,
    sortTables,
    followLimits,
  ]
    .map(String)
    .join('\n')}\n${followLimits.name}(document.body)\n`

// Implementation

function fieldsOf(form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')]
}

/** Undefined where the field is empty. */
function numberOf(form: HTMLFormElement, name: string): number | undefined {
  const text = form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value
  return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
}

function checkedOf(form: HTMLFormElement): { on: string[]; all: boolean } {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('[name=backends]')]
  const on = boxes.filter((box) => box.checked).map((box) => box.value)
  return { on, all: on.length === boxes.length }
}

/** What differs from the choice that a reader finds. */
function searchOf(form: HTMLFormElement): string {
  const search = new URLSearchParams()
  for (const { name, type, value } of fieldsOf(form))
    if (type !== 'checkbox' && value !== '' && value !== 'float32' && value !== 'size') search.set(name, value)
  const { on, all } = checkedOf(form)
  if (!all) search.set('backends', on.join(','))
  return search.toString()
}

/** Of an address that says nothing of a choice, such as a link to a note, nothing is read. */
function readAddress(form: HTMLFormElement): void {
  const wanted = new URLSearchParams(location.hash.slice(1))
  for (const field of fieldsOf(form)) {
    const value = wanted.get(field.name)
    if (value === null) continue
    if ('checked' in field && field.type === 'checkbox') field.checked = value.split(',').includes(field.value)
    else field.value = value
  }
}

function writeAddress(form: HTMLFormElement): void {
  const search = searchOf(form)
  if (search !== location.hash.slice(1) && (search || location.hash.includes('=')))
    history.replaceState(null, '', `#${search}`)
}

function rowsOf(root: ParentNode) {
  return [...root.querySelectorAll<HTMLElement>('tr[data-network]')].map((element) => {
    const { network = '', backend = '', suite = '', ms, top1, published, doubted, parameters } = element.dataset
    return {
      element,
      network,
      backend,
      suite,
      ms: ms === undefined ? undefined : Number(ms),
      top1: top1 === undefined ? undefined : Number(top1),
      published: published !== undefined,
      doubted: doubted !== undefined,
      parameters: Number(parameters),
    }
  })
}

function apply(root: ParentNode, form: HTMLFormElement): void {
  const [megabytes, ms, top1] = ['megabytes', 'ms', 'top1'].map((name) => numberOf(form, name))
  const bytes = form.querySelector<HTMLSelectElement>('[name=weights]')!.value === 'float16' ? 2 : 4
  const { on } = checkedOf(form)
  const rows = rowsOf(root)
  const fitting = rows.filter(
    (row) =>
      on.includes(row.backend) &&
      (megabytes === undefined || (row.parameters * bytes) / 1e6 <= megabytes) &&
      (ms === undefined || (row.ms !== undefined && row.ms <= ms)) &&
      (top1 === undefined || (row.top1 !== undefined && row.top1 >= top1)),
  )
  for (const row of rows) row.element.classList.toggle('faded', !fitting.includes(row))
  for (const mark of root.querySelectorAll<SVGElement>('.cnn-chart [data-network]')) {
    const { network, backend } = mark.dataset
    const fits = fitting.some((row) => row.network === network && (backend === undefined || row.backend === backend))
    mark.classList.toggle('faded', !fits)
  }
  const best = nameBest(rows, fitting, bytes)
  const output = form.querySelector('output')!
  if (output.textContent !== best) output.textContent = best
  form.querySelector<HTMLAnchorElement>('.to-choice')!.href = `#${searchOf(form)}`
  sortTables(root, form.querySelector<HTMLSelectElement>('[name=sort]')!.value)
}

/** The most accurate, and of equals the quickest; one for each data set. */
function nameBest(rows: ReturnType<typeof rowsOf>, fitting: ReturnType<typeof rowsOf>, bytes: number): string {
  const suites = [...new Set(rows.map(({ suite }) => suite))]
  const texts = suites.map((suite) => {
    const best = fitting
      .filter((row) => row.suite === suite && row.ms !== undefined && row.top1 !== undefined)
      .sort((a, b) => b.top1! - a.top1! || a.ms! - b.ms!)[0]
    if (!best) return `Nothing that was measured fits for ${suite}.`
    const megabytes = ((best.parameters * bytes) / 1e6).toPrecision(3)
    const accuracy = `${best.top1!.toFixed(1)} %${best.published ? ' published' : ''}`
    const latency = `${Number(best.ms!.toPrecision(3))} ms${best.doubted ? ', not to be trusted' : ''}`
    const figures = `${accuracy}, ${latency}, ${Number(megabytes)} MB`
    return `Best that fits for ${suite}: ${best.network} on ${best.backend} (${figures}).`
  })
  return texts.join(' ')
}

/** Networks as they came, or the quickest or most accurate first; what has no figure stands last. */
function sortTables(root: ParentNode, by: string): void {
  for (const table of root.querySelectorAll('table')) {
    const bodies = [...table.querySelectorAll('tbody')]
    const figure = (body: HTMLElement): number => {
      const rows = [...body.querySelectorAll<HTMLElement>('tr')]
      const values = rows.flatMap(({ dataset: { ms, top1, parameters } }) => {
        const text = by === 'ms' ? ms : by === 'top1' ? top1 : parameters
        return text === undefined ? [] : [by === 'top1' ? -Number(text) : Number(text)]
      })
      return Math.min(Infinity, ...values)
    }
    const sorted = [...bodies].sort((a, b) => figure(a) - figure(b) || bodies.indexOf(a) - bodies.indexOf(b))
    if (sorted.some((body, i) => body !== bodies[i])) table.append(...sorted)
  }
}
