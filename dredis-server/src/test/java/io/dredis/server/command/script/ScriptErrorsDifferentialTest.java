package io.dredis.server.command.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The errors of scripts, of the commands they call and of functions are counted as Redis counts
 * them: in INFO errorstats by their codes, in INFO commandstats by the commands that had them.
 */
class ScriptErrorsDifferentialTest {
  private static final List<String> SCRIPTS =
      List.of(
          "return redis.call('incr', 's')",
          "return redis.pcall('incr', 's')",
          "redis.pcall('incr', 's') return 1",
          "pcall(redis.call, 'incr', 's') return 1",
          "for i = 1, 3 do redis.pcall('incr', 's') end return redis.call('incr', 's')",
          "error(redis.pcall('incr', 's'))",
          "local ok, e = pcall(redis.call, 'incr', 's') error(e)",
          "local ok, e = pcall(redis.call, 'incr', 's') error(e.err)",
          "local ok, e = pcall(redis.call, 'incr', 's') return e",
          "return {err = redis.pcall('incr', 's').err}",
          "return {1, redis.pcall('incr', 's')}",
          "return {redis.pcall('incr', 's'), redis.pcall('rpop', 's')}",
          "return {redis.pcall('incr', 's'), {err = 'MY x'}, {{{err = 'OTHER x'}}}}",
          "return {1, {err = 'MY x'}, {err = 'MY y'}}",
          "redis.setresp(3) return {map = {a = redis.pcall('incr', 's')}}",
          "redis.setresp(3) return {map = {a = {err = 'MY x'}}}",
          "return redis.error_reply('MY err')",
          "return redis.error_reply('-MY err')",
          "return redis.error_reply('onlyacode')",
          "return {err = 'MY err'}",
          "return {err = 'onlyacode'}",
          "return {err = '-MY err'}",
          "error('text')",
          "error({err = 'MY err'})",
          "error({err = 'MY err', ignore_error_stats_update = true})",
          "return {err = 'MY err', ignore_error_stats_update = true}",
          "local x; return x.y",
          "return nosuchglobal",
          "return redis.call('nosuch')",
          "return redis.pcall('nosuch')",
          "redis.pcall('nosuch') return 1",
          "redis.pcall('get') return 1",
          "return redis.call('get')",
          "return redis.call('multi')",
          "return redis.call('eval', 'return 1', '0')",
          "return redis.call('config', 'get')",
          "return redis.call('config', 'nosuch')",
          "return redis.pcall('object')",
          "return redis.call()",
          "return redis.pcall()",
          "return redis.pcall({})",
          "return redis.call('select', 99)",
          "return redis.sha1hex()",
          "return redis.acl_check_cmd('nosuch')",
          "#!lua flags=no-writes\nreturn redis.pcall('set', 'a', 'b')",
          "#!lua flags=nosuch\nreturn 1",
          "no lua");

  private static final String LIBRARY =
      """
      #!lua name=lib
      redis.register_function('raises', function() return redis.call('incr', 's') end)
      redis.register_function('returns', function() return {redis.pcall('incr', 's')} end)
      redis.register_function('fails', function() local x; return x.y end)
      """;

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void errorsOfScriptsAreCountedAlike(int protocol) throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(protocol)) {
      both.same("SET", "s", "text");
      for (String script : SCRIPTS) {
        check(both, "EVAL", script, "0");
        check(both, "EVAL_RO", script, "0");
      }
      check(both, "EVAL", "return 1", "x");
      check(both, "EVALSHA", "ffffffffffffffffffffffffffffffffffffffff", "0");
    }
  }

  @Test
  void errorsOfFunctionsAreCountedAlike() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      both.same("SET", "s", "text");
      both.same("FUNCTION", "LOAD", LIBRARY);
      for (String function : List.of("raises", "returns", "fails", "nosuch")) {
        check(both, "FCALL", function, "0");
        check(both, "FCALL_RO", function, "0");
      }
      check(both, "FUNCTION", "LOAD", "#!lua name=x\nreturn redis.call('GET', 'x')");
      check(both, "FUNCTION", "LOAD", "#!lua name=x\nerror('text')");
    }
  }

  @Test
  void errorsWithinATransactionAreCountedAlike() throws IOException {
    try (ServerPair servers = ServerPair.start();
        ReplyComparison both = servers.connect(2)) {
      both.same("SET", "s", "text");
      for (String script : SCRIPTS) {
        both.same("CONFIG", "RESETSTAT");
        both.sameLines("MULTI", "INCR s");
        both.same("EVAL", script, "0");
        both.sameLines("LPUSH s x", "EXEC");
        sameCounts(both, script);
      }
    }
  }

  private static void check(ReplyComparison both, String... request) throws IOException {
    both.same("CONFIG", "RESETSTAT");
    both.same(request);
    sameCounts(both, String.join(" ", request));
  }

  private static void sameCounts(ReplyComparison both, String what) throws IOException {
    both.same("INFO", "errorstats");
    assertEquals(counts(both.redis()), counts(both.dredis()), what);
  }

  /** Returns what INFO counts of all commands but those that ask, and of all errors. */
  private static List<String> counts(RespConnection server) throws IOException {
    String info =
        RespConnection.text(server.call("INFO", "commandstats"))
            + RespConnection.text(server.call("INFO", "stats"));
    return info.lines()
        .filter(line -> line.startsWith("cmdstat_") || line.startsWith("total_error_replies"))
        .filter(line -> !line.startsWith("cmdstat_info") && !line.contains("|resetstat"))
        .map(line -> line.replaceAll("usec(_per_call)?=[0-9.]+,", ""))
        .sorted()
        .toList();
  }
}
