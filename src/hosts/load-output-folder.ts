/** The code of the output folder is a file of its own in the program: hosts other than the command line write nothing. */
export function loadOutputFolder(): typeof import('./output-folder') {
  return require('./output-folder');
}
