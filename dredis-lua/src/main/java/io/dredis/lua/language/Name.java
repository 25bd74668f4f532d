package io.dredis.lua.language;

/** What an expression is called in an error: {@code local 'x'}, {@code field 'y'}. */
record Name(Kind kind, String text) {

  enum Kind {
    LOCAL("local"),
    UPVALUE("upvalue"),
    GLOBAL("global"),
    FIELD("field"),
    METHOD("method");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  @Override
  public String toString() {
    return kind.word + " '" + text + "'";
  }
}
