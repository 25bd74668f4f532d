package io.dredis.lua.language;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of Lua: its code with the variables of its surroundings and its table of globals. */
public final class Closure extends LuaFunction {

  private static final Cell[] NO_CELLS = {};
  private static final LuaString N = LuaValue.valueOf("n");

  final Machine machine;
  final Prototype prototype;
  final Cell[] upvalues;
  Table globals;

  Closure(Machine machine, Prototype prototype, Cell[] upvalues, Table globals) {
    this.machine = machine;
    this.prototype = prototype;
    this.upvalues = upvalues;
    this.globals = globals;
  }

  /** The function that a chunk is. */
  static Closure main(Machine machine, Prototype chunk, Table globals) {
    return new Closure(machine, chunk, NO_CELLS, globals);
  }

  /** Another function of the same code, with globals of its own. */
  public Closure withGlobals(Table otherGlobals) {
    return new Closure(machine, prototype, upvalues, otherGlobals);
  }

  /** About what its code takes in memory. */
  public long codeBytes() {
    return prototype.codeBytes;
  }

  @Override
  public LuaValue call() {
    return run(newSlots(), LuaValue.NONE).arg1();
  }

  @Override
  public LuaValue call(LuaValue a) {
    if (prototype.parameters < 1) {
      return invoke(a).arg1();
    }
    LuaValue[] slots = newSlots();
    slots[0] = a;
    return run(slots, LuaValue.NONE).arg1();
  }

  @Override
  public LuaValue call(LuaValue a, LuaValue b) {
    if (prototype.parameters < 2) {
      return invoke(Values.of(new LuaValue[] {a, b})).arg1();
    }
    LuaValue[] slots = newSlots();
    slots[0] = a;
    slots[1] = b;
    return run(slots, LuaValue.NONE).arg1();
  }

  @Override
  public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
    return invoke(Values.of(new LuaValue[] {a, b, c})).arg1();
  }

  @Override
  public Varargs invoke() {
    return run(newSlots(), LuaValue.NONE);
  }

  @Override
  public Varargs invoke(Varargs arguments) {
    return run(bind(arguments), rest(arguments));
  }

  private LuaValue[] newSlots() {
    LuaValue[] slots = new LuaValue[prototype.slots];
    for (int i = 0; i < prototype.parameters; i++) {
      slots[i] = LuaValue.NIL;
    }
    return slots;
  }

  LuaValue[] bind(Varargs arguments) {
    LuaValue[] slots = new LuaValue[prototype.slots];
    int parameters = prototype.parameters;
    for (int i = 0; i < parameters; i++) {
      slots[i] = arguments.arg(i + 1);
    }
    return slots;
  }

  Varargs rest(Varargs arguments) {
    return prototype.isVararg ? Values.from(arguments, prototype.parameters + 1) : LuaValue.NONE;
  }

  private Varargs run(LuaValue[] slots, Varargs varargs) {
    Varargs result = runOnce(slots, varargs);
    while (result instanceof TailCall tail) {
      machine.check(tail.function.prototype.place());
      result = tail.proceed();
    }
    return result;
  }

  Varargs runOnce(LuaValue[] slots, Varargs varargs) {
    Prototype prototype = this.prototype;
    if (prototype.captured.length > 0 || prototype.hasArgVariable) {
      prepare(slots, varargs);
    }
    Frame frame = new Frame(this, slots, varargs);
    if (!machine.enter(prototype.frames)) {
      return machine.fibers.deeper(() -> runHere(frame));
    }
    try {
      Varargs result = prototype.body.execute(frame);
      return result == null ? LuaValue.NONE : result;
    } finally {
      machine.leave(prototype.frames);
    }
  }

  private Varargs runHere(Frame frame) {
    if (!machine.enter(prototype.frames)) {
      throw new Failure("stack overflow");
    }
    try {
      Varargs result = prototype.body.execute(frame);
      return result == null ? LuaValue.NONE : result;
    } finally {
      machine.leave(prototype.frames);
    }
  }

  private void prepare(LuaValue[] slots, Varargs varargs) {
    if (prototype.hasArgVariable) {
      slots[prototype.parameters] = prototype.needsArgTable ? argTable(varargs) : LuaValue.NIL;
    }
    for (int slot : prototype.captured) {
      slots[slot] = new Cell(slots[slot]);
    }
  }

  private static Table argTable(Varargs varargs) {
    int count = varargs.narg();
    Table table = new Table(count, 1);
    for (int i = 1; i <= count; i++) {
      table.rawset(i, varargs.arg(i));
    }
    table.rawset(N, LuaValue.valueOf(count));
    return table;
  }

  @Override
  public String tojstring() {
    return Operations.address("function", this);
  }

  @Override
  public LuaValue getmetatable() {
    return null;
  }
}
