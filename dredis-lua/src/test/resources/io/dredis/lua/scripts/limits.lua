local s = {} for i = 1, 201 do s[i] = 'local a' .. i .. ' = 1' end local f, e = loadstring(table.concat(s, '\n'), '=c') return e
----
local s = {} for i = 1, 200 do s[i] = 'local a' .. i .. ' = 1' end local f, e = loadstring(table.concat(s, '\n'), '=c') return tostring(e)
----
local s = {} for i = 1, 61 do s[i] = 'local a' .. i .. ' = 1' end s[62] = 'return function() return a1' for i = 2, 61 do s[#s+1] = '+ a' .. i end s[#s+1] = ' end' local f, e = loadstring(table.concat(s, '\n'), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('('):rep(150) .. '1' .. (')'):rep(150), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('{'):rep(150) .. ('}'):rep(150), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('-'):rep(1) .. (' - '):rep(150) .. '1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('a .. '):rep(150) .. 'b', '=c') return tostring(e)
----
local f, e = loadstring(('do '):rep(150) .. ('end '):rep(150), '=c') return tostring(e)
----
local f, e = loadstring(('a, '):rep(150) .. 'a = 1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('('):rep(190) .. '1' .. (')'):rep(190), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('{'):rep(190) .. ('}'):rep(190), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('-'):rep(1) .. (' - '):rep(190) .. '1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('a .. '):rep(190) .. 'b', '=c') return tostring(e)
----
local f, e = loadstring(('do '):rep(190) .. ('end '):rep(190), '=c') return tostring(e)
----
local f, e = loadstring(('a, '):rep(190) .. 'a = 1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('('):rep(198) .. '1' .. (')'):rep(198), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('{'):rep(198) .. ('}'):rep(198), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('-'):rep(1) .. (' - '):rep(198) .. '1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('a .. '):rep(198) .. 'b', '=c') return tostring(e)
----
local f, e = loadstring(('do '):rep(198) .. ('end '):rep(198), '=c') return tostring(e)
----
local f, e = loadstring(('a, '):rep(198) .. 'a = 1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('('):rep(199) .. '1' .. (')'):rep(199), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('{'):rep(199) .. ('}'):rep(199), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('-'):rep(1) .. (' - '):rep(199) .. '1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('a .. '):rep(199) .. 'b', '=c') return tostring(e)
----
local f, e = loadstring(('do '):rep(199) .. ('end '):rep(199), '=c') return tostring(e)
----
local f, e = loadstring(('a, '):rep(199) .. 'a = 1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('('):rep(200) .. '1' .. (')'):rep(200), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('{'):rep(200) .. ('}'):rep(200), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('-'):rep(1) .. (' - '):rep(200) .. '1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('a .. '):rep(200) .. 'b', '=c') return tostring(e)
----
local f, e = loadstring(('do '):rep(200) .. ('end '):rep(200), '=c') return tostring(e)
----
local f, e = loadstring(('a, '):rep(200) .. 'a = 1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('('):rep(250) .. '1' .. (')'):rep(250), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('{'):rep(250) .. ('}'):rep(250), '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('-'):rep(1) .. (' - '):rep(250) .. '1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('a .. '):rep(250) .. 'b', '=c') return tostring(e)
----
local f, e = loadstring(('do '):rep(250) .. ('end '):rep(250), '=c') return tostring(e)
----
local f, e = loadstring(('a, '):rep(250) .. 'a = 1', '=c') return tostring(e)
----
local f, e = loadstring('return ' .. ('1 + '):rep(5000) .. '1', '=c') return f()
----
local f, e = loadstring('local x = 1 return ' .. ('x + '):rep(3000) .. 'x', '=c') return f()
----
local a = {} for i = 1, 7999 do a[i] = 1 end return select('#', unpack(a))
----
local a = {} for i = 1, 8000 do a[i] = 1 end return select('#', unpack(a))
----
local a = {} for i = 1, 7999 do a[i] = 1 end return select('#', unpack(a, 2))
----
return select('#', unpack({}, 1, 7998))
----
return select('#', unpack({}, 1, 7997, 'more'))
----
return select('#', unpack({}, 1, 7996, 'more'))
