import { orderKeys } from '../../src/krm/key-order';

test('all maps are in order, and lists stay as they are', () => {
  const value = { b: [{ d: 1, c: [2, 1] }, 'x'], a: { é: null, Z: true, z: 1n } };
  const ordered = orderKeys(value);
  expect(ordered).toEqual(value);
  expect(Object.keys(ordered)).toEqual(['a', 'b']);
  expect(JSON.stringify(ordered.b)).toBe('[{"c":[2,1],"d":1},"x"]');
  expect(Object.keys(Object(ordered.a))).toEqual(['Z', 'z', 'é']);
});
