import type * as Catalogue from './catalogue';

/** The whole catalogue is a file of its own in the program: few runs look a code up. */
export function loadCatalogue(): typeof Catalogue.catalogue {
  const { catalogue }: typeof Catalogue = require('./catalogue');
  return catalogue;
}
