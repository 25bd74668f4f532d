package io.dredis.storage.backend;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The options a backend understands, with types, ranges and defaults; checks what a user gave
 * against them. Whatever cannot be honoured is refused by name.
 *
 * <p>It is filled once, when the backend's type is made, and then only read; any thread may do
 * that.
 */
public final class BackendOptions {

  /**
   * How the value of one option is checked; returns the value to use, or throws what {@code
   * refusal} makes.
   */
  private interface Check {
    Object checked(String name, Object given);
  }

  private final String backend;
  private final Map<String, Object> defaults = new LinkedHashMap<>();
  private final Map<String, Check> checks = new LinkedHashMap<>();

  /** No options yet, for the backend of this name. */
  public BackendOptions(String backend) {
    this.backend = backend;
  }

  /** Adds an option that is true or false. */
  public BackendOptions flag(String name, boolean defaultValue) {
    return add(
        name,
        defaultValue,
        (option, given) -> {
          if (given instanceof Boolean) {
            return given;
          }
          throw refusal(option, given, "true or false is wanted");
        });
  }

  /** Adds an option that is true, false or, as its default and in a meaning of its own, null. */
  public BackendOptions flagOrNull(String name) {
    return add(
        name,
        null,
        (option, given) -> {
          if (given == null || given instanceof Boolean) {
            return given;
          }
          throw refusal(option, given, "true or false or null is wanted");
        });
  }

  /**
   * Adds an option that is a whole number within bounds, both included; null stands for the
   * default.
   */
  public BackendOptions number(String name, long defaultValue, long min, long max) {
    return add(
        name,
        defaultValue,
        (option, given) -> {
          if (given == null) {
            return defaultValue;
          }
          boolean whole = given instanceof Long || given instanceof Integer;
          if (whole && ((Number) given).longValue() >= min && ((Number) given).longValue() <= max) {
            return ((Number) given).longValue();
          }
          throw refusal(option, given, "a whole number from " + min + " to " + max + " is wanted");
        });
  }

  /** Adds an option that is one of a few words; null is one of them only when the list holds it. */
  public BackendOptions word(String name, String defaultValue, List<String> words) {
    return add(
        name,
        defaultValue,
        (option, given) -> {
          if (words.contains(given)) {
            return given;
          }
          StringJoiner wanted = new StringJoiner(" or ", "", " is wanted");
          words.forEach(word -> wanted.add(shown(word)));
          throw refusal(option, given, wanted.toString());
        });
  }

  /**
   * Adds an option that users may know from elsewhere, and that is always refused, with the reason
   * why.
   */
  public BackendOptions refused(String name, String reason) {
    checks.put(
        name,
        (option, given) -> {
          throw refusal(option, given, reason);
        });
    return this;
  }

  /** Returns the options with their defaults in the order they were added. */
  public Map<String, Object> defaults() {
    return Collections.unmodifiableMap(defaults);
  }

  /**
   * Returns all options with the given values in place of their defaults.
   *
   * @throws StoreRefusedException when a name is unknown, or a value cannot be honoured
   */
  public Values check(Map<String, Object> given) {
    Map<String, Object> values = new LinkedHashMap<>(defaults);
    given.forEach(
        (name, value) -> {
          Check check = checks.get(name);
          if (check == null) {
            throw new StoreRefusedException(unknown(name));
          }
          values.put(name, check.checked(name, value));
        });
    return new Values(values);
  }

  private BackendOptions add(String name, Object defaultValue, Check check) {
    defaults.put(name, defaultValue);
    checks.put(name, check);
    return this;
  }

  private String unknown(String name) {
    String known =
        defaults.isEmpty() ? "it has none" : "it has: " + String.join(", ", defaults.keySet());
    return "unknown option " + shown(name) + " of backend " + backend + "; " + known;
  }

  private StoreRefusedException refusal(String name, Object given, String reason) {
    String option = "option " + shown(name) + " of backend " + backend;
    return new StoreRefusedException(option + " cannot be " + shown(given) + ": " + reason);
  }

  private static String shown(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }

  /** The value of every option of a backend: what was given, else the default. */
  public static final class Values {
    private final Map<String, Object> values;

    private Values(Map<String, Object> values) {
      this.values = values;
    }

    /** Returns the value of an option that is true or false. */
    public boolean flag(String name) {
      return (Boolean) values.get(name);
    }

    /** Returns the value of an option that is true, false or null. */
    public Optional<Boolean> flagIfSet(String name) {
      return Optional.ofNullable((Boolean) values.get(name));
    }

    /** Returns the value of an option that is a whole number. */
    public long number(String name) {
      return (Long) values.get(name);
    }

    /** Returns the value of an option that is a word, or null. */
    public String word(String name) {
      return (String) values.get(name);
    }
  }
}
