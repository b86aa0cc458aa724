/** Lines of comma-separated values as RFC 4180 has them, ended by a line feed alone. */

const quoted = (text: string): string =>
  /[",\r\n]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text

/** A line of cells; null is an empty one. */
export const csvLine = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map(cell => (cell === null ? '' : quoted(String(cell)))).join(',')}\n`
