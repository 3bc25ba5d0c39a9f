/**
 * What 5.1 calls otherwise than 5.3, with gopher-lua's results, and the making of an environment: every call of a script
 * gets globals and libraries of its own, so that nothing one object leaves behind reaches the next. The chunk is given
 * the functions made in JavaScript, the names that are provided, those that are withheld with their reasons, and the functions that are added.
 */
export const PRELUDE = `
local native, provided, withheld, additions = ...
local G = _G
local concat, rep, atan, log, unpackList = table.concat, string.rep, math.atan, math.log, table.unpack
local next, pairs, select, error, setmetatable, rawget, type = next, pairs, select, error, setmetatable, rawget, type
local exp = math.exp

local extra = { [''] = native, table = {}, string = { format = native.format }, math = {} }

extra[''].unpack = function(list, from, to) return unpackList(list, from or 1, to or #list) end

extra.table.getn = function(list) return #list end
extra.table.maxn = extra.table.getn
extra.table.concat = function(list, separator, from, to)
  local length = #list
  from, to = from or 1, to or length
  if from < 1 then from = 1 end
  if to > length then to = length end
  if from > to then return '' end
  return concat(list, separator or '', from, to)
end
extra.table.insert = function(list, ...)
  local count = select('#', ...)
  if count == 0 then error('wrong number of arguments', 2) end
  local at, value = ...
  local length = #list
  if count == 1 then list[length + 1] = at return end
  if at > length or at <= 0 then list[at] = value return end
  for i = length, at, -1 do list[i + 1] = list[i] end
  list[at] = value
end
extra.table.remove = function(list, at)
  local length = #list
  if length == 0 then return nil end
  if at == nil or at <= 0 or at == length then
    local last = list[length]
    list[length] = nil
    return last
  end
  if at > length then return nil end
  local taken = list[at]
  for i = at, length do list[i] = list[i + 1] end
  return taken
end

extra['']._VERSION = 'Lua 5.1'

extra.string.lower, extra.string.upper = native.lower, native.upper
extra.string.rep = function(text, count) return rep(text, count) end

extra.math.huge = 1.7976931348623157e308
extra.math.pow = function(a, b) return a ^ b end
extra.math.mod = math.fmod
extra.math.log = function(x) return log(x) end
extra.math.log10 = function(x) return log(x, 10) end
extra.math.atan = function(x) return atan(x) end
extra.math.atan2 = function(y, x) return atan(y, x) end
extra.math.sinh = function(x) return (exp(x) - exp(-x)) / 2 end
extra.math.cosh = function(x) return (exp(x) + exp(-x)) / 2 end
extra.math.tanh = function(x) local a, b = exp(x), exp(-x) return (a - b) / (a + b) end
extra.math.ldexp = function(m, e) return m * 2 ^ e end
extra.math.frexp = function(x)
  if x == 0 or x ~= x or x == 1 / 0 or x == -1 / 0 then return x, 0 end
  local e = 0
  while x >= 1 or x <= -1 do x, e = x / 2, e + 1 end
  while x < 0.5 and x > -0.5 do x, e = x * 2, e - 1 end
  return x, e
end

for name, added in pairs(additions) do extra[''][name] = added end

local function withhold(name, reason)
  return function() error(name .. ' is not there: ' .. reason, 2) end
end

local function fill(into, library, names)
  local from = library == '' and G or G[library]
  for i = 1, #names do
    local name = names[i]
    local value = extra[library][name]
    if value == nil then value = from[name] end
    into[name] = value
  end
  return into
end

return function()
  local env = fill({}, '', provided[''])
  for library, names in pairs(provided) do
    if library ~= '' then env[library] = fill({}, library, names) end
  end
  for i = 1, #withheld do
    local library, name, reason, whole = withheld[i][1], withheld[i][2], withheld[i][3], withheld[i][4]
    local full = library == '' and name or library .. '.' .. name
    local into = library == '' and env or env[library]
    if whole then
      into[name] = setmetatable({}, { __index = function(_, key) error(name .. '.' .. key .. ' is not there: ' .. reason, 2) end })
    else
      into[name] = withhold(full, reason)
    end
  end
  env.print = function() end
  env.loadstring = function(text, name) return native.compile(env, text, name) end
  env._G = env
  native.setStringMetatable({ __index = env.string })
  return env
end
`;
