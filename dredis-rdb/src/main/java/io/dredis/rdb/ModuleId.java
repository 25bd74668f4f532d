package io.dredis.rdb;

/**
 * The number by which a file names a module's type: nine letters of six bits, then ten bits of
 * version.
 */
final class ModuleId {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int LETTER_COUNT = 9;
  private static final int VERSION_BITS = 10;

  private ModuleId() {}

  /** Returns the name of a module's type. */
  static String name(long id) {
    StringBuilder name = new StringBuilder();
    for (int i = LETTER_COUNT - 1; i >= 0; i--) {
      name.append(LETTERS.charAt((int) (id >>> (VERSION_BITS + 6 * i)) & 0x3f));
    }
    return name.toString();
  }
}
