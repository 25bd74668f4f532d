package io.dredis.server.command.script;

import io.dredis.server.testing.ReplyComparison;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.ServerPair;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * CLIENT PAUSE of writes holds the scripts and functions that Redis holds: those that may write, as
 * far as they say, and those that do not say.
 */
@Timeout(60)
class PausedScriptsDifferentialTest {
  private static final String READER = "#!lua flags=no-writes\nreturn 1";
  private static final String WRITER = "#!lua\nreturn 1";
  private static final String UNKNOWN = "ffffffffffffffffffffffffffffffffffffffff";
  private static final String LIBRARY =
      """
      #!lua name=lib
      redis.register_function('writer', function() return 1 end)
      redis.register_function{
        function_name = 'reader', flags = {'no-writes'}, callback = function() return 1 end}
      """;

  private static ServerPair servers;
  private static String readerDigest;
  private static String writerDigest;
  private static String plainDigest;

  @BeforeAll
  static void start() throws IOException {
    servers = ServerPair.start();
    try (ReplyComparison both = servers.connect(2)) {
      both.same("FUNCTION", "LOAD", LIBRARY);
      readerDigest = load(both, READER);
      writerDigest = load(both, WRITER);
      plainDigest = load(both, "return 1");
    }
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static String load(ReplyComparison both, String script) throws IOException {
    String reply = both.same("SCRIPT", "LOAD", script);
    return reply.substring(reply.indexOf('\n') + 1).strip();
  }

  private static String[] request(String... words) {
    return words;
  }

  @Test
  void whatMayWriteWaits() throws IOException {
    for (String[] request :
        List.of(
            request("EVAL", "return 1", "0"),
            request("EVAL", WRITER, "0"),
            request("EVAL", "no lua", "0"),
            request("EVAL", "#!other\nreturn 1", "0"),
            request("EVAL_RO", WRITER, "0"),
            request("EVALSHA", plainDigest, "0"),
            request("EVALSHA", writerDigest, "0"),
            request("EVALSHA", UNKNOWN, "0"),
            request("EVALSHA", "short", "0"),
            request("EVALSHA_RO", writerDigest, "0"),
            request("FCALL", "writer", "0"),
            request("FCALL", "nosuch", "0"),
            request("FCALL_RO", "writer", "0"))) {
      try (ReplyComparison caller = servers.connect(2);
          ReplyComparison other = servers.connect()) {
        other.sameLine("CLIENT PAUSE 600000 WRITE");
        caller.send(bytes(request));
        awaitOneBlocked(other);
        other.sameLine("CLIENT UNPAUSE");
        caller.sameReply(String.join(" ", request));
      }
    }
  }

  @Test
  void whatSaysThatItOnlyReadsGoesOn() throws IOException {
    try (ReplyComparison both = servers.connect(2)) {
      both.sameLine("CLIENT PAUSE 600000 WRITE");
      both.same("EVAL", READER, "0");
      both.same("EVAL_RO", READER, "0");
      both.same("EVAL_RO", "return 1", "0");
      both.same("EVAL_RO", "no lua", "0");
      both.same("EVALSHA", readerDigest, "0");
      both.same("EVALSHA_RO", readerDigest, "0");
      both.same("EVALSHA_RO", plainDigest, "0");
      both.same("EVALSHA_RO", UNKNOWN, "0");
      both.sameLines("FCALL reader 0", "FCALL_RO reader 0", "FCALL_RO nosuch 0");
      both.sameLines("EVAL", "EVAL x", "EVALSHA x", "FCALL", "FCALL writer");
      both.sameLine("CLIENT UNPAUSE");
    }
  }

  @Test
  void transactionsWaitForWhatTheyHaveQueued() throws IOException {
    try (ReplyComparison writer = servers.connect(2);
        ReplyComparison reader = servers.connect();
        ReplyComparison other = servers.connect()) {
      writer.sameLine("MULTI");
      writer.same("EVAL", WRITER, "0");
      reader.sameLine("MULTI");
      reader.same("EVAL", READER, "0");
      other.sameLine("CLIENT PAUSE 600000 WRITE");
      writer.send(bytes("EXEC"));
      reader.sameLine("EXEC");
      awaitOneBlocked(other);
      other.sameLine("CLIENT UNPAUSE");
      writer.sameReply("EXEC");
    }
  }

  private static void awaitOneBlocked(ReplyComparison both) throws IOException {
    for (RespConnection server : List.of(both.redis(), both.dredis())) {
      String info = "";
      while (!info.contains("blocked_clients:1\r\n")) {
        info = RespConnection.text(server.call("INFO", "clients"));
      }
    }
  }

  private static byte[][] bytes(String... words) {
    byte[][] request = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      request[i] = RespConnection.bytes(words[i]);
    }
    return request;
  }
}
