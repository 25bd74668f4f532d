local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) local d, e = coroutine.yield(c * 2) return d + e end) return {select(2, coroutine.resume(co, 1, 2)), select(2, coroutine.resume(co, 10)), select(2, coroutine.resume(co, 3, 4)), coroutine.status(co), select(2, coroutine.resume(co))}
----
local gen = coroutine.wrap(function() for i = 1, 5 do coroutine.yield(i) end end) local r = {} for v in gen do r[#r + 1] = v end return r
----
local co co = coroutine.create(function() return coroutine.status(co) end) return {coroutine.status(co), select(2, coroutine.resume(co)), coroutine.status(co)}
----
local a a = coroutine.create(function() local b = coroutine.create(function() return coroutine.status(a) end) return select(2, coroutine.resume(b)) end) return {select(2, coroutine.resume(a))}
----
return {tostring(coroutine.running())}
----
return type(coroutine.wrap(function() return coroutine.running() end)())
----
local co = coroutine.create(function() error("oops") end) return {coroutine.resume(co), coroutine.status(co)}
----
local co = coroutine.create(function() error({code = 1}) end) local ok, e = coroutine.resume(co) return {tostring(ok), e.code}
----
local f = coroutine.wrap(function() error("oops") end) return {pcall(f)}
----
local f = coroutine.wrap(function() error({code = 3}) end) local ok, e = pcall(f) return e.code
----
local f = coroutine.wrap(function() return 1 end) f() f()
----
local co co = coroutine.create(function() return coroutine.resume(co) end) return {coroutine.resume(co)}
----
coroutine.yield(1)
----
local co = coroutine.create(function() pcall(function() coroutine.yield(1) end) return "after" end) return {coroutine.resume(co)}
----
local co = coroutine.create(function() return pcall(coroutine.yield, 1) end) return {coroutine.resume(co)}
----
local co = coroutine.create(function() local t = setmetatable({}, {__index = function() return coroutine.yield(1) end}) return t.x end) return {coroutine.resume(co)}
----
local co = coroutine.create(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield() return a < b end) end) return {coroutine.resume(co)}
----
local co = coroutine.create(function() for v in function() return coroutine.yield(1) end do end end) return {coroutine.resume(co)}
----
coroutine.create(5)
----
coroutine.create(string.rep)
----
coroutine.resume(5)
----
coroutine.status()
----
coroutine.wrap()
----
local co = coroutine.wrap(function(...) local n = select("#", ...) while true do n = n + select("#", coroutine.yield(n)) end end) return {co(1, 2, 3), co(), co(nil, nil)}
----
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end local s = 0 for i in gen(10) do for j in gen(i) do s = s + j end end return s
----
local cos = {} for i = 1, 100 do cos[i] = coroutine.create(function() local x = i while true do x = x + coroutine.yield(x) end end) end local s = 0 for round = 1, 3 do for i = 1, 100 do local _, v = coroutine.resume(cos[i], 1) s = s + v end end return s
----
return coroutine.wrap(function() return redis.call("ECHO", "from coroutine") end)()
----
return coroutine.wrap(function() return coroutine.wrap(function() return redis.call("ECHO", "nested") end)() end)()
----
local co = coroutine.create(function() local function f(n) if n == 0 then coroutine.yield("deep") return 0 end return 1 + f(n - 1) end return f(5000) end) return {select(2, coroutine.resume(co)), select(2, coroutine.resume(co))}
----
local co = coroutine.create(function() return redis.call("NOSUCH") end) local ok, e = coroutine.resume(co) return {tostring(ok), type(e), e.err}
----
local function permgen(a, n) if n <= 1 then coroutine.yield(table.concat(a)) else for i = 1, n do a[n], a[i] = a[i], a[n] permgen(a, n - 1) a[n], a[i] = a[i], a[n] end end end local r = {} for p in coroutine.wrap(function() permgen({1, 2, 3}, 3) end) do r[#r + 1] = p end return r
----
local co = coroutine.wrap(function() error() end) return {pcall(co)}
----
local function f(n) local co = coroutine.wrap(function() if n == 0 then return "bottom" end return f(n - 1) end) return co() end return f(50)
----
local function f(n) local co = coroutine.wrap(function() return f(n + 1) end) return co() end local ok, e = pcall(f, 1) return (e:gsub("user_script:1: ", ""))
