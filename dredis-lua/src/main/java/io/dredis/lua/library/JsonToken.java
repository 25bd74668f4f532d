package io.dredis.lua.library;

/** A kind of token of JSON, with the name that errors call it by. */
enum JsonToken {
  OBJECT_BEGIN("T_OBJ_BEGIN"),
  OBJECT_END("T_OBJ_END"),
  ARRAY_BEGIN("T_ARR_BEGIN"),
  ARRAY_END("T_ARR_END"),
  STRING("T_STRING"),
  NUMBER("T_NUMBER"),
  BOOLEAN("T_BOOLEAN"),
  NULL("T_NULL"),
  COLON("T_COLON"),
  COMMA("T_COMMA"),
  END("T_END"),
  /** What is no token; {@link JsonScanner#error} says why. */
  ERROR("T_ERROR");

  private final String label;

  JsonToken(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
