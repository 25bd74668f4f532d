package io.dredis.server.command;

/**
 * Walks over the arguments of a call, for commands with options. Option names are compared without
 * regard to case.
 *
 * <p>{@code for (Arguments rest = Arguments.from(call, 3); rest.hasNext(); ) if (rest.accept("NX"))
 * … else throw …}
 */
public final class Arguments {
  private final byte[][] arguments;
  private int next;

  private Arguments(byte[][] arguments, int next) {
    this.arguments = arguments;
    this.next = next;
  }

  /** The arguments of a call from the given index on. */
  public static Arguments from(Invocation call, int index) {
    return new Arguments(call.arguments(), index);
  }

  /** Returns whether there is another argument. */
  public boolean hasNext() {
    return next < arguments.length;
  }

  /** Returns how many arguments are left. */
  public int remaining() {
    return arguments.length - next;
  }

  /** Steps over the next argument if it is the given option, and returns whether it was. */
  public boolean accept(String optionInUpperCase) {
    if (hasNext() && is(arguments[next], optionInUpperCase)) {
      next++;
      return true;
    }
    return false;
  }

  /**
   * Steps over the next argument if it is the given option and at least {@code values} arguments
   * follow it, as Redis demands of options with values, and returns whether it was.
   */
  public boolean accept(String optionInUpperCase, int values) {
    return remaining() > values && accept(optionInUpperCase);
  }

  /**
   * Returns the next argument and steps over it.
   *
   * @throws CommandException with {@link Errors#SYNTAX} when there is none
   */
  public byte[] next() {
    if (!hasNext()) {
      throw new CommandException(Errors.SYNTAX);
    }
    return arguments[next++];
  }

  /** Returns the next argument as a 64-bit integer and steps over it. */
  public long nextLong() {
    return Numbers.parseLong(next());
  }

  /** Returns whether an argument is the given word, without regard to case. */
  public static boolean is(byte[] argument, String upperCase) {
    if (argument.length != upperCase.length()) {
      return false;
    }
    for (int i = 0; i < argument.length; i++) {
      byte b = argument[i];
      int upper = b >= 'a' && b <= 'z' ? b - 32 : b;
      if (upper != upperCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
