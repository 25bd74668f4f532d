package io.dredis.lua.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/** Files of scripts, between which stands a line of four hyphens. */
public final class ScriptFiles {

  private static final String SEPARATOR = "\n----\n";

  private ScriptFiles() {}

  /** Reads a file beside this package's parent, such as {@code scripts/numbers}. */
  public static String[] read(String name) throws IOException {
    try (InputStream input =
        ScriptFiles.class.getResourceAsStream("/io/dredis/lua/" + name + ".lua")) {
      String text = new String(input.readAllBytes(), ISO_8859_1);
      return text.substring(0, text.length() - 1).split(SEPARATOR, -1);
    }
  }
}
