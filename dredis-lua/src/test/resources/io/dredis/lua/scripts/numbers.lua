return {tostring(1e15), tostring(1e14), tostring(123456.789e3), tostring(2^53), tostring(2^63), tostring(-2^63), tostring(1e100), tostring(1e-5), tostring(0.1), tostring(1/3), tostring(-1/3), tostring(1e300*1e10), tostring(-1e300*1e10), tostring(3.14159265358979), tostring(123456789012345), tostring(1234567890123456), tostring(5e-324), tostring(1.7976931348623157e308), tostring(99999999999999.5), tostring(0.00001234), tostring(100), tostring(1e2)}
----
return {1e20 .. "", 0.1 .. "|" .. 1e15 .. "|" .. 2^31, 2^31 .. "", -2^31 .. "", 1e100 .. "x", 12345678901 .. "", 0.5 .. ""}
----
return {1.9, -1.9, 1e10, 2^40, -2^40, 2^53, 1e18, "1.9"}
----
return {5 % 3, -5 % 3, 5 % -3, -5 % -3, tostring(5.5 % 2), tostring(-5.5 % 2), tostring(5 % 0.3), 2^10, tostring(2^0.5), tostring(7/2), 7 % 2.5}
----
return {"10" + 5, "0x10" + 0, " 7 " * 2, "3" .. 4, 10 .. 20, -"2", "1e2" + 1, tostring("5" / 2)}
----
local t = {} t[1.0] = "a" t[2^53] = "b" t["1"] = "c" t[1.5] = "d" return {t[1], t[2^53], t["1"], t[1.5], #t}
----
return {tonumber("0x1p4"), tostring(tonumber("1e+")), tostring(tonumber("0x")), tonumber("  12  "), tostring(tonumber("12a")), tostring(tonumber("")), tostring(tonumber(" ")), tonumber("1e1"), tostring(tonumber(".5")), tostring(tonumber("5.")), tostring(tonumber(".")), tostring(tonumber("1 2")), tonumber("077"), tonumber("10", 2), tonumber("7fffffff", 16), tostring(tonumber("fffffffffffffffff", 16)), tostring(tonumber("12", 2)), tostring(tonumber("z", 36)), tonumber("0x1F", 16), tostring(tonumber("1\0")), tostring(tonumber("-0x10"))}
----
return {math.floor(-3.5), math.ceil(-3.5), math.abs(-4), math.max(1, 5, 3), math.min(4, 2, 8), math.fmod(7, 3), math.fmod(-7, 3), tostring(math.sqrt(2)), math.pow(2, 8), tostring(math.pi), math.huge > 1, tostring(math.log(10)), tostring(math.log10(1000)), tostring(math.exp(1)), math.deg(math.pi), tostring(math.rad(180)), math.ldexp(1, 10), tostring(math.ldexp(1, -1074)), tostring(math.ldexp(0.75, 2000)), tostring(math.sin(1)), tostring(math.cos(1)), tostring(math.tan(1)), tostring(math.atan2(1, 2)), math.mod(7, 4)}
----
local m, e = math.frexp(10) local m2, e2 = math.frexp(0) local m3, e3 = math.frexp(-0.1) return {tostring(m), e, m2, e2, tostring(m3), e3}
----
local i, f = math.modf(3.7) local j, g = math.modf(-3.7) local k, h = math.modf(5) return {i, tostring(f), j, tostring(g), k, h}
----
math.randomseed(42) local r = {} for i = 1, 10 do r[i] = math.random(100) end for i = 1, 5 do r[#r+1] = tostring(math.random()) end r[#r+1] = math.random(-5, 5) return r
----
math.randomseed(-1) return {tostring(math.random()), math.random(1e9)}
----
return math.random(0)
----
return math.random(5, 4)
----
return math.random(1, 2, 3)
----
local s = 0 for i = 10, 1, -3 do s = s * 100 + i end return s
----
local r = {} for i = 0, 1, 0.25 do r[#r+1] = tostring(i) end return r
----
local r = {} for i = "1", "3" do r[#r+1] = i end return r
----
for i = 1, 2, {} do end
----
for i = {}, 2 do end
----
local r = {} for i = 2147483645, 2147483649 do r[#r+1] = i end return r
----
return {2147483647 + 1, -2147483648 - 1, 65536 * 65536, 46341 * 46341, 2147483647 * 2}
----
return {1 == 1.0, "1" == 1, 0 == -0, 1 < 2, "a" < "b", "a" < "B", "" < "a", "a\0b" < "a\0c", "Z" < "a", "10" < "9"}
----
return redis.call("ECHO", 0.1) .. redis.call("ECHO", 1e15) .. redis.call("ECHO", 2^53) .. redis.call("ECHO", 1e300) .. redis.call("ECHO", 1/3) .. redis.call("ECHO", 100)
----
return {string.format("%d", 3.99), string.format("%d", -3.99), string.format("%d", "10"), string.format("%d", 2^40)}
----
local t = {} for i = 1, 20 do t[i] = 1.5 ^ i .. "" end return t
----
local t = {} for i = -20, 20 do t[#t+1] = tostring(1.2345678901234567 * 10^i) end return t
----
return {tostring(1e15+0.5), tostring(123456789.123456789), tostring(0.1+0.2), tostring(1e21), tostring(12345678901234567890)}
----
return {tostring(math.acos(2)), tostring(math.asin(-2)), tostring(math.acos(0 / 0)), tostring(math.sqrt(-1)), tostring(math.log(-1))}
----
return {string.format('%.17g', math.tanh(-0.5094100604487359)), string.format('%.17g', math.tanh(0.12497372096607196))}
----
return {string.format('%.17g', math.log10(0.07680595208379293)), string.format('%.17g', math.log10(376.7863385274068))}
----
return {tostring(math.log10(-1)), tostring(math.log10(0)), tostring(math.log(0))}
