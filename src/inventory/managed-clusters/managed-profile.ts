import { type ClusterProfile, managersOf } from '../../api/cluster-profile';
import { OCM_MANAGER } from '../../api/managed-cluster';
import type { Found } from '../fleet';

/** As the hub's controllers tell their own: they keep a profile that has their label and adopt one whose spec names them. */
export function isManaged({ object }: Pick<Found<ClusterProfile>, 'object'>): boolean {
  return managersOf(object).includes(OCM_MANAGER);
}
