import type * as Hub from '../../generated/hub';

/** The checks of what a hub of Open Cluster Management holds: most runs read nothing of the kind and do not load them. */
export function hubChecks(): typeof Hub {
  const checks: typeof Hub = require('../../generated/hub');
  return checks;
}
