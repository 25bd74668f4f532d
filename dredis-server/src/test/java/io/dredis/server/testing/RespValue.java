package io.dredis.server.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A reply taken apart, for replies of which only a part can be compared.
 *
 * @param head the first line, {@code $5} or {@code *2}, or what stands for it
 * @param text what a bulk or verbatim string holds, and what stands behind the type of a reply of
 *     one line
 * @param elements the elements of an array, set or push; keys and values in turn of a map
 */
public record RespValue(String head, String text, List<RespValue> elements) {

  /** Takes a reply apart. */
  public static RespValue parse(String reply) {
    Parser parser = new Parser(reply);
    RespValue value = parser.value();
    if (parser.position != reply.length()) {
      throw new IllegalArgumentException("more than a reply: " + reply);
    }
    return value;
  }

  /** Returns the value of a map's key. */
  public RespValue get(String key) {
    for (int i = 0; i < elements.size(); i += 2) {
      if (elements.get(i).text().equals(key)) {
        return elements.get(i + 1);
      }
    }
    throw new IllegalArgumentException("no key " + key);
  }

  /** Returns the texts of the elements. */
  public List<String> texts() {
    return elements.stream().map(RespValue::text).toList();
  }

  private static final class Parser {
    private final String reply;
    private int position;

    Parser(String reply) {
      this.reply = reply;
    }

    RespValue value() {
      String head = line();
      return switch (head.charAt(0)) {
        case '$', '=', '!' ->
            new RespValue(head, bulk(Integer.parseInt(head.substring(1))), List.of());
        case '*', '~', '>' -> new RespValue(head, "", values(Integer.parseInt(head.substring(1))));
        case '%' -> new RespValue(head, "", values(2 * Integer.parseInt(head.substring(1))));
        default -> new RespValue(head, head.substring(1), List.of());
      };
    }

    private List<RespValue> values(int count) {
      List<RespValue> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        values.add(value());
      }
      return values;
    }

    private String bulk(int length) {
      if (length < 0) {
        return "";
      }
      String text = reply.substring(position, position + length);
      position += length + 2;
      return text;
    }

    private String line() {
      int end = reply.indexOf("\r\n", position);
      String line = reply.substring(position, end);
      position = end + 2;
      return line;
    }
  }
}
