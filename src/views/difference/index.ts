export { compareSides } from './compare';
export type { DifferenceRecord, FailedDifference } from './record';
export { type Lens, rollOfObjects, type Side, type SideObject } from './side';
export { type DifferenceForm, writeDifference, writeFailedDifference } from './write-difference';
