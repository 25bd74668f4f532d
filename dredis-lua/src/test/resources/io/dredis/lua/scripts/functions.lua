local function f(...) return select("#", ...), ... end return {f(), f(nil), f(1, nil, nil)}
----
local function f(...) return arg.n, arg[1], arg[2] end return {f("a", "b", nil)}
----
local function f(...) local a, b = ... return a, b, tostring(arg) end return {f(1, 2)}
----
local function f(a, ...) local t = {...} return #t, a end return {f(1, 2, 3)}
----
local function f(a, b) return tostring(a) .. tostring(b) end return {f(1), f(1, 2, 3), f()}
----
local fs = {} for i = 1, 3 do fs[i] = function() i = i + 1 return i end end return {fs[1](), fs[1](), fs[2](), fs[3]()}
----
local function counter() local c = 0 return function() c = c + 1 return c end, function() return c end end local inc, get = counter() inc() inc() return {get(), inc(), get()}
----
local fs = {} local i = 1 while i <= 3 do local j = i fs[i] = function() j = j + 10 return j end i = i + 1 end return {fs[1](), fs[2](), fs[1]()}
----
local fs = {} repeat local x = #fs + 1 fs[x] = function() return x end until x >= 3 return {fs[1](), fs[2](), fs[3]()}
----
local function f(n) if n == 0 then return "done" end return f(n - 1) end return f(100000)
----
local function even(n) if n == 0 then return true end return odd(n - 1) end return even(1)
----
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(16000)
----
local function f(n) return 1 + f(n + 1) end return f(1)
----
local function f() return f() end local n = 0 local function g() n = n + 1 if n < 1000 then return g() end return n end return g()
----
local ok, e = pcall(function() local function f(n) return 1 + f(n) end f(1) end) return {tostring(ok), e}
----
local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) local ok, e = pcall(function() return t[1] end) return {tostring(ok), e}
----
local x = 1 do local x = 2 do local x = 3 end end return x
----
local x = 1 local x = x + 1 local function g() return x end x = 10 return {x, g()}
----
do return 5 end
----
if nil then return 1 elseif false then return 2 elseif 0 then return 3 else return 4 end
----
local r = {} for i = 1, 10 do if i % 2 == 0 then r[#r + 1] = i end if i > 7 then break end end return r
----
local i = 0 while true do i = i + 1 if i > 5 then break end end return i
----
for i = 1, 3 do for j = 1, 3 do if j == 2 then break end end end return "ok"
----
local i = 0 repeat i = i + 1 until i >= 5 return i
----
return {1 and 2, nil and 1, false or "x", nil or false, 1 or 2, not nil, not 0, 1 and nil or 3, false == nil}
----
return {2 ^ 3 ^ 2, -2 ^ 2, not 1 == 2, 1 .. 2 .. 3, 2 + 3 * 4, (2 + 3) * 4, 10 - 5 - 2, "a" .. "b" == "ab", 1 < 2 == true, -3 % 5, 7 - -3}
----
return {pcall(error, "msg"), pcall(error, {code = 5}), pcall(error), pcall(error, nil)}
----
local ok, e = pcall(error, {code = 5}) return {type(e), e.code}
----
local ok, e = pcall(function() error("lvl1", 1) end) local ok2, e2 = pcall(function() error("lvl0", 0) end) local function g() error("lvl2", 2) end local ok3, e3 = pcall(function() g() end) return {e, e2, e3}
----
local ok, e = pcall(function() error(setmetatable({}, {__tostring = function() return "custom" end})) end) return tostring(e)
----
return {pcall(pcall, error, "x")}
----
return {pcall(function() return 1, 2, 3 end)}
----
return {pcall()}
----
return pcall(5)
----
return {pcall(nil)}
----
return {xpcall(function() return 1, 2 end, function(e) return e end)}
----
return {xpcall(function() local x = nil; return x.y end, function(e) return "handled: " .. e end)}
----
return {xpcall(error, function(e) return tostring(e) end)}
----
local r = {} local ok, e = pcall(function() local ok, e = pcall(error, "inner") r[1] = e error("outer") end) r[2] = e return r
----
return {assert(1, 2, 3)}
----
assert(false, "my message")
----
assert(nil)
----
assert()
----
return {pcall(assert, false, "x")}
----
error("with table", 3)
----
local function a() error("deep") end
local function b() a() end
b()
----
local function a()
  local t = nil
  return t.x
end
return 1 + a()
----
local function a() return nil + 1 end
local ok, e = pcall(a)
return e
----
return undefined_function()
----
local t = {} t.method()
----
local t = {} t:method()
----
local s = "x" s:nomethod()
----
local a = "x" return a.b.c
----
local a = 5 return a.b
----
local a = 5 a.b = 1
----
local t = {x = {}} return t.x.y.z
----
return ("x")()
----
return (5)()
----
return {} < {}
----
return 1 < "x"
----
return nil < 1
----
return {} .. "x"
----
local t = {} return "x" .. t
----
local t = {} return t.a .. "x"
----
local t = {} return "a" .. "b" .. t.a .. "c"
----
local t = {} return t + 1
----
local t = {} return t.x + 1
----
local a, b return a + b
----
return -nil
----
local function f() end return f() + 1
----
local function f() end return f().x
----
return #5
----
local x = 5 return #x
----
local t = {} return #t.x
----
return 2 ^ {}
----
return "abc" + 1
----
return "abc" * "2"
----
local up = nil return (function() return up.x end)()
----
local up = nil return (function() up() end)()
----
local up = nil return (function() return up + 1 end)()
----
local t = {} t[1]()
----
local t, k = {}, "key" t[k]()
----
local t, k = {}, "key" return t[k].x
----
(function() end)().x = 1
----
return math.floor()
----
return math.floor({})
----
return math.floor("x")
----
return ("x").rep("x", {})
----
return string.rep()
----
return string.sub()
----
local f = string.rep return f()
----
local t = {f = string.rep} return t.f()
----
return ("x"):rep({}, 2)
----
return tostring()
----
return type()
----
return ipairs()
----
return tonumber({})
----
return tonumber("10", 1)
----
return tonumber({}, 16)
----
return tonumber(10, 16)
----
return unpack()
----
return unpack(5)
----
return setmetatable({})
----
return getmetatable()
----
return rawequal(1)
----
return loadstring()
----
return loadstring({})
----
local f = loadstring("return ...") return {f(1, 2)}
----
local f = loadstring("local a = ... return a * 2") return f(21)
----
local f, e = loadstring("return +") return {tostring(f), e}
----
local f, e = loadstring("x =", "=chunk") return e
----
local f, e = loadstring("x = = 2\n", "@file.lua") return e
----
local f, e = loadstring("\n\nfoo bar", "line one\nline two") return e
----
local f, e = loadstring(("x"):rep(100) .. " y") return e
----
local f = loadstring("error('in chunk')", "=name") return {pcall(f)}
----
local f = loadstring("return x_global") return {pcall(f)}
----
local f = loadstring("y_global = 1") return {pcall(f)}
----
local parts = {"return ", "1 + ", "2", nil} local i = 0 local f = load(function() i = i + 1 return parts[i] end) return f()
----
return {load(function() error("x") end)}
----
return {load(function() return {} end)}
----
return load("return 1")
----
return {type(loadstring("return 1")), type(nil), type({}), type("x"), type(2), type(true), type(type), type(coroutine.create(function() end)), type(cjson.null)}
----
return {pcall(cjson.encode)}
----
local f = cjson.encode; f()
----
local t = {encode = cjson.decode}; t.encode({})
----
local pack = struct.pack; pack('i', 'x')
----
local mine = cmsgpack.pack; mine()
----
local s = setmetatable({}, {__index = bit}); s:band()
----
return cjson.decode('[1]', 2)
----
error(setmetatable({}, {__index = {err = 'MY field'}}))
----
return {pcall(error, setmetatable({}, {__index = {err = 'MY field'}}))}
----
return {cmsgpack.unpack('\217')}
----
return {cmsgpack.unpack('\193')}
----
return {struct.unpack('s', 'abc')}
----
return struct.pack('!3i', 1)
----
return {pcall(struct.size, '!3')}
----
return cjson.encode(function() end)
----
return cmsgpack.pack()
