local f = string.format return {f("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o", 42, 42, 42, 42, 42, 255, 255, 255, 8, 8), f("%.3d|%8.3d|%-8.3d|", 5, 5, 5), f("%.0f|%.1f|%10.3f|%-10.2f|%+.2f", 2.5, 0.05, 3.14159, 2.5, 1), f("%e|%.0e|%12.4e|%E", 12345.678, 15, 0.00012, 1e100)}
----
local f = string.format return {f("%g|%g|%g|%g|%g|%g", 100000, 1000000, 0.0001, 0.00001, 123456789, 0.5), f("%.3g|%.10g|%#g|%G", 1234.5678, 1/3, 1, 1e-10), f("%s|%10s|%-10s|%.2s|%5.1s|", "abc", "abc", "abc", "abc", "abc"), f("%c%c%c", 72, 105, 0) .. "|", f("%i|%u", 5, 7)}
----
local f = string.format return {f("%q", 'a"b\\c\nd\re\0f'), f("%%"), f("%5%"), f("%s", 1.5), f("%s", 1e15), f("%d", "0x10")}
----
local f = string.format return {f("%s", "a\0b"), f("%s", ("x"):rep(150) .. "\0y"), f("%10.4s|", "abcdefgh"), f("%.20f", 0.1), f("%.17g", 0.1), f("%99.99f", 1/3), f("%a", 1)}
----
local f = string.format return {f("%x", -1), f("%u", -1), f("%o", -1), f("%x", 2^53), f("%d", -2^53), f("%5c|", 65), f("%-5c|", 65)}
----
local f = string.format return {f("%+s", "a"), f("%05s", "a"), f("% 5d", 3), f("%+5d", 3), f("%-+5d|", 3), f("%+05d", 3), f("%+.3e", 0)}
----
return string.format("%123d", 1)
----
return string.format("%.123d", 1)
----
return string.format("%+-+-+-d", 1)
----
return string.format("%")
----
return string.format("%w", 1)
----
return string.format("%s")
----
return string.format("%s", {})
----
return string.format("%d", {})
----
return string.format("%d", "a")
----
return string.format()
----
local s = "hello world from Lua" return {s:find("wor"), s:find("o", 6), s:find("l+"), s:find("(o)(r)"), s:find("xyz"), s:find(""), s:find("", 100), s:find("", -3), s:find("o", -100), s:find(".", 1, true), s:find("[a-c]"), s:find("^hello"), s:find("^world")}
----
return {("key = value"):match("^(%w+)%s*=%s*(%w+)$"), ("2024-01-15"):match("(%d+)-(%d+)-(%d+)"), ("  trim  "):match("^%s*(.-)%s*$"), ("abc"):match("()b()"), ("abc"):match("x"), ("[[nested]]"):match("%[%[(.-)%]%]"), ("f(a(b)c)d"):match("%b()"), ("THE (quick) fox"):find("%((%a+)%)")}
----
return {("hello world"):gsub("o", "0"), ("hello"):gsub("", "-"), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("(a)(b)", "%2%1"), ("hello world"):gsub("%w+", "%0 %0", 1), ("abc"):gsub("b", "%%"), ("abc"):gsub(".", {a = "1", b = true, c = false}), ("abc"):gsub(".", function(c) if c == "b" then return "X" end end)}
----
return {("THE (quick) fox"):gsub("%f[%a]%a+", string.lower), ("a,b,,c"):gsub(",", ";", 2), ("x = 1, y = 2"):gsub("(%w+) = (%w+)", "%2 = %1"), ("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x"), ("$name is $age"):gsub("%$(%w+)", {name = "Bob", age = 42})}
----
local r = {} for k, v in ("a=1, b=2, c=3"):gmatch("(%w+)=(%w+)") do r[#r+1] = k .. v end for w in ("one two"):gmatch("%a+") do r[#r+1] = w end for p in ("abc"):gmatch("()") do r[#r+1] = p end return r
----
local r = {} for w in ("hello"):gmatch("^h") do r[#r+1] = w end for w in string.gfind("a b", "%a") do r[#r+1] = w end return r
----
return ("abc"):gsub("b", "%9")
----
return ("abc"):gsub("(b)", "%2")
----
return ("abc"):gsub("b", "%z")
----
return ("abc"):gsub("b", {b = {}})
----
return ("abc"):gsub("b")
----
return ("abc"):gsub("b", nil)
----
return ("abc"):find("[a")
----
return ("abc"):find("[]")
----
return ("abc"):find("[^]")
----
return ("abc"):find("%")
----
return ("abc"):find("(a")
----
return ("abc"):find("a)")
----
return ("abc"):find("%1")
----
return ("abc"):find("(a)%2")
----
return ("abc"):find("%f")
----
return ("abc"):find("%b")
----
return ("abc"):find("%bx")
----
return ("abc"):find(("(a)"):rep(33))
----
return {("a]b"):find("[]]"), ("a-b"):find("[a-]"), ("a^b"):find("[b^]"), ("a.b"):find("%."), ("a\0b"):find("%z"), ("a\0b"):find("b"), ("a\0b"):len(), ("x"):find("[%a-z]"), ("-"):find("[%a-z]"), ("é"):find("%a")}
----
return {("abcabc"):find("(abc)%1"), ("aXb"):find("%u"), ("tab\there"):find("%c"), ("a1"):find("%x+"), ("!?"):find("%p+"), ("a b"):find("%S+$"), ("x y"):find("%W"), ("aab"):match("a-b"), ("aab"):match("a?b"), ("aaa"):match("a*?")}
----
local t = {} for i = 0, 255 do local c = string.char(i) local m = "" for _, k in ipairs({"a", "c", "d", "l", "p", "s", "u", "w", "x", "z", "A", "D", "S", "W"}) do if c:find("%" .. k) then m = m .. k end end t[i + 1] = m end return t
----
return {("abc"):byte(), ("abc"):byte(2), ("abc"):byte(-1), ("abc"):byte(1, -1), ("abc"):byte(10), ("abc"):byte(0), string.char(), string.char(65, 66), ("x"):rep(3), ("ab"):rep(0), ("abc"):reverse(), ("aBc"):upper(), ("aBc"):lower(), ("é"):upper(), ("abc"):sub(2), ("abc"):sub(-2), ("abc"):sub(2, 2), ("abc"):sub(0), ("abc"):sub(5), ("abc"):sub(-100, 100), ("abc"):sub(3, 2), ("abc"):len()}
----
return string.char(256)
----
return string.char(-1)
----
return string.char("x")
----
return ("x"):rep()
----
return ("x"):byte({})
----
return {#"\0\1\2", "\065\066", "a\
b", 'it''s' == nil}
----
return {"\a\b\f\n\r\t\v\\\"\'", "\1\12\123\0zz", [[
first newline skipped]], [==[a]]b]=]c]==], "a\z b"}
----
return "\256"
----
return "abc
----
return 'abc
----
return [[abc
----
return [==[abc]=]
----
return [=abc
----
--[[ comment
over lines ]] return 1
----
--[==[ x ]] ]==] return 2
----
--[[ unfinished
----
return [[ a [[ b ]]
----
return 5 --[[x]] + 3
----
return #string.format("%s", ("x"):rep(1000))
----
local s = "" for i = 1, 100 do s = s .. i .. "," end return s
----
return table.concat({1, 2, "x", 4.5}, ", ")
----
return {table.concat({}), table.concat({"a"}, "x"), table.concat({1, 2, 3}, "-", 2), table.concat({1, 2, 3}, "-", 2, 3), table.concat({1, 2, 3}, "-", 3, 2)}
----
return table.concat({1, {}, 3})
----
return table.concat({1, nil, 3}, ",", 1, 3)
----
return table.concat({}, ",", 1, 2)
----
return {("%d"):format(5), ("x"):len(), #"abc", ("abc").len, ("x").y}
----
local ok, e = pcall(function() return ("x") .. {} end) return e
----
return {("a"):rep(3, "b"), ("a,b,c"):find(",", 1, true), ("a.b"):find(".", 2, true), ("a+b"):find("+", 1, true)}
----
return {string.find('a\0b', '[a\0]b')}
----
return {string.find('ab', '[^\0]+')}
----
return {string.find('ab', 'a\0+')}
----
return {string.find('ab', 'a+\0')}
----
return {string.find('ab', 'a%\0')}
----
return {string.find('a\0b', 'a\0b')}
----
return {string.gsub('a\0b', '\0', 'x')}
----
return {string.gsub('abc', 'b\0c', 'x')}
----
return {string.match('abc', '^(a)\0')}
----
local r = {} for a in string.gmatch('abc', '\0') do r[#r + 1] = a end return r
----
return {string.format('%o', 1 / 0), string.format('%o', 2 ^ 64), string.format('%#o', 1 / 0), string.format('%o', -1)}
