x=1
----
return x
----
foo(
----
redis.call("get","a")
----
local r={} for k,v in pairs(redis) do r[#r+1]=k end table.sort(r) error(table.concat(r," "))
----
local r={} for k,v in pairs(_G) do r[#r+1]=k end table.sort(r) error(table.concat(r," "))
----
error({err="x y"})
----
error(redis.sha1hex)
----
redis.register_function()
----
redis.register_function(1)
----
redis.register_function("a")
----
redis.register_function("a","b")
----
redis.register_function("a",1)
----
redis.register_function(1,function() end)
----
redis.register_function({},function() end)
----
redis.register_function("a b",function() end)
----
redis.register_function("",function() end)
----
redis.register_function("a",function() end) redis.register_function("a",function() end)
----
redis.register_function("a",function() end,1)
----
redis.register_function{}
----
redis.register_function{function_name="a"}
----
redis.register_function{function_name=1,callback=function() end}
----
redis.register_function{function_name="a",callback=1}
----
redis.register_function{function_name={},callback=function() end}
----
redis.register_function{callback=function() end}
----
redis.register_function{function_name="a",callback=function() end, foo=1}
----
redis.register_function{function_name="a",callback=function() end, [1]=1}
----
redis.register_function{function_name="a",callback=function() end, flags=1}
----
redis.register_function{function_name="a",callback=function() end, flags={"x"}}
----
redis.register_function{function_name="a",callback=function() end, flags={1}}
----
redis.register_function{function_name="a",callback=function() end, description=1}
----
redis.register_function{function_name="a",callback=function() end, description={}}
----
redis.register_function{function_name="a",callback=function() end, description="d", flags={"allow-oom","no-writes","allow-stale","no-cluster","allow-cross-slot-keys"}}
----
local a=1
----
redis.log(1,"x")
----
redis.setresp(3) redis.register_function("s",function() end)
----
redis.register_function("a",string.rep)
