/** Writes man/interlink-sim.1 from what the command line declares. */
import { readFileSync, writeFileSync } from 'node:fs'
import { type Package, manPage } from './man.ts'

const fromRoot = (path: string): URL => new URL(`../${path}`, import.meta.url)
const description = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as Package
writeFileSync(fromRoot('man/interlink-sim.1'), manPage(description))
