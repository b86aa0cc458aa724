/** In place of a thread that plays: one that cannot be loaded. */
throw new TypeError('it cannot be loaded')
