package io.dredis.lua.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.Script;
import io.dredis.lua.ScriptEngine;
import io.dredis.lua.ScriptException;
import io.dredis.lua.ScriptHost;
import io.dredis.lua.ScriptReply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Scripts run by the engine, with replies in the form in which {@link RedisScripts} gives those of
 * Redis.
 */
public final class EngineScripts {

  private final ScriptEngine engine;
  private final ScriptHost host;

  /** Scripts that ask nothing of a server. */
  public EngineScripts() {
    this(new ScriptEngine(), new NoHost());
  }

  public EngineScripts(ScriptEngine engine, ScriptHost host) {
    this.engine = engine;
    this.host = host;
  }

  /** What EVAL answers. */
  public Object eval(String script, String... keys) {
    byte[] source = script.getBytes(ISO_8859_1);
    try {
      Script compiled = engine.compile(source, sha1(source));
      byte[][] keyBytes = new byte[keys.length][];
      for (int i = 0; i < keys.length; i++) {
        keyBytes[i] = keys[i].getBytes(ISO_8859_1);
      }
      return plain(engine.run(compiled, keyBytes, new byte[0][], host));
    } catch (ScriptException e) {
      return "-ERR " + e.getMessage();
    }
  }

  private static String sha1(byte[] source) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A reply as RESP2 has it, in the form of {@link RedisScripts#call}. */
  public static Object plain(ScriptReply reply) {
    return switch (reply) {
      case ScriptReply.Status status -> "+" + text(status.text());
      case ScriptReply.Failure failure -> "-" + text(failure.text());
      case ScriptReply.Number number -> number.value();
      case ScriptReply.Bulk bulk -> text(bulk.bytes());
      case ScriptReply.Null ignored -> null;
      case ScriptReply.Array array -> list(array.elements());
      case ScriptReply.Map map -> list(map.keysAndValues());
      case ScriptReply.Set set -> list(set.elements());
      case ScriptReply.Real real -> String.valueOf(real.value());
      case ScriptReply.Bool bool -> bool.value() ? 1L : 0L;
      case ScriptReply.BigNumber number -> text(number.digits());
      case ScriptReply.Verbatim verbatim -> text(verbatim.text());
    };
  }

  private static List<Object> list(List<ScriptReply> replies) {
    List<Object> list = new ArrayList<>();
    for (ScriptReply reply : replies) {
      list.add(plain(reply));
    }
    return list;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** A host that knows no command. */
  private static final class NoHost implements ScriptHost {

    @Override
    public ScriptReply call(byte[][] arguments, int respVersion) {
      return new ScriptReply.Failure(
          "ERR Unknown Redis command called from script".getBytes(ISO_8859_1), true);
    }

    @Override
    public void log(int level, byte[] message) {}

    @Override
    public void setReplication(int flags) {}

    @Override
    public Boolean mayExecute(byte[][] arguments) {
      return null;
    }
  }
}
