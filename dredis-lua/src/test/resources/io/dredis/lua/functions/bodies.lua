return {keys, args, #keys, #args}
----
local r = {} for k, v in pairs(redis) do r[#r + 1] = k end table.sort(r) return r
----
local r = {} for k, v in pairs(_G) do r[#r + 1] = k end table.sort(r) return r
----
error("boom")
----
return redis.register_function("a", function() end)
----
x = 1
----
return KEYS
----
return redis.nosuch
----
return nosuch
----
return redis.call("SET", keys[1], args[1])
----
return redis.call("GET", keys[1])
----
return redis.call("NOSUCH")
----
return redis.pcall("GET")
----
return redis.error_reply("MY error")
----
local f
f = nil
f()
----
error({err = "X y"})
----
return cjson.encode({a = 1})
----
return {tostring(rawget(_G, "redis") == redis), type(string), calls}
----
rawset(_G, "x", 1)
----
getmetatable(_G).__index = 1
----
return string.format("%d", "x")
