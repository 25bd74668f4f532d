package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.ScriptReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reply of this server as bytes, in either protocol version, read back for a script. */
final class RespReply {
  private final byte[] bytes;
  private int at;

  RespReply(byte[] bytes) {
    this.bytes = bytes;
  }

  ScriptReply read() {
    int type = bytes[at++];
    byte[] line = line();
    return switch (type) {
      case '+' -> new ScriptReply.Status(line);
      case '-' -> new ScriptReply.Failure(line, true);
      case ':' -> new ScriptReply.Number(Long.parseLong(text(line)));
      case '$' -> line[0] == '-' ? ScriptReply.NULL : new ScriptReply.Bulk(block(line));
      case '*' -> line[0] == '-' ? ScriptReply.NULL : new ScriptReply.Array(elements(line, 1));
      case '_' -> ScriptReply.NULL;
      case '%' -> new ScriptReply.Map(elements(line, 2));
      case '~' -> new ScriptReply.Set(elements(line, 1));
      case ',' -> new ScriptReply.Real(real(text(line)));
      case '#' -> new ScriptReply.Bool(line[0] == 't');
      case '(' -> new ScriptReply.BigNumber(line);
      case '=' -> verbatim(block(line));
      case '|' -> readBehind(line, 2);
      case '>' -> readBehind(line, 1);
      default -> throw new IllegalStateException("no reply begins with " + (char) type);
    };
  }

  /** Scripts see neither attributes nor what is pushed, but the reply that follows. */
  private ScriptReply readBehind(byte[] count, int each) {
    elements(count, each);
    return read();
  }

  private List<ScriptReply> elements(byte[] count, int each) {
    int total = each * Integer.parseInt(text(count));
    List<ScriptReply> elements = new ArrayList<>(total);
    for (int i = 0; i < total; i++) {
      elements.add(read());
    }
    return elements;
  }

  private static ScriptReply verbatim(byte[] block) {
    return new ScriptReply.Verbatim(
        Arrays.copyOf(block, 3), Arrays.copyOfRange(block, 4, block.length));
  }

  private static double real(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private byte[] block(byte[] length) {
    int end = at + Integer.parseInt(text(length));
    byte[] block = Arrays.copyOfRange(bytes, at, end);
    at = end + 2;
    return block;
  }

  private byte[] line() {
    int from = at;
    while (bytes[at] != '\r') {
      at++;
    }
    byte[] line = Arrays.copyOfRange(bytes, from, at);
    at += 2;
    return line;
  }

  private static String text(byte[] line) {
    return new String(line, ISO_8859_1);
  }
}
