package io.dredis.rdb;

/** What a value is to the commands of Redis, however it is encoded. */
public enum ValueType {
  /** A string. */
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
  STREAM("stream"),
  /** A value of a type that a module brings. */
  MODULE("module");

  private final String redisName;

  ValueType(String redisName) {
    this.redisName = redisName;
  }

  /** Returns the name as the TYPE command shows it. */
  public String redisName() {
    return redisName;
  }
}
