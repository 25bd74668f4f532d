while true do end
----
repeat until false
----
for i = 1, 1e18 do end
----
for i = 1, 1e18, 0.5 do local x = i end
----
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(100)
----
local function f() return f() end return f()
----
while true do pcall(function() while true do end end) end
----
while true do pcall(error, "x") end
----
while true do xpcall(function() while true do end end, function(e) return e end) end
----
local function f() return (pcall(f)) and f() + 1 end return f()
----
coroutine.wrap(function() while true do end end)()
----
local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end
----
while true do coroutine.wrap(function() end)() end
----
while true do local co = coroutine.create(function() while true do end end) coroutine.resume(co) end
----
local function deep(n) if n == 0 then while true do end end return 1 + deep(n - 1) end return deep(10000)
----
local function deep(n) if n == 0 then while true do end end return 1 + deep(n - 1) end return coroutine.wrap(function() return deep(10000) end)()
----
return ("a"):rep(300000):find(".-b")
----
return ("a"):rep(300000):match("(.-)(.-)b")
----
return ("a"):rep(300):match(("a*"):rep(50) .. "b")
----
return ("a"):rep(3e5):gsub("a*a*b", "x")
----
return ("a"):rep(3e5):gmatch(".-b")()
----
local t = setmetatable({}, {__index = function(t, k) while true do end end}) return t.x
----
local t = {} t[2 ^ 31 - 1] = 1 table.insert(t, 1, 1) t[2 ^ 30] = 1 while true do table.insert(t, 1, 2 ^ 31 - 1) end
----
table.insert({}, 2 ^ 53, 1) local t = {} t[2 ^ 31] = 1 while true do table.insert(t, 2 ^ 31 - 2, 1) table.insert(t, 1, 1) end
----
table.sort({3, 2, 1}, function() while true do end end)
----
("x"):gsub("x", function() while true do end end)
----
load(function() return "" .. string.rep("-", 1) .. "\n" end)
----
for _ in function() return 1 end do end
----
while true do redis.pcall("PING") end
----
while true do redis.call("PING") end
----
local t = {} for i = 1, 1e5 do t[i] = i end while true do table.sort(t, function(a, b) return a > b end) end
----
while true do loadstring("return 1")() end
----
while true do local s = ("x"):rep(1000) .. "y" end
----
local t = setmetatable({}, {__gc = function() end}) while true do t = {} end
----
table.foreach({1}, function() while true do end end)
----
local f f = function(e) while true do end end xpcall(error, f)
