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
  /** What a script takes beside its code: its digest and its place here. */
  private static final long ENTRY_BYTES = 256;

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
    memoryBytes += memoryOf(added) - (known == null ? 0 : memoryOf(known));
    byDigest.put(digest, added);
    evict(added);
    return added;
  }

  private CachedScript compile(byte[] source, String digest, boolean loaded) {
    ScriptFlags flags = ScriptFlags.of(source);
    try {
      return new CachedScript(engine.compile(source, digest), flags, loaded);
    } catch (ScriptException e) {
      throw new CommandException("ERR " + e.getMessage());
    }
  }

  private static long memoryOf(CachedScript script) {
    return ENTRY_BYTES + script.script().memoryBytes();
  }

  private void evict(CachedScript added) {
    Iterator<CachedScript> leastRecentFirst = byDigest.values().iterator();
    while (memoryBytes > memoryLimitBytes && leastRecentFirst.hasNext()) {
      CachedScript next = leastRecentFirst.next();
      if (!next.loaded() && !next.equals(added)) {
        memoryBytes -= memoryOf(next);
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

  /** Returns about what the code of all scripts takes. */
  long codeBytes() {
    return memoryBytes - entryBytes();
  }

  /** Returns about what all scripts take beside their code. */
  long entryBytes() {
    return ENTRY_BYTES * byDigest.size();
  }
}
