package io.dredis.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random calls of a family of commands: most of them valid, some odd, some wrong. */
public abstract class RandomCommands {
  protected final Random random;

  /** Calls that a seed determines. */
  protected RandomCommands(long seed) {
    random = new Random(seed);
  }

  /** Returns the next call, the command's name first. */
  public final String[] next() {
    List<String> call = new ArrayList<>();
    build(call);
    return call.toArray(String[]::new);
  }

  /** Adds the words of a call. */
  protected abstract void build(List<String> call);

  /** Now and then adds a word, takes one away, or writes the name in small letters. */
  protected final void disturb(List<String> call, boolean mayShorten) {
    if (random.nextInt(60) == 0) {
      call.add("surplus");
    }
    if (random.nextInt(60) == 0 && mayShorten) {
      call.remove(call.size() - 1);
    }
    if (random.nextInt(20) == 0) {
      call.set(0, call.get(0).toLowerCase(Locale.ROOT));
    }
  }

  protected static void add(List<String> call, String... words) {
    call.addAll(List.of(words));
  }

  protected final String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  protected final String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
