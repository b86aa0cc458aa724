/** Tables for the terminal and for Markdown. The first row names the columns, the first column is text. */

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** A figure as a measurement deserves it: three digits. */
export const figure = (value: number): string => number.format(value)

/** Columns aligned: the first to the left, the others to the right. */
export const textTable = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const markdownTable = ([head, ...rows]: readonly (readonly string[])[]): string =>
  [head!, head!.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n')
