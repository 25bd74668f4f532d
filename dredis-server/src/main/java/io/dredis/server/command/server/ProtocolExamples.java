package io.dredis.server.command.server;

import io.dredis.server.command.CommandException;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** One reply of each type, for those who test clients: DEBUG PROTOCOL. */
final class ProtocolExamples {
  private static final String UNKNOWN =
      "ERR Wrong protocol type name. Please use one of the following: "
          + "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";
  private static final String NOT_IN_RESP2 = "ERR RESP2 is not supported by this command";

  private ProtocolExamples() {}

  static Reply of(String type, int protocol) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "string" -> Reply.Bulk.of("Hello World");
      case "integer" -> new Reply.Int(12345);
      case "double" -> new Reply.Dbl(3.141);
      case "null" -> Reply.NULL;
      case "array" -> new Reply.Array(numbers());
      case "set" -> new Reply.SetOf(numbers());
      case "map" -> map();
      case "attrib" -> attribute();
      case "push" -> push(protocol);
      case "verbatim" -> Reply.Verbatim.text("This is a verbatim\nstring");
      case "bignum" -> new Reply.BigNumber("1234567999999999999999999999999999999");
      case "true" -> new Reply.Bool(true);
      case "false" -> new Reply.Bool(false);
      default -> throw new CommandException(UNKNOWN);
    };
  }

  private static List<Reply> numbers() {
    return List.of(new Reply.Int(0), new Reply.Int(1), new Reply.Int(2));
  }

  private static Reply map() {
    return new Reply.MapOf(
        List.of(
            new Reply.Int(0),
            new Reply.Bool(false),
            new Reply.Int(1),
            new Reply.Bool(true),
            new Reply.Int(2),
            new Reply.Bool(false)));
  }

  private static Reply attribute() {
    return new Reply.Attributed(
        List.of(
            Reply.Bulk.of("key-popularity"),
            Reply.Array.of(Reply.Bulk.of("key:123"), new Reply.Int(90))),
        Reply.Bulk.of("Some real reply following the attribute"));
  }

  private static Reply push(int protocol) {
    if (protocol == 2) {
      throw new CommandException(NOT_IN_RESP2);
    }
    return new PushThenReply(
        new Reply.Push(List.of(Reply.Bulk.of("server-cpu-usage"), new Reply.Int(42))),
        Reply.Bulk.of("Some real reply following the push reply"));
  }

  /** A pushed message with the command's own reply right behind it. */
  private record PushThenReply(Reply push, Reply reply) implements Reply.Streamed {
    @Override
    public void writeTo(RespWriter out) throws IOException {
      out.write(push);
      out.write(reply);
    }

    @Override
    public void close() {}
  }
}
