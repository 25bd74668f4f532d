package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dredis.server.testing.DredisInProcess;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EVAL, SCRIPT, FCALL and FUNCTION are answered as Redis answers them. */
@Timeout(120)
class ScriptsDifferentialTest {
  private static final String UNKNOWN = "ffffffffffffffffffffffffffffffffffffffff";
  private static final String LIBRARY =
      """
      #!lua name=first
      local count = 0
      redis.register_function('plain', function(keys, args)
        count = count + 1
        return {count, #keys, #args, keys[1] or '-', args[1] or '-'}
      end)
      redis.register_function{
        function_name = 'reader', description = 'reads', flags = {'no-writes'},
        callback = function(keys) return redis.call('GET', keys[1]) end}
      """;
  private static final String WRITER =
      """
      #!lua name=second
      redis.register_function('writer', function(keys, args)
        redis.call('SET', keys[1], args[1])
        return redis.call('GET', keys[1])
      end)
      """;
  private static final String CHEAT =
      """
      #!lua name=third
      redis.register_function{
        function_name = 'cheat', flags = {'no-writes'},
        callback = function(keys) return redis.call('SET', keys[1], 1) end}
      """;

  private static ServerPair start(String backend) {
    return ServerPair.of(RedisServerProcess.start(), DredisInProcess.start("--backend", backend));
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void scriptsHaveTheSameReplies(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          for (String script : ScriptCorpus.PLAIN) {
            both.same("EVAL", script, "0");
            both.same("EVAL_RO", script, "0");
          }
          for (List<String> request : ScriptCorpus.REAL) {
            both.same(request.toArray(String[]::new));
          }
        }
      }
    }
  }

  @Test
  void scriptsAreCachedByTheirDigest() throws IOException {
    try (ServerPair servers = start("memory");
        ReplyComparison both = servers.connect(2)) {
      both.same("EVALSHA", UNKNOWN, "0");
      both.same("EVALSHA", UNKNOWN, "x");
      both.same("EVALSHA", "short", "x");
      both.same("EVALSHA_RO", UNKNOWN, "0");
      String reply = both.same("SCRIPT", "LOAD", "return {KEYS[1], ARGV[1]}");
      String digest = reply.substring(reply.indexOf('\n') + 1).strip();
      both.same("EVALSHA", digest, "1", "key", "argument");
      both.same("EVALSHA", digest.toUpperCase(Locale.ROOT), "0");
      both.same("EVALSHA_RO", digest, "1", "a", "b", "c");
      both.same("SCRIPT", "EXISTS", digest, UNKNOWN, "short");
      both.same("SCRIPT", "LOAD", "no lua");
      both.same("SCRIPT", "LOAD", "#!lua flags=nosuch\nreturn 1");
      for (String count : new String[] {"x", "-1", "2", "1.0", "9223372036854775808"}) {
        both.same("EVAL", "return 1", count, "a");
        both.same("EVALSHA", digest, count, "a");
      }
      both.same("SCRIPT", "FLUSH", "NOW");
      both.same("SCRIPT", "FLUSH", "SYNC", "ASYNC");
      both.same("SCRIPT", "FLUSH", "ASYNC");
      both.same("SCRIPT", "EXISTS", digest);
      both.same("EVALSHA", digest, "0");
      both.sameLines("SCRIPT KILL", "SCRIPT HELP", "SCRIPT DEBUG NO", "SCRIPT DEBUG MAYBE");
      both.sameLines("SCRIPT", "SCRIPT NOSUCH", "SCRIPT EXISTS", "SCRIPT LOAD", "EVAL x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void scriptsInTransactionsSeeAndKeepWhatTheyWrite(String backend) throws IOException {
    try (ServerPair servers = start(backend);
        ReplyComparison both = servers.connect(3)) {
      both.same("WATCH", "k");
      both.same("EVAL", "return redis.call('set', KEYS[1], 1)", "1", "k");
      both.sameLines("MULTI", "GET k", "EXEC", "MULTI", "INCR k");
      both.same("EVAL", "redis.call('incr', KEYS[1]) return redis.call('get', KEYS[1])", "1", "k");
      both.same(
          "EVAL", "redis.call('incr', KEYS[1]) return redis.call('hget', KEYS[1], 'f')", "1", "k");
      both.sameLines("GET k", "EXEC", "GET k");
      both.same(
          "EVAL",
          "for i = 1, 300 do redis.call('rpush', 'l', i) end return redis.call('lrange', 'l', 0,"
              + " -1)",
          "0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void functionsHaveTheSameReplies(String backend) throws IOException {
    try (ServerPair servers = start(backend)) {
      for (int protocol = 2; protocol <= 3; protocol++) {
        try (ReplyComparison both = servers.connect(protocol)) {
          both.sameLines("FUNCTION FLUSH", "FUNCTION LIST", "FUNCTION STATS", "FUNCTION DUMP");
          loadLibraries(both);
          callFunctions(both);
          copyLibraries(both);
        }
      }
    }
  }

  private static void loadLibraries(ReplyComparison both) throws IOException {
    for (String code :
        List.of(
            "return 1",
            "#!lua",
            "#!\nx",
            "#!lua\nreturn 1",
            "#!lua name=\nreturn 1",
            "#!lua name=a-b\nreturn 1",
            "#!lua name=a name=b\nreturn 1",
            "#!lua foo=1\nreturn 1",
            "#!xx name=a\nreturn 1",
            "#!lua name=a \"\nreturn 1",
            "#!lua name=a\nx",
            "#!lua name=a\nreturn 1",
            "#!lua name=a\nlocal x = nil; return x.y",
            "#!lua name=a\nredis.call('get', 'x')")) {
      both.same("FUNCTION", "LOAD", code);
    }
    both.same("FUNCTION", "LOAD", LIBRARY);
    both.same("FUNCTION", "LOAD", LIBRARY);
    both.same("FUNCTION", "LOAD", "REPLACE", LIBRARY);
    both.same("FUNCTION", "LOAD", "REPLACE", WRITER);
    both.same("FUNCTION", "LOAD", WRITER.replace("name=second", "name=other"));
    both.same(
        "FUNCTION",
        "LOAD",
        WRITER.replace("name=second", "name=other").replace("'writer", "'WRITER"));
    both.same("FUNCTION", "LOAD", CHEAT);
    both.same("FUNCTION", "LOAD", "WHATEVER", WRITER);
    both.same("FUNCTION", "LOAD", "REPLACE");
    both.same("FUNCTION", "LIST", "LIBRARYNAME", "SEC*", "WITHCODE");
    both.sameLines("FUNCTION LIST LIBRARYNAME nosuch", "FUNCTION LIST LIBRARYNAME");
    both.sameLines("FUNCTION LIST WITHCODE WITHCODE", "FUNCTION LIST NOSUCH", "FUNCTION STATS");
  }

  private static void callFunctions(ReplyComparison both) throws IOException {
    both.sameLines("FCALL plain 1 key argument", "FCALL PLAIN 0", "FCALL_RO plain 0");
    both.sameLines("FCALL writer 1 k v", "FCALL reader 1 k", "FCALL_RO reader 1 k");
    both.sameLines("FCALL_RO writer 1 k v", "FCALL cheat 1 k", "FCALL_RO cheat 1 k");
    both.sameLines("FCALL nosuch 0", "FCALL nosuch x", "FCALL plain x", "FCALL plain 5");
    both.sameLines("FCALL plain -1", "FCALL reader 0", "FCALL", "FCALL plain");
    both.sameLines("MULTI", "FCALL writer 1 k w", "FUNCTION DELETE third", "EXEC", "GET k");
    both.sameLines("FLUSHALL", "FUNCTION STATS", "FUNCTION DELETE third", "FUNCTION KILL");
    both.sameLines(
        "FUNCTION FLUSH NOW",
        "FUNCTION FLUSH SYNC x",
        "FUNCTION FLUSH x y z",
        "FUNCTION HELP",
        "FUNCTION NOSUCH",
        "FUNCTION");
  }

  /** Of several libraries Redis would name whichever its hash table has first. */
  private static void copyLibraries(ReplyComparison both) throws IOException {
    both.same("FUNCTION", "DELETE", "second");
    byte[] ofRedis = payload(both.redis().call("FUNCTION", "DUMP"));
    byte[] ofDredis = payload(both.dredis().call("FUNCTION", "DUMP"));
    byte[] broken = ofRedis.clone();
    broken[3]++;
    both.sameLines("FUNCTION FLUSH", "FUNCTION LOAD x");
    for (byte[] payload : List.of(ofRedis, ofDredis, broken, new byte[0], new byte[10])) {
      for (String policy : List.of("APPEND", "replace", "FLUSH", "OTHER")) {
        both.same(
            "FUNCTION".getBytes(US_ASCII),
            "RESTORE".getBytes(US_ASCII),
            payload,
            policy.getBytes(US_ASCII));
        both.sameLines("FUNCTION STATS", "FCALL reader 1 k");
      }
    }
    both.same("FUNCTION", "RESTORE", "x", "APPEND", "x");
  }

  /** Returns what a bulk string holds. */
  private static byte[] payload(byte[] reply) {
    int start = 0;
    while (reply[start] != '\n') {
      start++;
    }
    return Arrays.copyOfRange(reply, start + 1, reply.length - 2);
  }
}
