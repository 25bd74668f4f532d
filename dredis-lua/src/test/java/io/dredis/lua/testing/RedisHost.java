package io.dredis.lua.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.ScriptHost;
import io.dredis.lua.ScriptReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A host that has a real Redis execute the commands. */
public final class RedisHost implements ScriptHost {

  private final RedisScripts redis;

  public RedisHost(RedisScripts redis) {
    this.redis = redis;
  }

  @Override
  public ScriptReply call(byte[][] arguments, int respVersion) {
    return reply(execute(arguments));
  }

  private Object execute(byte[][] arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new String(arguments[i], ISO_8859_1);
    }
    try {
      return redis.call(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScriptReply reply(Object reply) {
    return switch (reply) {
      case null -> ScriptReply.NULL;
      case Long number -> new ScriptReply.Number(number);
      case List<?> list -> {
        List<ScriptReply> elements = new ArrayList<>();
        list.forEach(element -> elements.add(reply(element)));
        yield new ScriptReply.Array(elements);
      }
      default -> ofText(reply.toString());
    };
  }

  private static ScriptReply ofText(String text) {
    if (text.startsWith("-ERR unknown command") || text.startsWith("-ERR unknown subcommand")) {
      return failure("ERR Unknown Redis command called from script");
    }
    if (text.startsWith("-ERR wrong number of arguments")) {
      return failure("ERR Wrong number of args calling Redis command from script");
    }
    if (text.startsWith("-")) {
      return failure(text.substring(1));
    }
    byte[] bytes = text.getBytes(ISO_8859_1);
    return text.startsWith("+")
        ? new ScriptReply.Status(text.substring(1).getBytes(ISO_8859_1))
        : new ScriptReply.Bulk(bytes);
  }

  private static ScriptReply failure(String text) {
    return new ScriptReply.Failure(text.getBytes(ISO_8859_1), true);
  }

  @Override
  public void log(int level, byte[] message) {}

  @Override
  public void setReplication(int flags) {}

  @Override
  public Boolean mayExecute(byte[][] arguments) {
    byte[][] question = {bytes("COMMAND"), bytes("INFO"), arguments[0]};
    List<?> infos = execute(question) instanceof List<?> list ? list : List.of();
    return infos.stream().anyMatch(info -> info == null) ? null : Boolean.TRUE;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
