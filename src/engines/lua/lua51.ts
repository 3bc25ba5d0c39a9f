import { api, type Engine, type LuaEntry, type LuaTable, loadEngine, objects, strings, tables } from './fengari';
import { numberText, readNumeral } from './number-text';

/**
 * Lua 5.1's numbers and lengths, as gopher-lua has them, in an engine for Lua 5.3: there is one sort of number, it prints
 * without a point when it is whole, and a list is as long as its last entry.
 */
export function loadLua51(): Engine {
  // Every whole number is a float too: 5.3's integers would wrap around at 32 bits here.
  objects.TValue.prototype.setivalue = objects.TValue.prototype.setfltvalue;
  api.lua_pushinteger = api.lua_pushnumber;
  objects.luaO_tostring = (state, value) => {
    value.setsvalue(new strings.TString(state, Buffer.from(numberText(Number(value.value)))));
  };
  objects.luaO_str2num = (text, into) => {
    const end = text.indexOf(0);
    const number = readNumeral(Buffer.from(end < 0 ? text : text.subarray(0, end)).toString('latin1'));
    if (number === undefined) return 0;
    into.setfltvalue(number);
    return (end < 0 ? text.length : end) + 1;
  };
  const findBorder = tables.luaH_getn;
  tables.luaH_getn = (table) => lengthOf(table, findBorder(table));
  return loadEngine();
}

/** gopher-lua keeps entries 1 to this in an array. */
const MOST_ENTRIES = 67_108_864;

/** The last entry of the list part; `border` is where an unbroken list ends. */
function lengthOf(table: LuaTable, border: number): number {
  if (table.strong.size === border) return border;
  let last = border;
  for (const key of table.strong.keys()) {
    if (typeof key === 'number' && key > last && Number.isInteger(key) && key < MOST_ENTRIES) last = key;
  }
  return last;
}

/** A table's entries in the order of gopher-lua's `pairs`: the list part by number, the rest as it was put in. */
export function entriesInOrder(table: LuaTable): LuaEntry[] {
  const listed: LuaEntry[] = [];
  const others: LuaEntry[] = [];
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    const key = entry.key.value;
    const isListed = typeof key === 'number' && Number.isInteger(key) && key >= 1 && key < MOST_ENTRIES;
    (isListed ? listed : others).push(entry);
  }
  listed.sort((a, b) => Number(a.key.value) - Number(b.key.value));
  return listed.concat(others);
}
