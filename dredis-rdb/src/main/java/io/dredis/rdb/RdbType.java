package io.dredis.rdb;

/** How a value is kept in an RDB file: the byte before its key tells it. */
public enum RdbType {
  /** A string. */
  STRING(0, ValueType.STRING),
  /** A list, element by element. */
  LIST(1, ValueType.LIST),
  /** A set, member by member. */
  SET(2, ValueType.SET),
  /** A sorted set, member by member, with scores as decimal digits. */
  ZSET(3, ValueType.ZSET),
  /** A hash, field by field. */
  HASH(4, ValueType.HASH),
  /** A sorted set, member by member, with scores as doubles; from version 8 on. */
  ZSET_2(5, ValueType.ZSET),
  /** A module's value of a form that was given up, whose end only the module knows. */
  MODULE_PRE_GA(6, ValueType.MODULE),
  /** A module's value; from version 8 on. */
  MODULE_2(7, ValueType.MODULE),
  /** A hash as a zipmap; up to version 3. */
  HASH_ZIPMAP(9, ValueType.HASH),
  /** A list as a ziplist; versions 2 to 6. */
  LIST_ZIPLIST(10, ValueType.LIST),
  /** A set as an intset; from version 2 on. */
  SET_INTSET(11, ValueType.SET),
  /** A sorted set as a ziplist; versions 2 to 9. */
  ZSET_ZIPLIST(12, ValueType.ZSET),
  /** A hash as a ziplist; versions 4 to 9. */
  HASH_ZIPLIST(13, ValueType.HASH),
  /** A list as a list of ziplists; versions 7 to 9. */
  LIST_QUICKLIST(14, ValueType.LIST),
  /** A stream; from version 9 on. */
  STREAM_LISTPACKS(15, ValueType.STREAM),
  /** A hash as a listpack; from version 10 on. */
  HASH_LISTPACK(16, ValueType.HASH),
  /** A sorted set as a listpack; from version 10 on. */
  ZSET_LISTPACK(17, ValueType.ZSET),
  /** A list as a list of listpacks and single elements; from version 10 on. */
  LIST_QUICKLIST_2(18, ValueType.LIST),
  /** A stream; from version 10 on. */
  STREAM_LISTPACKS_2(19, ValueType.STREAM),
  /** A set as a listpack; from version 11 on. */
  SET_LISTPACK(20, ValueType.SET),
  /** A stream; from version 11 on. */
  STREAM_LISTPACKS_3(21, ValueType.STREAM),
  /** A hash whose fields may expire, field by field; releases before 7.4 was one. */
  HASH_METADATA_PRE_GA(22, ValueType.HASH),
  /** A hash whose fields may expire, as a listpack; releases before 7.4 was one. */
  HASH_LISTPACK_EX_PRE_GA(23, ValueType.HASH),
  /** A hash whose fields may expire, field by field; from version 12 on. */
  HASH_METADATA(24, ValueType.HASH),
  /** A hash whose fields may expire, as a listpack; from version 12 on. */
  HASH_LISTPACK_EX(25, ValueType.HASH);

  private static final RdbType[] BY_CODE = byCode();

  private final int code;
  private final ValueType valueType;

  RdbType(int code, ValueType valueType) {
    this.code = code;
    this.valueType = valueType;
  }

  private static RdbType[] byCode() {
    RdbType[] types = new RdbType[HASH_LISTPACK_EX.code + 1];
    for (RdbType type : values()) {
      types[type.code] = type;
    }
    return types;
  }

  /** Returns the type that a byte stands for, or null if none is known. */
  static RdbType ofCode(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** Returns the byte that stands for this type. */
  public int code() {
    return code;
  }

  /** Returns what the value is to commands. */
  public ValueType valueType() {
    return valueType;
  }

  /** Says whether values of this type are told to a visitor; the others can only be skipped. */
  public boolean isSupported() {
    return switch (valueType) {
      case STREAM, MODULE -> false;
      default -> code < HASH_METADATA_PRE_GA.code;
    };
  }

  /** Returns what to call a value of this type in an error. */
  public String description() {
    return switch (this) {
      case HASH_METADATA_PRE_GA, HASH_LISTPACK_EX_PRE_GA, HASH_METADATA, HASH_LISTPACK_EX ->
          "hash with fields that expire";
      case MODULE_PRE_GA, MODULE_2 -> "value of a module";
      default -> valueType.redisName();
    };
  }
}
