package io.dredis.lua.language;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * An error of Lua on its way to whoever catches it. Any value may be thrown; a text may still have
 * to be told where it happened: the calls that it leaves count its level down, and the last of them
 * puts its own position in front.
 */
@SuppressWarnings("ReferenceEquality") // Nil, false, true and the like are one object each.
public final class Failure extends LuaError {

  private static final long serialVersionUID = 1;
  private static final int NO_ARGUMENT = -1;

  private transient LuaValue value;
  private int callsToLeave;

  /**
   * Whether an operator of Lua failed; within a function that is not Lua's that has no position.
   */
  private boolean ofOperation;

  /**
   * For an argument that a function refuses: which one, from 1, or 0 for all of them. The call
   * knows what the function is called there.
   */
  private int argument = NO_ARGUMENT;

  /** Whether the function that it leaves was called in place of another, whose position is gone. */
  private boolean leftTail;

  private transient LuaString source;
  private int line;

  /** A text that gets the position of the call of the function that fails. */
  public Failure(String message) {
    this(LuaValue.valueOf(message), 1);
  }

  /** A value that is thrown as it is. */
  public Failure(LuaValue value) {
    this(value, 0);
  }

  /** A text that gets the position of a call so many levels up, or if 0 none. */
  Failure(LuaValue value, int level) {
    super((String) null);
    this.value = value;
    this.callsToLeave = level;
  }

  /**
   * What an operator says that cannot be applied; it gets the position of the operator in Lua code.
   */
  static Failure ofOperation(String message) {
    Failure failure = new Failure(message);
    failure.ofOperation = true;
    return failure;
  }

  /** {@code bad argument #1 to 'name' (problem)}. */
  static Failure argument(int index, String problem) {
    Failure failure = new Failure(problem);
    failure.argument = index;
    return failure;
  }

  /**
   * An error as the interpreter knows it; those of LuaJ's own kind that hold a text get a position.
   */
  static Failure of(LuaError error) {
    if (error instanceof Failure failure) {
      return failure;
    }
    LuaValue message = error.getMessageObject();
    // Who throws a value gives no text.
    boolean isText = error.getMessage() != null;
    return new Failure(message == null ? LuaValue.NIL : message, isText ? 1 : 0);
  }

  /** Leaves a call of a function that has the name {@code callee} there. */
  Failure leave(Place place, Name callee, boolean isTail) {
    if (ofOperation) {
      callsToLeave = 0;
    }
    return putBefore(place, callee, isTail);
  }

  private Failure putBefore(Place place, Name callee, boolean isTail) {
    if (line == 0) {
      source = place.source();
      line = place.line();
    }
    if (argument != NO_ARGUMENT) {
      nameArgument(callee);
    }
    if (callsToLeave > 0 && --callsToLeave == 0 && !isTail) {
      value = Bytes.concat(place.prefix(), (LuaString) value);
    }
    return this;
  }

  /**
   * Notes that it left a function that was called as the last act of the one that is to be left
   * next.
   */
  void leaveTail() {
    leftTail = true;
  }

  boolean consumeTail() {
    boolean was = leftTail;
    leftTail = false;
    return was;
  }

  private void nameArgument(Name callee) {
    int index = argument;
    argument = NO_ARGUMENT;
    String problem = value.tojstring();
    if (callee != null && callee.kind() == Name.Kind.METHOD) {
      index--;
      if (index == 0) {
        value = LuaValue.valueOf("calling '" + callee.text() + "' on bad self (" + problem + ")");
        return;
      }
    }
    String name = callee == null ? "?" : callee.text();
    value = LuaValue.valueOf("bad argument #" + index + " to '" + name + "' (" + problem + ")");
  }

  /** Puts a position in front that is known where it is thrown. */
  Failure at(Place place) {
    return putBefore(place, null, false);
  }

  /** The value for who catches it; a text whose level was not reached stays without position. */
  public LuaValue value() {
    if (argument != NO_ARGUMENT) {
      nameArgument(null);
    }
    return value;
  }

  /** The source of the chunk in which it was thrown; null if no Lua code took part. */
  public LuaString source() {
    return source;
  }

  /** The line on which it was thrown, 0 if not known. */
  public int line() {
    return line;
  }

  @Override
  public LuaValue getMessageObject() {
    return value();
  }

  @Override
  public String getMessage() {
    return value().tojstring();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public Throwable fillInStackTrace() {
    return this;
  }
}
