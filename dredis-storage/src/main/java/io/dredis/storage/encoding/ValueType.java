package io.dredis.storage.encoding;

/** What a key holds, in the words that TYPE answers. */
public enum ValueType {
  /** A byte string. */
  STRING("string"),
  /** A list. */
  LIST("list"),
  /** A set. */
  SET("set"),
  /** A sorted set. */
  ZSET("zset"),
  /** A hash. */
  HASH("hash"),
  /** A stream. */
  STREAM("stream");

  private final String redisName;

  ValueType(String redisName) {
    this.redisName = redisName;
  }

  /** Returns the type of this name, or null when there is none. */
  public static ValueType named(String redisName) {
    for (ValueType type : values()) {
      if (type.redisName.equals(redisName)) {
        return type;
      }
    }
    return null;
  }

  /** Returns the word that TYPE answers. */
  public String redisName() {
    return redisName;
  }
}
