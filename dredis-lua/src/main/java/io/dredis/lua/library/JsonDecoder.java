package io.dredis.lua.library;

import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** One JSON text as a Lua value. A NUL byte ends the text, wherever it stands. */
final class JsonDecoder {
  /** What Lua's C stack holds; deeper texts are refused, whatever {@code decode_max_depth} says. */
  private static final int STACK_SLOTS = 8000;

  private final JsonSettings settings;
  private final JsonScanner scanner;
  private int depth;
  private int usedSlots = 1;

  JsonDecoder(JsonSettings settings, LuaString text) {
    this.settings = settings;
    scanner = new JsonScanner(text, settings.invalidNumbersDecoded);
  }

  LuaValue decode() {
    if (scanner.looksLikeWideCharacters()) {
      throw new Failure("JSON parser does not support UTF-16 or UTF-32");
    }
    LuaValue value = value(scanner.next());
    JsonToken end = scanner.next();
    if (end != JsonToken.END) {
      throw unexpected("the end", end);
    }
    return value;
  }

  private LuaValue value(JsonToken token) {
    return switch (token) {
      case STRING, NUMBER, BOOLEAN -> scanner.value();
      case NULL -> JsonLibrary.NULL;
      case OBJECT_BEGIN -> object();
      case ARRAY_BEGIN -> array();
      default -> throw unexpected("value", token);
    };
  }

  private LuaTable object() {
    descend(3);
    usedSlots += 2;
    LuaTable table = new Table();
    JsonToken token = scanner.next();
    while (token != JsonToken.OBJECT_END) {
      if (token != JsonToken.STRING) {
        throw unexpected("object key string", token);
      }
      LuaValue key = scanner.value();
      token = scanner.next();
      if (token != JsonToken.COLON) {
        throw unexpected("colon", token);
      }
      table.rawset(key, value(scanner.next()));
      token = scanner.next();
      if (token == JsonToken.COMMA) {
        token = keyAfterComma();
      } else if (token != JsonToken.OBJECT_END) {
        throw unexpected("comma or object end", token);
      }
    }
    usedSlots -= 2;
    depth--;
    return table;
  }

  private JsonToken keyAfterComma() {
    JsonToken token = scanner.next();
    if (token != JsonToken.STRING) {
      throw unexpected("object key string", token);
    }
    return token;
  }

  private LuaTable array() {
    descend(2);
    usedSlots++;
    LuaTable table = new Table();
    JsonToken token = scanner.next();
    for (int i = 1; token != JsonToken.ARRAY_END; i++) {
      table.rawset(i, value(token));
      token = scanner.next();
      if (token == JsonToken.COMMA) {
        token = elementAfterComma();
      } else if (token != JsonToken.ARRAY_END) {
        throw unexpected("comma or array end", token);
      }
    }
    usedSlots--;
    depth--;
    return table;
  }

  private JsonToken elementAfterComma() {
    JsonToken token = scanner.next();
    if (token == JsonToken.ARRAY_END) {
      throw unexpected("value", token);
    }
    return token;
  }

  private void descend(int slots) {
    depth++;
    if (depth > settings.decodeMaxDepth || usedSlots + slots > STACK_SLOTS) {
      throw new Failure(
          "Found too many nested data structures ("
              + depth
              + ") at character "
              + scanner.position());
    }
  }

  private Failure unexpected(String expected, JsonToken token) {
    String found = token == JsonToken.ERROR ? scanner.error() : token.label();
    return new Failure(
        "Expected " + expected + " but found " + found + " at character " + scanner.position());
  }
}
