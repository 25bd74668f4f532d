package io.dredis.server.command.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dredis.lua.ScriptEngine;
import io.dredis.lua.ScriptException;
import io.dredis.server.command.CommandException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The compiled scripts by the SHA-1 digest of their source, as long as the server runs.
 *
 * <p>Redis keeps every script until SCRIPT FLUSH. So does this, up to a share of the heap; beyond
 * it the scripts that only EVAL has brought, which can bring them again, are dropped, those first
 * that have not been run for longest. What SCRIPT LOAD has brought stays. Used under the execution
 * lock.
 */
final class ScriptCache {
  /** Compiled code takes a few times what its source takes. */
  private static final int MEMORY_PER_BYTE = 8;

  private static final long MEMORY_PER_SCRIPT = 1024;
  static final int DIGEST_LENGTH = 40;

  private final ScriptEngine engine;
  private final long memoryLimitBytes;
  private final Map<String, CachedScript> byDigest = new LinkedHashMap<>(16, 0.75f, true);
  private long memoryBytes;

  /**
   * An empty cache.
   *
   * @param memoryLimitBytes how much the scripts of EVAL may make it take
   */
  ScriptCache(ScriptEngine engine, long memoryLimitBytes) {
    this.engine = engine;
    this.memoryLimitBytes = memoryLimitBytes;
  }

  /** Returns the digest of a source, in lower case. */
  static String digest(byte[] source) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** Returns about what the compiled code of a source takes in memory. */
  static long memoryOf(byte[] source) {
    return MEMORY_PER_SCRIPT + (long) MEMORY_PER_BYTE * source.length;
  }

  /** Returns a script by its digest in any case, or null. */
  CachedScript find(byte[] digest) {
    if (digest.length != DIGEST_LENGTH) {
      return null;
    }
    return byDigest.get(new String(digest, ISO_8859_1).toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the script of a source, compiled now if it is new.
   *
   * @param loaded whether it is to stay
   * @throws CommandException when it cannot be compiled
   */
  CachedScript add(byte[] source, boolean loaded) {
    String digest = digest(source);
    CachedScript known = byDigest.get(digest);
    if (known != null && (known.loaded() || !loaded)) {
      return known;
    }
    CachedScript added = compile(source, digest, loaded);
    memoryBytes += added.memoryBytes() - (known == null ? 0 : known.memoryBytes());
    byDigest.put(digest, added);
    evict(added);
    return added;
  }

  private CachedScript compile(byte[] source, String digest, boolean loaded) {
    ScriptFlags flags = ScriptFlags.of(source);
    try {
      return new CachedScript(engine.compile(source, digest), flags, memoryOf(source), loaded);
    } catch (ScriptException e) {
      throw new CommandException("ERR " + e.getMessage());
    }
  }

  private void evict(CachedScript added) {
    Iterator<CachedScript> leastRecentFirst = byDigest.values().iterator();
    while (memoryBytes > memoryLimitBytes && leastRecentFirst.hasNext()) {
      CachedScript next = leastRecentFirst.next();
      if (!next.loaded() && !next.equals(added)) {
        memoryBytes -= next.memoryBytes();
        leastRecentFirst.remove();
      }
    }
  }

  void clear() {
    byDigest.clear();
    memoryBytes = 0;
  }

  int size() {
    return byDigest.size();
  }

  long memoryBytes() {
    return memoryBytes;
  }
}
