return ("x"):rep(1e9)
----
local s = "x" while true do s = s .. s end
----
local s = "x" for i = 1, 40 do s = ("%s%s"):format(s, s) end
----
local s = ("x"):rep(1e6) return (s:gsub(".", s))
----
local s = ("x"):rep(1e5) return (s:gsub("x", function() return s end))
----
local t = {} for i = 1, 1e9 do t[i] = i end
----
local t = {} for i = 1, 1e9 do t["key" .. i] = i end
----
local t = {} while true do t = {t} end
----
local t = {} while true do t[#t + 1] = {} end
----
local t = {} for i = 1, 1e9 do t[i * 0.5] = "x" .. i end
----
local f = function() end while true do local g = f f = function() return g end end
----
local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end
----
local t = {} for i = 1, 1e9 do local co = coroutine.wrap(function() coroutine.yield() end) co() t[i] = co end
----
return table.concat((function() local t = {} for i = 1, 1000 do t[i] = ("x"):rep(1e6) end return t end)())
----
local t = {} for i = 1, 100 do t[i] = ("x"):rep(1e5) end local u = {} for i = 1, 1e4 do u[i] = table.concat(t) end
----
local function f(n) return 1 + f(n + 1) end return f(1)
----
local function f() local t = setmetatable({}, {__index = function(t, k) return t[k .. "x"] end}) return t.a end return f()
----
local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x
----
local function f(x) return tostring(setmetatable({}, {__tostring = f})) end return f()
----
local function f() table.sort({1, 2, 3}, f) return true end f()
----
local function f() return ("x"):gsub("x", f) end return f()
----
local t = {} t[1] = t return cjson.encode(t)
----
local t = {} for i = 1, 100000 do t = {t} end return cjson.encode(t)
----
cjson.encode_max_depth(1e8) local t = {} for i = 1, 100000 do t = {t} end return cjson.encode(t)
----
return cjson.decode(("["):rep(1e6))
----
cjson.decode_max_depth(1e8) return cjson.decode(("["):rep(1e6))
----
return cmsgpack.unpack(("\145"):rep(1e6))
----
return struct.pack("i" .. ("9"):rep(20), 1)
----
return struct.unpack(("b"):rep(1e5), ("x"):rep(1e5))
----
return unpack({}, 1, 1e9)
----
return ("x"):byte(1, -1) and select("#", ("x"):rep(1e6):byte(1, -1))
----
return string.char(unpack({}, 1, 1e8))
----
return string.format("%99.99f" .. ("%99d"):rep(1e5), 1)
----
return ("x"):rep(1e5):find(("x?"):rep(1e4) .. ("x"):rep(1e4))
----
return ("("):rep(1e5):find(("("):rep(40))
----
return loadstring(("("):rep(1e6))()
----
return loadstring("return " .. ("x."):rep(1e6) .. "x")()
----
return loadstring("local x = 1 return " .. ("-x + "):rep(1e6) .. "{}")()
----
return loadstring(("x = 1 "):rep(3e6))()
----
return loadstring("return {" .. ("{},"):rep(1e6) .. "}")().x.y
----
local co co = coroutine.wrap(function() return co() end) return co()
----
local function f() return coroutine.wrap(f)() end return f()
----
local function f(n) local co = coroutine.wrap(function() return 1 + f(n + 1) end) return 1 + co() end return f(1)
----
local t = {} for i = 1, 1e9 do t[#t + 1] = i if #t > 1e8 then t = nil end end
----
table.concat({}, "x", 1, 2 ^ 31 - 1)
