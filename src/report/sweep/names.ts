/** Names of varied paths. */

/** As much of each path as tells it from the others, from its end: `burst`, or `web.burst` and `data.burst`. */
export const shortNames = (paths: readonly string[]): readonly string[] =>
  paths.map(path => {
    const parts = path.split('.')
    for (let kept = 1; kept < parts.length; kept++) {
      const name = parts.slice(-kept).join('.')
      if (paths.filter(other => `.${other}`.endsWith(`.${name}`)).length === 1) return name
    }
    return path
  })
