return redis.call("SET", "k", "v")
----
return {redis.call("GET", "k"), redis.call("STRLEN", "k"), redis.call("EXISTS", "nokey")}
----
return {type(redis.call("GET", "nokey")), type(redis.call("SET", "a", "1")), redis.call("SET", "a", "1").ok, type(redis.call("INCR", "a"))}
----
redis.call("DEL", "l") redis.call("RPUSH", "l", 1, 2, 3) return redis.call("LRANGE", "l", 0, -1)
----
return redis.pcall("LPUSH", "k", "x")
----
return redis.call("LPUSH", "k", "x")
----
return {pcall(redis.call, "LPUSH", "k", "x")}
----
local e = redis.pcall("LPUSH", "k", "x") return {e.err, tostring(e.source), tostring(e.line), tostring(e.ignore_error_stats_update)}
----
local ok, e = pcall(function() return redis.call("LPUSH", "k", "x") end) return {type(e), e}
----
local ok, e = xpcall(function() return redis.call("LPUSH", "k", "x") end, function(e) return type(e) == "table" and e.err or e end) return e
----
return redis.call("NOSUCH", "x")
----
return redis.call("GET")
----
return redis.pcall("GET")
----
return redis.call()
----
return redis.call(nil)
----
return redis.call("GET", {})
----
return redis.call("GET", true)
----
return redis.call("ECHO", 5)
----
return redis.error_reply("MYCODE message")
----
return redis.error_reply("nospace")
----
return redis.error_reply("-CODE with dash")
----
return redis.error_reply("two\r\nlines")
----
return redis.error_reply({})
----
return redis.status_reply("FINE")
----
return redis.status_reply("a\nb")
----
return redis.status_reply()
----
return {redis.error_reply("x").err, redis.error_reply("A b").err, redis.status_reply("x").ok}
----
return {redis.sha1hex(""), redis.sha1hex("abc"), redis.sha1hex(5), redis.sha1hex("\0\255")}
----
return {redis.LOG_DEBUG, redis.LOG_VERBOSE, redis.LOG_NOTICE, redis.LOG_WARNING, redis.REPL_NONE, redis.REPL_AOF, redis.REPL_SLAVE, redis.REPL_REPLICA, redis.REPL_ALL, redis.REDIS_VERSION_NUM}
----
return redis.log(redis.LOG_DEBUG, "x", 1, {}, "y")
----
return redis.log("x")
----
return redis.log("a", "b")
----
return redis.log(4, "b")
----
return redis.log(-1, "b")
----
return redis.set_repl(redis.REPL_ALL)
----
return redis.set_repl(4)
----
return redis.set_repl(1, 2)
----
return redis.setresp(5)
----
return redis.setresp(2)
----
redis.setresp(3) return {type(redis.call("GET", "nokey")), redis.call("GET", "k")}
----
redis.setresp(3) return {true, false}
----
return {true, false, 1}
----
return {map = {a = 1}}
----
return {set = {a = true}}
----
return {double = 3.5}
----
return {double = "x"}
----
return {big_number = "12345678901234567890"}
----
return {verbatim_string = {format = "txt", string = "hello"}}
----
return {verbatim_string = {string = "hello"}}
----
return {err = "x", ok = "y"}
----
return {ok = "y", "array"}
----
return {err = 5}
----
return {1, 2, nil, 4}
----
return {1, {2, {3, {4, {}}}}, "x"}
----
return {a = 1, b = 2}
----
return {[1] = "a", [2] = "b", x = "c"}
----
return function() end
----
return {function() end, 1}
----
return 3.99
----
return -3.99
----
return "bytes\0\255\r\n"
----
return
----
return nil
----
return true
----
return false
----
return 1, 2, 3
----
error({err = "CUSTOM error"})
----
error({err = "nocode"})
----
error("plain")
----
error("two\nlines")
----
error(nil)
----
error(true)
----
error(12)
----
return redis.acl_check_cmd("GET", "k")
----
return redis.acl_check_cmd("NOSUCH")
----
return redis.acl_check_cmd()
----
return redis.replicate_commands()
----
return redis.breakpoint()
----
return redis.register_function("x", function() end)
----
local r = {} for k, v in pairs(redis) do r[#r + 1] = k .. type(v) end table.sort(r) return r
----
return {#KEYS, #ARGV}
----
KEYS[1] = "changed" return KEYS[1]
----
KEYS = {}
----
return cjson.decode("[1, 2")
----
return cjson.encode({1, 2, {a = cjson.null}})
----
return bit.band(255, 15)
----
return bit.band("x")
----
return struct.pack("i4", "x")
----
return cmsgpack.unpack(cmsgpack.pack({1, 2, {a = 1}}))
----
local t = {} for i = 1, 100 do t[i] = redis.call("INCR", "counter") end redis.call("DEL", "counter") return t[100]
----
return redis.log(0 / 0, 'x')
----
return redis.log(-0.5, 'x')
----
return redis.log(3.5, 'x')
----
return redis.log(1e10, 'x')
----
return redis.set_repl(0 / 0)
----
return redis.setresp(0 / 0)
----
return redis.setresp(3.9)
