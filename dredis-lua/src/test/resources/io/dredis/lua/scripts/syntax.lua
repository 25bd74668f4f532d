x
----
x =
----
local
----
local 5
----
local x = 
----
return return
----
return 1,
----
if x
----
if x then else elseif end
----
while true
----
for
----
for i
----
for i = 1
----
for i = 1, 2
----
for i = 1, 2 do
----
for i, 5 in x do end
----
function
----
function f
----
function f(
----
function f(a,
----
function f(a, 5) end
----
function f(..., a) end
----
function f() 
----
function a.b:c.d() end
----
local function
----
local function a.b() end
----
break
----
do break end
----
while true do break break end
----
return 1 return 2
----
f(
----
f(1
----
f(1,)
----
f{
----
f{1, 2
----
f{a =}
----
f{[1] 2}
----
f"x" = 1
----
f() = 1
----
a.b
----
a:b
----
a:b.c()
----
a.5
----
a[1
----
a[]
----
(a) = 
----
(a
----
5 = x
----
"x" = y
----
nil = 1
----
x = 5 5
----
x = }
----
x = @
----
x = $
----
x = 1 + 
----
x = 1 + * 2
----
x = not
----
x = #
----
x = ..
----
x = "a" .. 
----
x = 1 ~ 2
----
x = 1 != 2
----
x = 3x
----
x = 0xg
----
x = 1e
----
x = 1e+
----
x = 1.2.3
----
x = 1..2
----
x = 0x
----
x = 08
----
return 1e5, 0xA, 0Xff, .5, 5., 3e-2
----
return function
----
return function(
----
return {
----
return {1, 
----
return {1 2}
----
return {a = 1, a.b = 2}
----
return (1
----
return ()
----
return 1)
----
end
----
until x
----
else
----
then
----
repeat until
----
repeat x = 1
----
do
----
do end end
----
goto = 1
----
local end = 1
----
local a, = 1
----
local a = 1, 
----
a, b
----
a, b = 
----
a, 5 = 1
----
f(), b = 1, 2
----
;
----
;;
----
return;
----
local a = 1;; local b
----
local f = function(x) return x end return f
(5)
----
local t = {f
(1)}
----
local s = f
"x"
----
return f:
----
return f:a
----
return ...
----
local function f() return ... end
----
function f() local x = ... end
----
local a <close> = 1
----
::label::
----
return 1 // 2
----
return 1 << 2
----
return ~1
----
return 1 ? 2 : 3
----
x += 1
----
x++
----
-- just a comment
----
return "\x41\u{41}"
----
if 1 then
  if 2 then
    x = 
  end
----
for i = 1, 10 do
  local x = i
----
local function f()
  return 1
----
f(
1,
2
----
local t = {
  1,
  2
----
local s = "unfinished
string"
----
return (((((1)))))
----
local a = {{{{{}}}}} return #a
----
return function() return function() return 1 end end
----
local a1,a2,a3,a4,a5,a6,a7,a8,a9,a10 = 1,2,3,4,5,6,7,8,9,10 return a10
----
local x = 1 return x -- trailing
----
return"x"
----
return{1}
----
return-1
----
return#"abc"
----
return not nil
----
local a=1 local b=2 return a+b,a-b,a*b
----
return 1--2
----
a.b.c = function() end
----
local s = 'a"b' local t = "a'b" return s .. t
