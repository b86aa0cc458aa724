/** Makes the script and the style of the report page: `dist/page/page.js` and `page.css`. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))

await build({
  entryPoints: [path('src/report/page/browser/main.ts'), path('src/report/page/browser/page.css')],
  entryNames: 'page',
  outdir: path('dist/page'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome109', 'firefox115', 'safari16'],
  charset: 'utf8',
  legalComments: 'inline',
  logLevel: 'warning',
})

const script = readFileSync(path('dist/page/page.js'), 'utf8')
if (/<\/script|<!--/iu.test(script)) throw new Error('dist/page/page.js would end its own element')
