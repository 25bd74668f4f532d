package io.dredis.server.command.script;

import java.util.ArrayList;
import java.util.List;

/** Scripts that Redis and dredis must answer alike: conversions, errors, flags, and real ones. */
final class ScriptCorpus {
  private ScriptCorpus() {}

  /** Scripts without keys and arguments, run one after the other on the same data. */
  static final List<String> PLAIN =
      List.of(
          "return 1",
          "return 3.99",
          "return {1, 2, {3, 'x'}, false, true, 'y', nil, 5}",
          "return {ok = 'fine'}",
          "return {err = 'bad'}",
          "return {err = 'CODE bad\\r\\nline'}",
          "return {ok = 'two\\r\\nlines'}",
          "return redis.error_reply('MY err')",
          "return redis.error_reply('-MY err')",
          "return redis.status_reply('FINE')",
          "return '\\0\\1\\255'",
          "return redis.call('set', 'a', 'b')",
          "return redis.call('get', 'a')",
          "return redis.call('get', 'missing')",
          "return redis.call('incr', 'a')",
          "return redis.pcall('incr', 'a')",
          "return redis.pcall('incr', 'a').err",
          "return {pcall(redis.call, 'incr', 'a')}",
          "redis.call('set', 'kept', 1) return redis.call('incr', 'a')",
          "return redis.call('get', 'kept')",
          "return redis.call('lpush', 'a', 1)",
          "return redis.call('rpush', 'l', 1, 2.5, 'x', 10000000000000000, 1e100)",
          "return redis.call('lrange', 'l', 0, -1)",
          "return redis.call('hset', 'h', 'f', 1)",
          "return redis.call('hgetall', 'h')",
          "redis.setresp(3) return redis.call('hgetall', 'h')",
          "redis.setresp(3) return redis.call('hgetall', 'h').map.f",
          "return redis.call('zadd', 'z', 1.5, 'm', 2, 'n')",
          "return redis.call('zscore', 'z', 'm')",
          "redis.setresp(3) return redis.call('zscore', 'z', 'm')",
          "redis.setresp(3) return redis.call('zrange', 'z', 0, -1, 'withscores')",
          "return redis.call('zrange', 'z', 0, -1, 'withscores')",
          "redis.setresp(3) return redis.call('sadd', 's', 'x') + 1",
          "redis.setresp(3) return redis.call('smembers', 's')",
          "redis.setresp(3) return redis.call('get', 'missing') == nil",
          "return redis.call('get', 'missing') == false",
          "return redis.call('config', 'get', 'x')",
          "return redis.call('nosuchcommand', 1)",
          "return redis.pcall('nosuchcommand', 1)",
          "return redis.call('get')",
          "return redis.call()",
          "return redis.call('get', {})",
          "return redis.call('object')",
          "return redis.call('object', 'nosuch', 'a')",
          "return redis.call('object', 'encoding', 'l')",
          "return redis.call('blpop', 'missing', 0)",
          "return redis.call('blmpop', 0, 1, 'missing', 'left')",
          "return redis.call('bzmpop', 0, 1, 'missing', 'min')",
          "return redis.call('blmpop', 0, 1, 'l', 'left')",
          "return redis.call('multi')",
          "return redis.call('eval', 'return 1', 0)",
          "return redis.call('script', 'kill')",
          "return redis.call('function', 'list')",
          "return redis.call('auth', 'x')",
          "return redis.call('shutdown')",
          "return redis.call('select', 99)",
          "redis.call('select', 3) redis.call('set', 'q', 1) return redis.call('dbsize')",
          "return redis.call('dbsize')",
          "redis.call('swapdb', 0, 3) return redis.call('dbsize')",
          "redis.call('swapdb', 0, 3) return redis.call('dbsize')",
          "return redis.call('flushdb')",
          "redis.call('set', 'n', 1, 'px', 50) local t = redis.call('pttl', 'n') return t > 0",
          "for i = 1, 100 do redis.call('incr', 'count') end return redis.call('get', 'count')",
          "error('plain')",
          "error({err = 'MY table'})",
          "local x = nil; return x.y",
          "return nosuchglobal",
          "newglobal = 1",
          "return redis.sha1hex('')",
          "return cjson.encode({1, 2, cjson.null})",
          "return cmsgpack.unpack(cmsgpack.pack({1, 'two'}))[2]",
          "return bit.tohex(255)",
          "return struct.pack('>I2', 258)",
          "return redis.acl_check_cmd('get', 'x')",
          "return redis.acl_check_cmd('nosuchcommand')",
          "return redis.REDIS_VERSION_NUM > 0",
          "return redis.error_reply('a\\0b')",
          "return redis.error_reply('-A\\0B c')",
          "return redis.error_reply('a\\0b').err",
          "return redis.status_reply('a\\0b')",
          "return {1, {err = 'a\\0b'}, {ok = 'a\\0b'}}",
          "error('a\\0b')",
          "error({err = 'a\\0b'})",
          "return {pcall(error, 'a\\0b')}",
          "return {double = 0 / 0}",
          "return {double = -(0 / 0)}",
          "return {double = 1 / 0}",
          "return {double = -0}",
          "return {big_number = '1\\r\\n2'}",
          "return {verbatim_string = {string = 'x', format = 'txt'}}",
          "return {verbatim_string = {string = 'x', format = 'tx'}}",
          "return {verbatim_string = {string = 'x', format = 'longer'}}",
          "return {verbatim_string = {string = 'a\\0b', format = 't\\0t'}}",
          "return {verbatim_string = {string = 'x', format = ''}}",
          "return {verbatim_string = {string = 'x'}}",
          "#!lua\nreturn 1",
          "#!lua flags=no-writes\nreturn redis.call('set', 'a', 1)",
          "#!lua flags=no-writes,allow-oom,allow-stale,no-cluster\nreturn redis.call('get', 'a')",
          "#!lua flags=allow-cross-slot-keys\nreturn 1",
          "#!lua flags=\nreturn 1",
          "#!lua flags=nosuch\nreturn 1",
          "#!lua flags=no-writes,\nreturn 1",
          "#!lua other=1\nreturn 1",
          "#!luax\nreturn 1",
          "#!\nreturn 1",
          "#!lua",
          "#!lua \"\nreturn 1",
          "#!lua\n\nreturn nosuchglobal",
          "syntax error",
          "return",
          "");

  private static final String RELEASE_LOCK =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      return redis.call('DEL', KEYS[1])
      """;

  private static final String SLIDING_WINDOW =
      """
      local now, width, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - width)
      local used = redis.call('ZCARD', KEYS[1])
      if used >= limit then
        local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
        return {0, 0, tostring(oldest[2] + width - now)}
      end
      redis.call('ZADD', KEYS[1], now, ARGV[4])
      redis.call('PEXPIRE', KEYS[1], 100000)
      return {1, limit - used - 1, '0'}
      """;

  private static final String LEAKY_BUCKET =
      """
      local size, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
      local now, amount = tonumber(ARGV[3]), tonumber(ARGV[4])
      local state = redis.call('HMGET', KEYS[1], 'level', 'at')
      local level = tonumber(state[1] or 0)
      local at = tonumber(state[2] or now)
      level = math.max(0, level - (now - at) * rate)
      local fits = level + amount <= size
      if fits then level = level + amount end
      redis.call('HSET', KEYS[1], 'level', level, 'at', now)
      return {fits and 1 or 0, tostring(level), redis.call('HGET', KEYS[1], 'level')}
      """;

  private static final String ADD_JOB =
      """
      if redis.call('HSETNX', KEYS[2], ARGV[1], cjson.encode({body = ARGV[3]})) == 0 then
        return redis.error_reply('EXISTS there is a job ' .. ARGV[1])
      end
      redis.call('HINCRBY', 'tries', ARGV[1], 0)
      return redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
      """;

  private static final String TAKE_JOB =
      """
      local job = redis.call('ZPOPMIN', KEYS[1])
      if #job == 0 then return false end
      redis.call('ZADD', KEYS[2], ARGV[1], job[1])
      redis.call('HINCRBY', 'tries', job[1], 1)
      return {job[1], job[2], cjson.decode(redis.call('HGET', KEYS[3], job[1])).body}
      """;

  private static final String RETRY_JOBS =
      """
      local late = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, 100)
      local again, dead = 0, 0
      for i, job in ipairs(late) do
        redis.call('ZREM', KEYS[2], job)
        if tonumber(redis.call('HGET', 'tries', job)) >= tonumber(ARGV[2]) then
          redis.call('LPUSH', KEYS[4], job)
          dead = dead + 1
        else
          redis.call('ZADD', KEYS[1], i, job)
          again = again + 1
        end
      end
      return {again, dead}
      """;

  private static final String LEADERBOARD_PAGE =
      """
      local first = ARGV[1] * ARGV[2]
      local rows = redis.call('ZREVRANGE', KEYS[1], first, first + ARGV[2] - 1, 'WITHSCORES')
      local page = {}
      for i = 1, #rows, 2 do
        page[#page + 1] = {first + (i + 1) / 2, rows[i], rows[i + 1]}
      end
      local rank = redis.call('ZREVRANK', KEYS[1], ARGV[3])
      return {redis.call('ZCARD', KEYS[1]), page, rank and rank + 1 or 'unranked'}
      """;

  private static final String DELAY =
      """
      if ARGV[1] == 'add' then return redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3]) end
      local due = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[2], 'BYSCORE', 'LIMIT', 0, ARGV[3])
      if #due > 0 then
        redis.call('RPUSH', KEYS[2], unpack(due))
        redis.call('ZREM', KEYS[1], unpack(due))
      end
      return #due
      """;

  /** A script as a whole request: EVAL, the script, the count of keys, keys, arguments. */
  static final List<List<String>> REAL =
      List.of(
          request("SET", "lock", "owner-1"),
          eval(RELEASE_LOCK, 1, "lock", "owner-2"),
          eval(RELEASE_LOCK, 1, "lock", "owner-1"),
          eval(RELEASE_LOCK, 1, "lock", "owner-1"),
          eval(SLIDING_WINDOW, 1, "window", "1000", "100", "3", "a"),
          eval(SLIDING_WINDOW, 1, "window", "1010", "100", "3", "b"),
          eval(SLIDING_WINDOW, 1, "window", "1020", "100", "3", "c"),
          eval(SLIDING_WINDOW, 1, "window", "1030", "100", "3", "d"),
          eval(SLIDING_WINDOW, 1, "window", "1105", "100", "3", "e"),
          eval(LEAKY_BUCKET, 1, "bucket", "10", "2.5", "1000", "4"),
          eval(LEAKY_BUCKET, 1, "bucket", "10", "2.5", "1001", "7"),
          eval(LEAKY_BUCKET, 1, "bucket", "10", "2.5", "1001.2", "5"),
          eval(ADD_JOB, 2, "jobs", "job-data", "j1", "5", "first"),
          eval(ADD_JOB, 2, "jobs", "job-data", "j2", "1", "urgent"),
          eval(ADD_JOB, 2, "jobs", "job-data", "j2", "1", "again"),
          eval(TAKE_JOB, 3, "jobs", "running", "job-data", "2000"),
          eval(RETRY_JOBS, 4, "jobs", "running", "job-data", "dead", "2500", "2"),
          eval(TAKE_JOB, 3, "jobs", "running", "job-data", "3000"),
          eval(RETRY_JOBS, 4, "jobs", "running", "job-data", "dead", "3500", "2"),
          eval(TAKE_JOB, 3, "jobs", "running", "job-data", "4000"),
          eval(TAKE_JOB, 3, "jobs", "running", "job-data", "4000"),
          request("LRANGE", "dead", "0", "-1"),
          request("ZADD", "board", "10", "ann", "30", "bob", "20", "cid", "20", "dan"),
          eval(LEADERBOARD_PAGE, 1, "board", "0", "2", "cid"),
          eval(LEADERBOARD_PAGE, 1, "board", "1", "2", "nobody"),
          eval(DELAY, 2, "delayed", "ready", "add", "500", "m1"),
          eval(DELAY, 2, "delayed", "ready", "add", "400", "m2"),
          eval(DELAY, 2, "delayed", "ready", "move", "450", "10"),
          eval(DELAY, 2, "delayed", "ready", "move", "600", "10"),
          request("LRANGE", "ready", "0", "-1"));

  private static List<String> request(String... words) {
    return List.of(words);
  }

  private static List<String> eval(String script, int keys, String... rest) {
    List<String> request = new ArrayList<>(List.of("EVAL", script));
    request.add(Integer.toString(keys));
    request.addAll(List.of(rest));
    return request;
  }
}
