package io.dredis.server.testing;

import java.util.regex.Pattern;

/**
 * A difference between the replies of two servers that is none between Redis and dredis: what the
 * pattern matches is replaced, on both sides, before the replies are compared. Each is listed in
 * docs/compatibility.md.
 */
public enum Normalisation {
  /** Client ids, in the reply to HELLO. */
  HELLO_ID("(\\bid\r\n):\\d+", "$1:ID"),
  /** The reply to CLIENT ID, and to other commands that answer with such a number alone. */
  INTEGER("^:\\d+", ":INTEGER"),
  /** What CLIENT LIST says of ids, addresses, file descriptors and times. */
  CLIENT_IDENTITY("\\b(id|addr|laddr|fd|age|idle)=\\S*", "$1=*"),
  /** What CLIENT LIST says of buffers and memory, which are the server's own affair. */
  CLIENT_MEMORY("\\b(qbuf|qbuf-free|argv-mem|rbs|rbp|tot-mem)=\\d+", "$1=*"),
  /** The length of a bulk or verbatim string, when what is in it was replaced. */
  LENGTH("^([$=])\\d+", "$1*");

  private final Pattern pattern;
  private final String replacement;

  Normalisation(String pattern, String replacement) {
    this.pattern = Pattern.compile(pattern);
    this.replacement = replacement;
  }

  String apply(String reply) {
    return pattern.matcher(reply).replaceAll(replacement);
  }
}
