x = 1
----
return x
----
function f() end
----
local function f() y = 2 end f()
----
_G.x = 1
----
return _G.x
----
rawset(_G, "x", 1)
----
setmetatable(_G, {})
----
setmetatable(_G, nil)
----
getmetatable(_G).__index = nil
----
return getmetatable(_G).__newindex
----
redis.call = nil
----
redis.newfield = 1
----
string.rep = nil
----
rawset(string, "x", 1)
----
table.insert(string, 1)
----
table.insert(_G, 1)
----
table.remove(redis)
----
table.sort(math)
----
setmetatable(string, {})
----
getmetatable("").__index = {}
----
getmetatable("").x = 1
----
rawset(getmetatable(""), "x", 1)
----
setmetatable(getmetatable(""), {})
----
math.pi = 3
----
cjson.encode = nil
----
_G = nil
----
_G["print"] = 1
----
pcall = 1
----
return os
----
return io
----
return debug
----
return package
----
return require("x")
----
return module
----
return dofile
----
return loadfile
----
return print
----
return setfenv
----
return getfenv
----
return newproxy
----
return luajava
----
return java
----
return bit32
----
return utf8
----
return rawlen
----
return table.unpack
----
return table.pack
----
return table.move
----
return string.pack
----
return math.type
----
return string.gfind ~= nil
----
return loadstring("\27Lua") == nil
----
return {loadstring("\27LuaQ\0\1\4\8\4\8\0")}
----
local f = loadstring("evil = 1") return {pcall(f)}
----
return coroutine.wrap(function() z = 1 end)()
----
local ok, e = pcall(function() q = 1 end) return e
----
local r = {} for _, l in ipairs({"string", "table", "math", "coroutine", "bit", "struct", "cjson", "cmsgpack"}) do for k in pairs(_G[l]) do r[#r + 1] = l .. "." .. k end end table.sort(r) return r
----
return _VERSION
----
return {collectgarbage(), collectgarbage("collect"), type(collectgarbage("count")), type(gcinfo())}
----
collectgarbage("nonsense")
----
return {tostring(nil), tostring(true), (tostring({}):gsub("0x.*", "")), (tostring(tostring):gsub("0x.*", ""))}
----
return string.sub(string.dump(function() return 1 end), 1, 12)
----
return {loadstring(string.dump(function() return 1 end)) == nil, type(string.dump(loadstring('return 1')))}
----
return loadstring(string.dump(function() return 1 end))()
----
return {pcall(string.dump, redis.call)}
----
return {pcall(string.dump, coroutine.wrap(function() end))}
----
return {pcall(string.dump, 'x')}
----
return {pcall(string.dump)}
