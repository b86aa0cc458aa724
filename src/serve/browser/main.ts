/** The script of all pages of `serve`: sorting and filtering, two ticks, and news from the server. */
import { watchTheme } from '../../report/page/browser/theme.ts'
import { startList } from './list.ts'
import { startOffer } from './offer.ts'

document.documentElement.dataset['script'] = ''
watchTheme(() => {})
const { role } = document.body.dataset
if (role === 'list') startList()
if (role === 'open' || role === 'beside') startOffer()
