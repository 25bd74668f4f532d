local ok,e=pcall(redis.call,"get") return {type(e),tostring(e)}
----
local ok,e=pcall(redis.call,"lpush","str","x") return {type(e), tostring(e)}
----
local ok,e=pcall(redis.call) return {type(e), tostring(e)}
----
local ok,e=pcall(redis.log) return {type(e), tostring(e)}
----
local ok,e=pcall(redis.setresp) return {type(e), tostring(e)}
----
local ok,e=pcall(function() x=1 end) return {type(e), tostring(e)}
----
local ok,e=pcall(redis.call,"get") error(e)
----
local ok,e=pcall(redis.call,"lpush","str","x") error(e)
----
error("ERR x")
----
error("MYERR x")
----
error("-MYERR x")
----
local ok,e=xpcall(function() redis.call("get") end, function(e) return type(e) end) return e
----
local e=redis.pcall("get") local m={} for k,v in pairs(e) do m[#m+1]=k.."="..tostring(v) end return m
----
local e=redis.pcall() local m={} for k,v in pairs(e) do m[#m+1]=k.."="..tostring(v) end return m
----
local e=redis.pcall("lpush","str","x") local m={} for k,v in pairs(e) do m[#m+1]=k.."="..tostring(v) end return m
----
local e=redis.error_reply("x") local m={} for k,v in pairs(e) do m[#m+1]=k.."="..tostring(v) end return m
----
local e=redis.status_reply("x") local m={} for k,v in pairs(e) do m[#m+1]=k.."="..tostring(v) end return m
----
local t=setmetatable({},{__index=function() error("deep") end}) return t
----
return setmetatable({},{__index=function(t,k) return k=="err" and "x y" or nil end})
----
redis.setresp(3) return {map={a=1,b=2}}
----
redis.setresp(3) return {verbatim_string={format="tx",string="abc"}}
----
redis.setresp(3) return {verbatim_string={string="abc"}}
----
redis.setresp(3) return {big_number="12\r\n3"}
----
redis.setresp(3) return {double="3.5"}
----
redis.setresp(3) return {double="x"}
----
redis.setresp(3) return {set="x"}
----
return {err={}}
----
return {1,{err="x"},3}
----
return {ok={}}
----
return {err=1.5}
----
return {true,{ok="x"}}
----
local t={} for i=1,7990 do t[i]=i end return #t
----
return {{{{{{}}}}}}
----
return load(function() error("x") end)
----
for k in pairs(KEYS) do return k end
----
return redis.REPL_ALL
----
return #ARGV[1]
----
local a <const> = 1
----
goto x
----
local goto = 1 return goto
----
return "\x41"
----
return 0x10
----
return 0x1p4
----
return 3 // 2
----
return 1 & 2
----
return math.type
----
return table.pack
----
return bit32
----
return _ENV
----
local t=setmetatable({},{__len=function() return 9 end}) return #t
----
return tostring(setmetatable({},{__tostring=function() return 5 end}))
----
return print
----
print(1)
----
return rawlen
----
return ("x"):rep(-1)
----
return string.rep("ab",3,",")
----
return #string.format("%99d",1)
----
return string.format("%100d",1)
----
f = 5
----
local function f() end f.x=1
----
return 5 .x
----
local x x()
----
local t={} t.a.b.c=1
----
local t={a={}} t.a.b()
----
local t={a={}} t.a:b()
----
local t={} return t[1][2]
----
local t={} return t[1]()
----
return ("a")+1
----
return {}+1
----
local a,b={},1 return a+b
----
local a,b={},1 return b..a
----
return -{}
----
return #nil
----
local a a=a.b
----
return math.max()
----
return ipairs()
----
return setmetatable({})
----
return tonumber()
----
return tonumber("0x"), tonumber("1e"), tonumber("")
----
return {tostring(tonumber(" 10 ")),tostring(tonumber("0x1G")),tostring(tonumber("1e1")),tostring(tonumber("ff",16)),tostring(tonumber("zz",36)),tostring(tonumber("8",8)),tostring(tonumber("-7",8)),tostring(tonumber("inf")),tostring(tonumber("nan"))}
----
local e = redis.pcall("get") return {e.err,tostring(e.source),tostring(e.line)}
----
local ok,e = pcall(redis.call,"get") return {tostring(ok),e.err,tostring(e.source),tostring(e.line),tostring(e.ignore_error_stats_update)}
----
return redis.call("nosuch")
----
return coroutine.wrap(function() error("x") end)()
----
return coroutine.wrap(function() return redis.call("echo","hi") end)()
----
return coroutine.wrap(function() return redis.call("get") end)()
----
coroutine.yield(1)
----
assert(false)
----
assert(nil,"msg")
----
assert(false,{1})
----
return {getmetatable(redis), redis.nosuch}
----
return {pcall(redis.call,"lpush","x")}
----
local x= loadstring("error(5)","=foo") x()
----
local x= loadstring("\n\n error(5)") x()
----
return tostring(nil..1)
----
return redis.call("set","str","x")
----
return redis.call("lpush","str","x")
----
return {pcall(redis.call,"lpush","str","x")}
----
return redis.pcall("lpush","str","x")
----
local t=redis.pcall("lpush","str","x") t.err=nil return t
----
return {err="My Err"}
----
return {err="-My Err"}
----
return {ok="fine",err="x"}
----
local t={} t.err="x" t.foo=1 error(t)
----
return cjson.encode({a=1,b=2,c=3,foo=4,bar=5,hello=6})
----
local r={} for k,v in pairs({one=1,two=2,three=3,four=4,five=5,six=6,seven=7,eight=8}) do r[#r+1]=k end return r
----
return string.format("%5.2f|%g|%g|%10s|%-5d|%05d|%x|%q|%c|%%|%i|%e|%s", 3.14159,1e20,0.1,"hi",5,42,255,"a\nb\0c\"",65,7,12345.678,"z")
----
return string.format("%s",nil)
----
return string.format("%y",1)
----
return string.format("%d","x")
----
return string.format("%d")
----
return select("#",unpack({},1,7997))
----
return select("#",unpack({},1,8000))
----
return 1 .. ""
----
return redis.call("echo",{1})
----
return redis.sha1hex("a","b")
----
return tostring(2^53)
----
return xpcall(function() error("x") end)
----
return {xpcall(function() error("x") end, function(e) return e.."!" end)}
----
return {xpcall(function() error("x") end, function(e) error("y") end)}
----
return {pcall(error)}
----
return {pcall(string.rep)}
----
return {pcall(setmetatable,1,2)}
----
return rawequal
----
return redis.error_reply("x")
----
return redis.error_reply("-x y")
----
return redis.error_reply("ERR x y")
----
return redis.error_reply("")
----
return {err="a\nb"}
----
return {err=5}
----
return {ok=5}
----
return {ok=true}
----
return redis.status_reply("OKK\r\n")
----
return redis.error_reply(1,2)
----
return redis.error_reply(1)
----
return redis.status_reply(1)
----
return redis.call()
----
return redis.call({})
----
return redis.call("set","a",nil)
----
return redis.pcall("set","a",nil)
----
return redis.pcall()
----
return redis.call("get",1.5, 3.0)
----
return redis.call("get")
----
return redis.call("echo",0.1)
----
return redis.call("echo",1e20)
----
return redis.call("echo",1e15)
----
return redis.call("echo",123456789012345678)
----
return redis.call("echo",3.14159265358979)
----
return 1e300
----
syntax error
----
return 1 end
----
if true then
----
...
----
return ...
----
return redis.sha1hex()
----
return redis.sha1hex(1)
----
return redis.sha1hex(nil)
----
return redis.sha1hex({})
----
return redis.log(1)
----
return redis.log("a","b")
----
return redis.log(9,"b")
----
return redis.log(redis.LOG_DEBUG,"b",1,2)
----
return redis.setresp()
----
return redis.setresp(4)
----
return redis.setresp("3")
----
return redis.setresp("x")
----
return redis.set_repl()
----
return redis.set_repl(9)
----
return redis.set_repl("a")
----
return redis.set_repl(1)
----
return redis.acl_check_cmd()
----
return redis.acl_check_cmd("foo")
----
return redis.acl_check_cmd("get","a")
----
return redis.acl_check_cmd("get")
----
return redis.acl_check_cmd({})
----
return redis.breakpoint()
----
return redis.debug("a",1)
----
return redis.register_function("a",1)
----
return type(getmetatable(redis))
----
return _VERSION
----
return collectgarbage()
----
return collectgarbage("foo")
----
local t=cjson.null return type(t)
----
return loadstring("\27Lua")
----
return {loadstring("return 1")(), loadstring("x x")}
----
local f,e=loadstring("x x") return e
----
local f,e=loadstring("x x","=foo") return e
----
local f,e=loadstring("\27Lua","=foo") return e
----
local f,e=load(function() return nil end) return f()
----
return {map={a=1}}
----
return {set={a=1}}
----
return {double=1.5}
----
return {big_number="123"}
----
return {verbatim_string={format="txt",string="abc"}}
----
redis.setresp(3) return true
----
redis.setresp(3) return {true,false}
----
return {false,true,{}}
----
return function() end
----
return {1,function() end,2}
----
return coroutine.create(function() end)
----
return cjson.null
----
return {cjson.null,1}
----
local t=setmetatable({},{__index=function(t,k) if k==1 then return 1 end end}) return t
----
local t=setmetatable({},{__index=function(t,k) if k=="err" then return "a b" end end}) return t
----
error("x",2)
----
error("x",0)
----
string.rep()
----
("x"):rep({})
----
("x").rep()
----
local s=string.rep; s()
----
return ("x"):bad()
----
return #5
----
return {}..1
----
local t = {} t[nil]=1
----
for i=1,"x" do end
----
return math.floor("a")
----
return tonumber("10",99)
----
return 1<"2"
----
return {}<{}
----
return {}<1
----
local function f(n) return 1+f(n+1) end return f(1)
----
local function f(n) if n==0 then return 0 end return 1+f(n-1) end return f(19000)
----
local t=setmetatable({},{}) getmetatable(t).__index=t return t.x
----
return select("#",unpack({},1,1e7))
----
return select("#",unpack({},1,7000))
----
return string.format("%d",1.5)..string.format("%5.1f|%s|%q",1.25,"x","a\nb\0c")
----
return xpcall(function() error("x") end, function(e) return e.."!" end)
----
local ok,e = pcall(redis.call,"get") return {tostring(ok),e.err,e.source,e.line,tostring(e.ignore_error_stats_update)}
----
return redis.call("set","x","y")
----
return redis.call("lpush","x","y")
----
return pcall(redis.call,"lpush","x","y")
----
return {pcall(redis.call,"lpush","x","y")}
