package io.dredis.server.config;

import java.util.List;

/**
 * One parameter: its name, how its values are written, who may change it, and its value now. Any
 * thread may read the value; it is changed only through {@link Configuration}.
 *
 * @param <T> what a value is to the code that reads it
 */
public final class Parameter<T> {

  /** Whether and how CONFIG SET may change a parameter. */
  public enum Mutability {
    /** At any time. */
    MUTABLE,
    /** Only before the start. */
    IMMUTABLE,
    /** Only before the start, but a client may set the value that it has, which changes nothing. */
    CONSTANT,
    /**
     * Only before the start, because a client that could change it could reach beyond the server.
     */
    PROTECTED
  }

  /** Makes a change take effect where reading the value at its use is not enough. */
  @FunctionalInterface
  public interface Effect<T> {
    /**
     * Acts on the new value.
     *
     * @throws InvalidValueException when it cannot; the old value stays
     */
    void apply(T value) throws InvalidValueException;
  }

  private final String name;
  private final String alias;
  private final ParameterType<T> type;
  private final Mutability mutability;
  private final boolean fixed;
  private final T defaultValue;
  private volatile T value;
  private volatile T asked;
  private volatile Effect<T> effect = ignored -> {};

  Parameter(
      String name,
      String aliasOrNull,
      ParameterType<T> type,
      Mutability mutability,
      boolean fixed,
      T defaultValue) {
    this.name = name;
    this.alias = aliasOrNull;
    this.type = type;
    this.mutability = mutability;
    this.fixed = fixed;
    this.defaultValue = defaultValue;
    this.value = defaultValue;
  }

  /** Returns the name, in lower case. */
  public String name() {
    return name;
  }

  /** Returns the older name of the same parameter, or null. */
  public String alias() {
    return alias;
  }

  /** Returns whether and how it may be changed. */
  public Mutability mutability() {
    return mutability;
  }

  /** Returns whether it takes no value but its default, which describes what dredis does. */
  public boolean fixed() {
    return fixed;
  }

  /** Returns the value now. */
  public T value() {
    return value;
  }

  /** Returns the value now as CONFIG GET shows it. */
  public String text() {
    return type.format(value);
  }

  /** Returns the default as CONFIG GET would show it. */
  public String defaultText() {
    return type.format(defaultValue);
  }

  /** Returns whether a line of the configuration file may give it several words. */
  boolean takesSeveralWords() {
    return type.takesSeveralWords();
  }

  /**
   * Returns whether the value was changed from its default, other than by what the server found
   * out.
   */
  boolean differsFromDefault() {
    return !chosen().equals(defaultValue);
  }

  /** Returns the lines that set the present value in a configuration file. */
  List<String> fileLines() {
    return type.fileValues(chosen()).stream().map(text -> name + " " + text).toList();
  }

  /** Returns the value that was asked for, where the server noted another one. */
  private T chosen() {
    return asked == null ? value : asked;
  }

  /** Says how a change takes effect beyond being read; runs before CONFIG SET is answered. */
  public void onChange(Effect<T> newEffect) {
    effect = newEffect;
  }

  /** Sets the value; the effect is not run. */
  void parse(String text) throws InvalidValueException {
    set(type.parse(text, value));
  }

  /** Sets the value before the start. */
  void parsePreset(String text) throws InvalidValueException {
    set(type.parsePreset(text, value));
  }

  private void set(T parsed) throws InvalidValueException {
    if (fixed && !parsed.equals(defaultValue)) {
      throw new InvalidValueException("dredis supports only '" + defaultText() + "'");
    }
    value = parsed;
  }

  /**
   * Notes what the server found out for a value that left it the choice: shown, but not written to
   * the file.
   */
  public void note(T found) {
    asked = value;
    value = found;
  }

  void takeEffect() throws InvalidValueException {
    effect.apply(value);
  }

  /** Returns how to bring the value of now back, with its effect. */
  Runnable restorer() {
    T before = value;
    return () -> {
      value = before;
      try {
        effect.apply(before);
      } catch (InvalidValueException unexpected) {
        throw new IllegalStateException(
            name + " cannot return to " + type.format(before), unexpected);
      }
    };
  }
}
