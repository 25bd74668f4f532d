package io.dredis.server.config;

import java.util.List;
import java.util.Locale;

/**
 * How much may wait to be sent to a client of each class before it is disconnected: {@code
 * client-output-buffer-limit}.
 *
 * @param normal ordinary clients
 * @param replica kept for the tools that set it; there are no replicas
 * @param pubsub clients subscribed to channels
 */
public record OutputBufferLimits(Limit normal, Limit replica, Limit pubsub) {

  /** What Redis sets by default. */
  public static final OutputBufferLimits DEFAULT =
      new OutputBufferLimits(
          new Limit(0, 0, 0),
          new Limit(256L << 20, 64L << 20, 60),
          new Limit(32L << 20, 8L << 20, 60));

  /**
   * The limit of one class; 0 stands for none.
   *
   * @param hardBytes disconnected at once above this
   * @param softBytes disconnected when above this for too long
   * @param softSeconds how long that is
   */
  public record Limit(long hardBytes, long softBytes, long softSeconds) {
    @Override
    public String toString() {
      return hardBytes + " " + softBytes + " " + softSeconds;
    }
  }

  /** How the limits are written. */
  static ParameterType<OutputBufferLimits> type() {
    return new ParameterType<>() {
      @Override
      public OutputBufferLimits parse(String text, OutputBufferLimits current)
          throws InvalidValueException {
        return current.with(text);
      }

      @Override
      public String format(OutputBufferLimits limits) {
        return limits.toString();
      }

      @Override
      public boolean takesSeveralWords() {
        return true;
      }

      @Override
      public List<String> fileValues(OutputBufferLimits limits) {
        return List.of(
            "normal " + limits.normal, "replica " + limits.replica, "pubsub " + limits.pubsub);
      }
    };
  }

  /**
   * Returns these limits with those named in the text replaced: {@code normal 0 0 0 pubsub 32mb 8mb
   * 60}.
   */
  OutputBufferLimits with(String text) throws InvalidValueException {
    if (text.isEmpty()) {
      return this;
    }
    String[] words = text.split(" ", -1);
    if (words.length % 4 != 0) {
      throw new InvalidValueException("Wrong number of arguments in buffer limit configuration.");
    }
    OutputBufferLimits changed = this;
    for (int i = 0; i < words.length; i += 4) {
      changed = changed.with(words[i], words[i + 1], words[i + 2], words[i + 3]);
    }
    return changed;
  }

  private OutputBufferLimits with(String clientClass, String hard, String soft, String seconds)
      throws InvalidValueException {
    return switch (clientClass.toLowerCase(Locale.ROOT)) {
      case "normal" -> new OutputBufferLimits(limit(hard, soft, seconds), replica, pubsub);
      case "slave", "replica" -> new OutputBufferLimits(normal, limit(hard, soft, seconds), pubsub);
      case "pubsub" -> new OutputBufferLimits(normal, replica, limit(hard, soft, seconds));
      default ->
          throw new InvalidValueException(
              "Invalid client class specified in buffer limit configuration.");
    };
  }

  private static Limit limit(String hard, String soft, String seconds)
      throws InvalidValueException {
    try {
      long softSeconds = Long.parseLong(seconds);
      if (softSeconds >= 0) {
        return new Limit(MemorySize.parse(hard), MemorySize.parse(soft), softSeconds);
      }
    } catch (NumberFormatException notANumber) {
      // Answered below like a negative number.
    }
    throw new InvalidValueException(
        "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
  }

  @Override
  public String toString() {
    return "normal " + normal + " slave " + replica + " pubsub " + pubsub;
  }
}
