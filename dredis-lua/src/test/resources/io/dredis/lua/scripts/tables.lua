local t = {} for i = 1, 10 do t[i] = i end t[5] = nil return {#t, #{1, 2, nil, 4}, #{nil, 2}, #{nil, nil, 3}, #{n = 1}, #{1, nil, 3, nil}, #{[1] = 1, [2] = 2, [4] = 4}}
----
local t = {10, 20, 30} t[#t + 1] = 40 t[10] = 1 return {#t, t[4], t[10]}
----
local t = {1, 2, 3} t[#t] = nil t[#t] = nil return {#t, t[1]}
----
local r = {} for k, v in pairs({10, 20, 30, x = 1, y = 2, [100] = 3, [1.5] = 4, [true] = 5}) do r[#r + 1] = tostring(k) .. "=" .. tostring(v) end return r
----
local r = {} local t = {} for _, k in ipairs({"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"}) do t[k] = #k end for k, v in pairs(t) do r[#r + 1] = k .. v end return r
----
local r = {} local t = {} for i = 1, 40 do t["user:" .. i .. ":name:of:some:length"] = i end for k, v in pairs(t) do r[#r + 1] = k end return r
----
local r = {} local t = {} for i = -20, 20 do t[i * 3] = i end for k, v in pairs(t) do r[#r + 1] = k end return r
----
local r = {} local t = {} for i = 1, 30 do t[i * 0.5] = i end for k, v in pairs(t) do r[#r + 1] = tostring(k) end return r
----
local r = {} local t = {} for i = 20, 1, -1 do t[i] = i end for k in pairs(t) do r[#r + 1] = k end r[#r + 1] = #t return r
----
local r = {} local t = {a = 1, b = 2, c = 3, d = 4, e = 5} for k in pairs(t) do t[k] = nil r[#r + 1] = k end return r
----
local t = {a = 1, b = 2} t.a = nil t.c = 3 t.d = 4 t.b = nil t.e = 5 local r = {} for k in pairs(t) do r[#r + 1] = k end return r
----
return cjson.encode({name = "x", id = 5, tags = {1, 2}, nested = {a = true, b = {}}, value = 1.5})
----
local t = {5, 2, 8, 1, 9, 3} table.sort(t) return t
----
local t = {"banana", "apple", "Cherry", "date", ""} table.sort(t) return t
----
local t = {} for i = 1, 100 do t[i] = (i * 7919) % 101 end table.sort(t, function(a, b) return a > b end) return t
----
local t = {} for i = 1, 50 do t[i] = {k = i % 5, v = i} end table.sort(t, function(a, b) return a.k < b.k end) local r = {} for i, e in ipairs(t) do r[i] = e.v end return r
----
table.sort({3, "x", 1})
----
table.sort({3, 1, 2, 5, 4, 7, 6}, function(a, b) return true end)
----
table.sort({1, 2, nil, 4})
----
table.sort({3, 2, 1}, 5)
----
table.sort({{}, {}})
----
local t = {1, 2, 3} table.insert(t, 4) table.insert(t, 1, 0) return {unpack(t)}
----
local t = {1, 2, 3} return {table.remove(t), table.remove(t, 1), #t, table.remove({}), #t}
----
local t = {1, 2, 3} table.insert(t, 10, "x") return {#t, t[10]}
----
table.insert({}, 1, 2, 3)
----
table.insert({})
----
table.insert(nil, 1)
----
table.insert({}, "x", 1)
----
table.insert(5, 1)
----
return {table.getn({1, 2, 3}), table.maxn({1, 2, nil, 4}), table.maxn({[1.5] = 1, [10] = 2}), table.maxn({})}
----
table.setn({}, 1)
----
local r = {} table.foreach({a = 1}, function(k, v) r[#r + 1] = k .. v end) table.foreachi({5, 6}, function(i, v) r[#r + 1] = i .. v end) r[#r + 1] = table.foreach({1, 2, 3}, function(k, v) if v == 2 then return "found" end end) return r
----
return {unpack({1, 2, 3})}
----
return {unpack({1, 2, 3}, 2)}
----
return {unpack({1, nil, 3}, 1, 3)}
----
return {select("#", unpack({}, 1, 5)), select("#"), select("#", nil, nil), select(2, "a", "b", "c"), (select(-1, "a", "b"))}
----
return select(0)
----
return select(-5, 1)
----
return select({})
----
return {next({}), next({5}), next({a = 1}), type(next), rawequal("a", "a"), rawequal({}, {}), rawget({5}, 1), rawset({}, "x", 1).x}
----
return next({}, "nokey")
----
return rawset({}, nil, 1)
----
return rawget(5, 1)
----
local t = {} t[0/0] = 1
----
local t = {} t[nil] = 1
----
local t = {[nil] = 1}
----
local t = {} return {t[nil] == nil, t[0/0] == nil}
----
local t = {f = function(self, x) return self.v + x end, v = 10} return t:f(5)
----
local t = {1, 2, 3; x = 4, [10] = 5, "four"} return {#t, t.x, t[10], t[4]}
----
local function f() return 1, 2, 3 end local t = {f(), f()} local u = {f(), (f())} local v = {(f())} return {#t, #u, #v, #{f(), nil}, #{n = f()}}
----
local a, b, c = (function() return 1, 2 end)() return {a, b, tostring(c)}
----
local t = {} local i = 1 i, t[i] = i + 1, 20 return {i, t[1], tostring(t[2])}
----
local a = {} local b = a a.x, a = 1, {} return {b.x, tostring(a.x)}
----
local x, y = 1, 2 x, y = y, x return {x, y}
----
local t = setmetatable({}, {__index = function(t, k) return k .. "!" end, __newindex = function(t, k, v) rawset(t, k, v * 2) end, __call = function(self, a, b) return a + b end, __tostring = function() return "T" end, __unm = function() return "neg" end, __concat = function(a, b) return "cat" end, __len = function() return 99 end}) t.x = 5 return {t.foo, t.x, t(1, 2), tostring(t), -t, t .. "a", "a" .. t, #t}
----
local mt = {__add = function(a, b) return "add" end, __sub = function() return "sub" end, __mul = function() return "mul" end, __div = function() return "div" end, __mod = function() return "mod" end, __pow = function() return "pow" end} local t = setmetatable({}, mt) return {t + 1, 1 + t, t - t, t * 2, 2 / t, t % 3, t ^ 2, "x" + t}
----
local mt = {__eq = function() return true end, __lt = function() return true end, __le = function() return false end} local a, b = setmetatable({}, mt), setmetatable({}, mt) return {a == b, a ~= b, a < b, a <= b, a > b, a >= b, a == {}, a == 1}
----
local mt = {__lt = function(a, b) return a.v < b.v end} local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt) return {a < b, a <= b, a > b, a >= b}
----
local a, b = setmetatable({}, {__lt = function() return true end}), setmetatable({}, {__lt = function() return true end}) return a < b
----
local base = {greet = function() return "hi" end} local derived = setmetatable({}, {__index = base}) local obj = setmetatable({}, {__index = derived}) return {obj.greet(), tostring(obj.nothing)}
----
local t = setmetatable({}, {__metatable = "locked"}) return {getmetatable(t), pcall(setmetatable, t, {})}
----
local t = setmetatable({}, {__newindex = "x"}) t.a = 1
----
local t = setmetatable({}, {__index = 5}) return t.a
----
setmetatable({}, 5)
----
setmetatable(5, {})
----
return getmetatable("").__index == string
----
return {getmetatable(5), getmetatable({}), getmetatable("").__name}
----
local log = {} local t = setmetatable({}, {__index = function(_, k) log[#log + 1] = k return 0 end}) local _ = t.a + t.b * t.c return log
----
return {ipairs({1, 2, nil, 4})}
----
local r = {} for i, v in ipairs({1, 2, nil, 4}) do r[#r + 1] = v end return r
----
for i in 5 do end
----
for i, v in nil do end
----
for k in pairs(nil) do end
----
for i, v in {} do end
----
local t = {} t.a, t.b, t.c = 1, 2 return {t.a, t.b, tostring(t.c)}
