package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.server.resp.QuotedWords;
import java.util.Arrays;
import java.util.List;

/**
 * The first line of a source that begins with {@code #!}: the engine, then options such as {@code
 * flags=no-writes} or {@code name=mylib}.
 *
 * @param firstWord the engine's name with its {@code #!}, one character for each byte
 * @param options the further words
 */
record Shebang(String firstWord, List<String> options) {

  /** Returns whether a source has such a line. */
  static boolean isIn(byte[] source) {
    return source.length >= 2 && source[0] == '#' && source[1] == '!';
  }

  /** Returns where the first line ends, or -1 if nothing follows it. */
  static int lineEnd(byte[] source) {
    for (int i = 0; i < source.length; i++) {
      if (source[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads the line up to its end; returns null when its quotes are unbalanced. */
  static Shebang parse(byte[] source, int lineEnd) {
    byte[][] words = QuotedWords.split(source, 0, lineEnd);
    if (words == null) {
      return null;
    }
    List<String> texts = Arrays.stream(words).map(word -> new String(word, ISO_8859_1)).toList();
    return new Shebang(texts.get(0), texts.subList(1, texts.size()));
  }
}
