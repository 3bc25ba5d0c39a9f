import type { Additions } from '../../engines/lua/additions';

/** The functions that libsveltos gives to scripts. */
export const SVELTOS_LIBRARY: Additions = {
  names: ['base64Decode', 'base64Encode', 'getAnnotation', 'getLabel', 'getResource'],
  source: `
local native = ...
local rawget, type = rawget, type

local function entry(object, map, key)
  local metadata = rawget(object, 'metadata')
  local values = type(metadata) == 'table' and rawget(metadata, map)
  local value = type(values) == 'table' and rawget(values, key)
  if type(value) == 'string' then return value end
  return nil
end
native.getLabel = function(object, key) return entry(object, 'labels', key) end
native.getAnnotation = function(object, key) return entry(object, 'annotations', key) end
native.getResource = function(resources, key) return rawget(resources, key) end
return native
`,
  natives: {
    base64Encode: (text) => (text.length === 0 ? EMPTY : Buffer.from(text.toString('base64'))),
    base64Decode: (text) => {
      const encoded = text.toString('latin1').replace(/[\r\n]/g, '');
      if (encoded === '') return EMPTY;
      const decoded = Buffer.from(encoded, 'base64');
      return decoded.toString('base64') === encoded ? decoded : { fault: 'decoding failed' };
    },
  },
};

const EMPTY = { fault: 'provided string is empty' };
