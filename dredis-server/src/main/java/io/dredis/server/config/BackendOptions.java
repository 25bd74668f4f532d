package io.dredis.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import io.dredis.server.resp.QuotedWords;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options given to the backend, {@code NAME=VALUE} with the value in JSON: {@code backend-option}.
 */
final class BackendOptions {
  private BackendOptions() {}

  /** Each text adds one option to those there are; the later value of an option wins. */
  static ParameterType<Map<String, Object>> type() {
    return new ParameterType<>() {
      @Override
      public Map<String, Object> parse(String text, Map<String, Object> current)
          throws InvalidValueException {
        return with(text, current);
      }

      @Override
      public String format(Map<String, Object> options) {
        return String.join(" ", texts(options));
      }

      @Override
      public List<String> fileValues(Map<String, Object> options) {
        return texts(options).stream().map(QuotedWords::quote).toList();
      }
    };
  }

  private static Map<String, Object> with(String text, Map<String, Object> current)
      throws InvalidValueException {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new InvalidValueException("argument must be NAME=VALUE, with VALUE in JSON");
    }
    Map<String, Object> options = new LinkedHashMap<>(current);
    options.put(text.substring(0, equals), json(text.substring(equals + 1)));
    return Collections.unmodifiableMap(options);
  }

  private static Object json(String byteString) throws InvalidValueException {
    try (JsonParser parser = JSON.std.createParser(Texts.decode(byteString))) {
      Object value = JSON.std.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw notJson(byteString);
      }
      return value instanceof Integer number ? Long.valueOf(number) : value;
    } catch (IOException e) {
      throw notJson(byteString);
    }
  }

  private static InvalidValueException notJson(String byteString) {
    return new InvalidValueException(
        "'" + byteString + "' is not a JSON value (a text needs its quotes)");
  }

  private static List<String> texts(Map<String, Object> options) {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + jsonOf(option.getValue()))
        .toList();
  }

  private static String jsonOf(Object value) {
    try {
      return Texts.encode(JSON.std.asString(value));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
