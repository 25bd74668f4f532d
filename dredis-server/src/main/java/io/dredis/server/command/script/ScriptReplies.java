package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.ScriptReply;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;

/** Replies of commands as scripts take them, and what scripts return as replies. */
final class ScriptReplies {
  private ScriptReplies() {}

  /**
   * Returns the reply of a command as a script takes it.
   *
   * @param protocol whose types the script is to see; a buffered reply is written in it
   */
  static ScriptReply ofReply(Reply reply, int protocol) {
    return switch (reply) {
      case Reply.Int integer -> new ScriptReply.Number(integer.value());
      case Reply.Bulk bulk -> new ScriptReply.Bulk(bulk.bytes());
      case Reply.Status status -> new ScriptReply.Status(bytes(status.text()));
      case Reply.Failure failure -> new ScriptReply.Failure(bytes(failure.text()), true);
      case Reply.Null ignored -> ScriptReply.NULL;
      case Reply.NullArray ignored -> ScriptReply.NULL;
      case Reply.Array array -> new ScriptReply.Array(ofAll(array.elements(), protocol));
      // What is written differently in both protocols is taken from what would be written.
      default -> new RespReply(RespWriter.encode(reply, protocol)).read();
    };
  }

  private static List<ScriptReply> ofAll(List<? extends Reply> replies, int protocol) {
    List<ScriptReply> all = new ArrayList<>(replies.size());
    for (Reply reply : replies) {
      all.add(ofReply(reply, protocol));
    }
    return all;
  }

  /**
   * Returns what a script returned as a reply; both protocols can write it.
   *
   * @param inner takes the errors that stand inside the reply
   */
  static Reply toReply(ScriptReply reply, List<Reply.Failure> inner) {
    return switch (reply) {
      case ScriptReply.Null ignored -> Reply.NULL;
      case ScriptReply.Number number -> new Reply.Int(number.value());
      case ScriptReply.Bulk bulk -> new Reply.Bulk(bulk.bytes());
      case ScriptReply.Status status -> new Reply.Status(line(status.text()));
      case ScriptReply.Failure failure ->
          new Reply.Failure(line(failure.text()), failure.counted());
      case ScriptReply.Array array -> new Reply.Array(toReplies(array.elements(), inner));
      case ScriptReply.Map map -> new Reply.MapOf(toReplies(map.keysAndValues(), inner));
      case ScriptReply.Set set -> new Reply.SetOf(toReplies(set.elements(), inner));
      case ScriptReply.Real real -> new Reply.Dbl(real.value());
      case ScriptReply.Bool bool -> new Reply.Bool(bool.value());
      case ScriptReply.BigNumber number -> new Reply.BigNumber(line(number.digits()));
      case ScriptReply.Verbatim verbatim ->
          new Reply.Verbatim(threeCharacters(verbatim.format()), verbatim.text());
    };
  }

  private static List<Reply> toReplies(List<ScriptReply> replies, List<Reply.Failure> inner) {
    List<Reply> all = new ArrayList<>(replies.size());
    for (ScriptReply element : replies) {
      Reply reply = toReply(element, inner);
      if (reply instanceof Reply.Failure failure) {
        inner.add(failure);
      }
      all.add(reply);
    }
    return all;
  }

  /** A format as C writes it: three characters, blanks for those behind its end. */
  private static String threeCharacters(byte[] format) {
    String text = new String(format, ISO_8859_1);
    int zero = text.indexOf('\0');
    return ((zero < 0 ? text : text.substring(0, zero)) + "   ").substring(0, 3);
  }

  /** A text that is written as a line holds no line break. */
  private static String line(byte[] text) {
    return new String(text, ISO_8859_1).replace('\r', ' ').replace('\n', ' ');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
