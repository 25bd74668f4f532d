package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.FunctionLibrary;
import io.dredis.lua.LibraryFunction;
import io.dredis.lua.ScriptEngine;
import io.dredis.lua.ScriptException;
import io.dredis.lua.ScriptHost;
import io.dredis.lua.ScriptReply;
import io.dredis.server.command.CommandException;
import io.dredis.storage.keyspace.Libraries;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libraries of functions: their sources, which the store keeps, and what they were loaded to.
 *
 * <p>The store decides. Whenever its libraries have changed, also because a write was undone, what
 * is loaded follows before it is used. Used under the execution lock.
 */
public final class FunctionLibraries {
  private static final Logger log = LoggerFactory.getLogger(FunctionLibraries.class);

  /** How long the code of a library may run while it is loaded. */
  private static final long LOAD_MILLIS = 500;

  /** What a library or a function takes beside source and code. */
  private static final long ENTRY_BYTES = 256;

  /** A library that was loaded. */
  record Loaded(String name, byte[] source, FunctionLibrary library) {}

  private final Libraries stored;
  private final ScriptEngine engine;
  private SortedMap<String, Loaded> byName = new TreeMap<>();

  /** By name in lower case. */
  private Map<String, LibraryFunction> functions = new HashMap<>();

  private long revision = -1;

  /** The libraries of a store; loaded when they are first asked for. */
  public FunctionLibraries(Libraries stored, ScriptEngine engine) {
    this.stored = stored;
    this.engine = engine;
  }

  /** Returns the libraries by name. */
  SortedMap<String, Loaded> all() {
    follow();
    return byName;
  }

  /** Returns a function by its name in any case, or null. */
  LibraryFunction find(byte[] name) {
    follow();
    return functions.get(caseless(new String(name, ISO_8859_1)));
  }

  private static String caseless(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  int functionCount() {
    follow();
    return functions.size();
  }

  /** Returns about what the code of all libraries takes in memory. */
  long codeBytes() {
    return all().values().stream().mapToLong(loaded -> loaded.library().memoryBytes()).sum();
  }

  /** Returns about what all libraries take beside that. */
  long entryBytes() {
    return ENTRY_BYTES * functionCount()
        + all().values().stream().mapToLong(loaded -> ENTRY_BYTES + loaded.source().length).sum();
  }

  private void follow() {
    if (revision == stored.revision()) {
      return;
    }
    SortedMap<String, Loaded> current = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : stored.all().entrySet()) {
      Loaded known = byName.get(entry.getKey());
      if (known == null || !Arrays.equals(known.source(), entry.getValue())) {
        known = reload(entry.getKey(), entry.getValue());
      }
      if (known != null) {
        current.put(known.name(), known);
      }
    }
    use(current);
  }

  /** Loads what was loaded before, when it was stored; should that fail, it is left out. */
  private Loaded reload(String name, byte[] source) {
    try {
      return new Loaded(name, source, engine.load(source, 0, new Loading()));
    } catch (ScriptException e) {
      log.error("The library {} that is stored cannot be loaded: {}", name, e.getMessage());
      return null;
    }
  }

  private void use(SortedMap<String, Loaded> libraries) {
    Map<String, LibraryFunction> found = new HashMap<>();
    for (Loaded loaded : libraries.values()) {
      loaded
          .library()
          .functions()
          .forEach(function -> found.put(caseless(function.name()), function));
    }
    byName = libraries;
    functions = found;
    revision = stored.revision();
  }

  // ---- Changes

  /**
   * Adds a library, as FUNCTION LOAD does, and returns its name.
   *
   * @param replace whether it may take the place of one with its name
   * @throws CommandException when it cannot be loaded; nothing has changed
   */
  public String add(byte[] source, boolean replace) {
    follow();
    String name = LibraryHead.of(source).name();
    if (!replace && byName.containsKey(name)) {
      throw new CommandException("ERR Library '" + name + "' already exists");
    }
    SortedMap<String, Loaded> joined = joined(byName, List.of(load(name, source)));
    stored.put(name, source);
    use(joined);
    return name;
  }

  /**
   * Adds libraries, all or none, as FUNCTION RESTORE does.
   *
   * @param flush whether they take the place of all that are there
   * @param replace whether each may take the place of one with its name
   */
  void restore(Collection<byte[]> sources, boolean flush, boolean replace) {
    follow();
    SortedMap<String, Loaded> restored = new TreeMap<>();
    for (byte[] source : sources) {
      String name = LibraryHead.of(source).name();
      if (restored.containsKey(name)) {
        throw new CommandException("ERR Library '" + name + "' already exists");
      }
      restored = joined(restored, List.of(load(name, source)));
    }
    if (!flush && !replace) {
      requireNew(restored.keySet());
    }
    SortedMap<String, Loaded> base = flush ? Collections.emptySortedMap() : byName;
    SortedMap<String, Loaded> joined = joined(base, restored.values());
    if (flush) {
      stored.clear();
    }
    restored.values().forEach(library -> stored.put(library.name(), library.source()));
    use(joined);
  }

  private void requireNew(Collection<String> names) {
    for (String name : names) {
      if (byName.containsKey(name)) {
        throw new CommandException("ERR Library " + name + " already exists");
      }
    }
  }

  boolean delete(String name) {
    return stored.delete(name);
  }

  void clear() {
    stored.clear();
  }

  private Loaded load(String name, byte[] source) {
    try {
      return new Loaded(name, source, engine.load(source, LOAD_MILLIS, new Loading()));
    } catch (ScriptException e) {
      throw new CommandException("ERR " + e.getMessage());
    }
  }

  /** Returns libraries with others added or put in their place; no function may come twice. */
  private static SortedMap<String, Loaded> joined(
      SortedMap<String, Loaded> libraries, Collection<Loaded> others) {
    SortedMap<String, Loaded> joined = new TreeMap<>(libraries);
    others.forEach(library -> joined.remove(library.name()));
    Set<String> names = new HashSet<>();
    for (Loaded kept : joined.values()) {
      kept.library().functions().forEach(function -> names.add(caseless(function.name())));
    }
    for (Loaded other : others) {
      for (LibraryFunction function : other.library().functions()) {
        if (!names.add(caseless(function.name()))) {
          throw new CommandException("ERR Function " + function.name() + " already exists");
        }
      }
      joined.put(other.name(), other);
    }
    return joined;
  }

  /** The host of a library while it is loaded: it may log, and call nothing. */
  private static final class Loading implements ScriptHost {
    @Override
    public ScriptReply call(byte[][] arguments, int respVersion) {
      throw new IllegalStateException("a library calls no command while it is loaded");
    }

    @Override
    public void log(int level, byte[] message) {
      ScriptLog.write(level, message);
    }

    @Override
    public void setReplication(int flags) {
      throw new IllegalStateException("a library writes nothing while it is loaded");
    }

    @Override
    public Boolean mayExecute(byte[][] arguments) {
      throw new IllegalStateException("a library asks for nothing while it is loaded");
    }
  }
}
