package io.dredis.rdb;

/** Keys in messages. */
public final class Quoted {
  private static final int LONGEST = 64;

  private Quoted() {}

  /**
   * Returns a key between apostrophes, on one line whatever is in it, and cut off if it is long.
   */
  public static String of(byte[] key) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < Math.min(key.length, LONGEST); i++) {
      int each = key[i] & 0xff;
      if (each < ' ' || each > '~' || each == '\'' || each == '\\') {
        quoted.append(String.format("\\x%02x", each));
      } else {
        quoted.append((char) each);
      }
    }
    return quoted.append(key.length > LONGEST ? "'…" : "'").toString();
  }
}
