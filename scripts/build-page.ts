/** Makes scripts and styles of pages: `dist/page/page.js` and `page.css` of the report, `serve.js` and `serve.css`. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, build } from 'esbuild'
import { paletteCss } from '../src/report/charts/palette.ts'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** By name: the folder that has its `main.ts` and its style. */
const PAGES = { page: 'src/report/page/browser', serve: 'src/serve/browser' }

/** `@import 'palette.css'` in a style sheet. */
const palette: Plugin = {
  name: 'palette',
  setup: made => {
    made.onResolve({ filter: /^palette\.css$/ }, () => ({ path: 'palette.css', namespace: 'made' }))
    made.onLoad({ filter: /./, namespace: 'made' }, () => ({
      contents: paletteCss(),
      loader: 'css',
    }))
  },
}

for (const [name, folder] of Object.entries(PAGES)) {
  await build({
    entryPoints: [path(`${folder}/main.ts`), path(`${folder}/${name}.css`)],
    entryNames: name,
    outdir: path('dist/page'),
    bundle: true,
    plugins: [palette],
    minify: true,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16'],
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'warning',
  })
  const script = readFileSync(path(`dist/page/${name}.js`), 'utf8')
  if (/<\/script|<!--/iu.test(script)) {
    throw new Error(`dist/page/${name}.js would end its own element`)
  }
}
